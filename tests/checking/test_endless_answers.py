"""Answers without an end, each in a kernel of its own: the learner reads which function runs on and what to press."""

import os
import queue
import time

import pytest
from jupyter_client import KernelManager
from jupyter_core.utils import run_sync

pytestmark = pytest.mark.slow

START = "import re, time, threading\nimport numpy as np\nimport dlscratch as dl\nfrom dlscratch.exercises import check"

# Python runs on, so it is stopped, though the answer catches what it can.
STOPPED = {
    "loop": "while True: pass",
    "sleeping loop": "while True: time.sleep(0.001)",
    "except Exception": """
    while True:
        try: sum(range(1000))
        except Exception: pass""",
    "two loops": """
    while True:
        for i in range(10): np.maximum(a, i)""",
    "recursion that catches": """
    try: return relu(a)
    except Exception: return relu(a)""",
    "generator": "return sum(1 for _ in iter(int, 1))",
    "numpy loop": "while True: a = np.maximum(a, 0)",
}
# Python runs, and the stop is swallowed or cannot arrive: told within 5 s of the call.
TOLD = {
    "swallows all, asleep": """
    while True:
        try: time.sleep(0.001)
        except BaseException: continue""",
    "swallows all in a helper": """
    def helper():
        try: time.sleep(0.01)
        except BaseException: return
    while True: helper()""",
    "finally that continues": """
    while True:
        try: time.sleep(0.001)
        finally: continue""",
    "one long sleep": "time.sleep(1000)",
    "a lock that nobody opens": """
    lock = threading.Lock(); lock.acquire(); lock.acquire()""",
    "an event that never comes": "threading.Event().wait()",
}
# One call into C holds everything: told by the next check, after the restart.
NAMED_LATER = {
    "sum of a range": "return sum(range(10**11))",
    "catastrophic pattern": 'return re.match(r"(a+)+$", "a" * 60 + "b")',
    "a huge power": "return 7 ** 10**9 > 0",
    "membership": "return -1 in iter(int, 1)",
}


class Kernel:
    def __init__(self, folder):
        self.manager = KernelManager()
        self.manager.start_kernel(env=os.environ | {"DLSCRATCH_PROGRESS_FOLDER": str(folder), "PYTHONUNBUFFERED": "1"})
        self.connect()

    def connect(self):
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        self.read(self.client.execute(START), 60)

    def read(self, run, seconds, until=lambda text: False):
        """Return (what a cell has shown so far, whether it has ended), for at most some seconds."""
        text, end = "", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not until(text):
            try:
                message = self.client.get_iopub_msg(timeout=left)
            except queue.Empty:
                break
            if message["parent_header"].get("msg_id") != run:
                continue
            content = message["content"]
            text += content.get("text", "") + content.get("data", {}).get("text/html", "")
            text += "".join(content.get("traceback", []))
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                return text, True
        return text, False

    def check(self, body, seconds, until=lambda text: False):
        self.read(self.client.execute(f"def relu(a):\n    {body}"), 30)
        return self.read(self.client.execute("check(relu)"), seconds, until)

    def restart(self):
        self.client.stop_channels()
        # Before it restarts a kernel, the manager interrupts it: some checks would come back in the last moment.
        run_sync(self.manager.provisioner.kill)()
        self.manager.restart_kernel(now=True)
        self.connect()

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel(tmp_path):
    kernel = Kernel(tmp_path)
    yield kernel
    kernel.close()


@pytest.mark.parametrize("body", STOPPED.values(), ids=STOPPED)
def test_what_can_be_stopped_is_stopped(kernel, body):
    text, ended = kernel.check(body, 40)
    assert ended and ("Still running after 3 s" in text or "RecursionError" in text), text


@pytest.mark.parametrize("body", TOLD.values(), ids=TOLD)
def test_what_cannot_be_stopped_is_named_while_it_runs(kernel, body):
    started = time.monotonic()
    text, ended = kernel.check(body, 30, until=lambda text: "still runs" in text)
    waited = time.monotonic() - started
    assert not ended and "`relu` still runs" in text and "restart the kernel" in text and "in the line `" in text, text
    print(f"told after {waited:.1f} s")
    kernel.restart()
    text, ended = kernel.check("return np.maximum(a, 0)", 60)
    assert ended and "The last check of <code" in text and "never came back" in text
    text, ended = kernel.read(kernel.client.execute("check(relu)"), 60)
    assert ended and "Right: relu" in text


@pytest.mark.parametrize("body", NAMED_LATER.values(), ids=NAMED_LATER)
def test_a_call_that_lets_no_line_run_is_named_after_the_restart(kernel, body):
    text, ended = kernel.check(body, 6)
    assert not ended and "still runs" not in text
    kernel.restart()
    text, ended = kernel.read(kernel.client.execute("check(dl.step)"), 60)
    assert ended and "Right: step" in text and "never came back from" in text and "relu(np.array" in text
    text, ended = kernel.check(body, 60)
    assert ended and "Not judged: relu" in text and "never came back" in text, "it does not hang again at once"
