"""Values as plain data: what comes back is what went in, and odd data is refused in one way."""

import json

import numpy as np
import pytest

from dlscratch.checking.compare import same
from dlscratch.classroom.plain import Stranger, packed, unpacked


def back(value):
    return unpacked(json.loads(json.dumps(packed(value))))


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, -2.5, "text", 1j, (1, 2), [1, [2.0]], {"W1": np.ones((2, 3)), 3: (None, "x")}, np.float32(0.5),
        np.arange(6).reshape(2, 3), np.zeros((0, 4)), np.array(2.0), np.array([True, False]), float("inf"),
    ],
)  # fmt: skip
def test_plain_values_come_back(value):
    got = back(value)
    assert type(got) is type(value) and same(got, value, 0, 0)
    assert getattr(got, "dtype", None) == getattr(value, "dtype", None)


def test_what_is_no_data_comes_back_as_a_stranger():
    assert back(...) is ... and np.isnan(back(float("nan")))
    assert callable(back(np.sum)) and not callable(back(object()))
    assert isinstance(back({1, 2}), Stranger) and repr(back({1, 2})) == "a set"
    assert back(np.array([1, ...], dtype=object))[1] is ...
    assert isinstance(back(np.zeros(2**21)), Stranger)
    deep = []
    deep.append(deep)
    assert back(deep)


@pytest.mark.parametrize(
    "data",
    [
        {}, {"array": [2], "kind": "d", "data": "AAAA"}, {"array": [1], "kind": "O", "data": ""}, {"dict": 3},
        {"array": [10**9], "kind": "d", "data": ""}, {"array": [1], "kind": "d"}, {"tuple": None},
        {"complex": [1, 2, 3]},
    ],
)  # fmt: skip
def test_odd_data_is_refused(data):
    with pytest.raises(ValueError):
        unpacked(data)
