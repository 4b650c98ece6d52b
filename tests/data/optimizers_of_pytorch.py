"""Write optimizers_of_pytorch.json: where PyTorch's optimizers lead. Run by hand, with PyTorch installed; no test runs it.

    python tests/data/optimizers_of_pytorch.py

What differs from `dl`, and how it is made equal here:

- Adadelta: PyTorch multiplies its step by `lr`, which the paper has not; at 1.0, its default, nothing changes. Its
  default keeps 0.9, the paper 0.95.
- AdaGrad: PyTorch's default epsilon is 1e-10, ours 1e-7, the book's.
- RMSprop: PyTorch keeps 0.99 and adds 1e-8, ours keeps 0.9, as the lecture, and adds 1e-7. Both add it outside the root.
- Momentum: PyTorch's velocity holds slopes and is multiplied by the rate of the step, ours holds rate times slope. At a
  constant rate the two are equal, under a schedule they are not: `scheduled_momentum` is PyTorch's.
"""

import json
from pathlib import Path

import torch

START = [1.0, -2.0]
SLOPES = [[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0], [0.1, -0.3], [0.0, 1.25], [-2.0, 0.5], [0.3, 0.3], [1.0, -1.0]]
RUNS = [  # a name, dl's class and settings, PyTorch's class and settings
    ("SGD", "SGD", {"learning_rate": 0.1}, "SGD", {"lr": 0.1}),
    ("Momentum", "Momentum", {"learning_rate": 0.1, "momentum": 0.9}, "SGD", {"lr": 0.1, "momentum": 0.9}),
    (
        "Nesterov",
        "Nesterov",
        {"learning_rate": 0.1, "momentum": 0.9},
        "SGD",
        {"lr": 0.1, "momentum": 0.9, "nesterov": True},
    ),
    ("AdaGrad, our epsilon", "AdaGrad", {"learning_rate": 0.1}, "Adagrad", {"lr": 0.1, "eps": 1e-7}),
    ("AdaGrad, theirs", "AdaGrad", {"learning_rate": 0.1, "epsilon": 1e-10}, "Adagrad", {"lr": 0.1}),
    ("RMSProp, our settings", "RMSProp", {"learning_rate": 0.1}, "RMSprop", {"lr": 0.1, "alpha": 0.9, "eps": 1e-7}),
    ("RMSProp, theirs", "RMSProp", {"learning_rate": 0.1, "decay": 0.99, "epsilon": 1e-8}, "RMSprop", {"lr": 0.1}),
    ("Adadelta, our settings", "Adadelta", {}, "Adadelta", {"lr": 1.0, "rho": 0.95}),
    ("Adadelta, theirs", "Adadelta", {"decay": 0.9}, "Adadelta", {}),
    ("Adam", "Adam", {"learning_rate": 0.1}, "Adam", {"lr": 0.1}),
]


def path(make, schedule=None):
    """Return where each step leads."""
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer, places = make([w]), []
    scheduler = schedule and schedule(optimizer)
    for slope in SLOPES:
        w.grad = torch.tensor(slope, dtype=torch.float64)
        optimizer.step()
        if scheduler:
            scheduler.step()
        places.append(w.tolist())
    return places


def rates(schedule, count=10):
    """Return the learning rate of each step."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    scheduler, found = schedule(optimizer), []
    for _ in range(count):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


by = torch.optim.lr_scheduler
table = {
    "made by": f"PyTorch {torch.__version__.split('+')[0]}, in float64, by optimizers_of_pytorch.py",
    "start": START,
    "slopes": SLOPES,
    "runs": [
        {"name": name, "dl": ours, "settings": settings, "path": path(lambda w: getattr(torch.optim, theirs)(w, **given))}
        for name, ours, settings, theirs, given in RUNS
    ],
    "scheduled_momentum": {
        "path": path(lambda w: torch.optim.SGD(w, lr=0.1, momentum=0.9), lambda o: by.StepLR(o, 3, 0.5)),
    },
    "schedules": [
        {
            "name": "step decay",
            "schedule": "step_decay(0.1, every=3, factor=0.5)",
            "rates": rates(lambda o: by.StepLR(o, 3, 0.5)),
        },
        {
            "name": "cosine",
            "schedule": "cosine(0.1, steps=9, lowest=0.01)",
            "rates": rates(lambda o: by.CosineAnnealingLR(o, 9, eta_min=0.01)),
        },
        {
            "name": "warm-up",
            "schedule": "warm_up(0.1, steps=5)",
            "rates": rates(lambda o: by.LinearLR(o, start_factor=0.2, total_iters=4)),
        },
    ],
}
text = json.dumps(table, indent=1) + "\n"
(Path(__file__).parent / "optimizers_of_pytorch.json").write_text(text, encoding="utf-8", newline="\n")
