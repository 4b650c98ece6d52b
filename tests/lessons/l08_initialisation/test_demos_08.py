"""The demos of lesson 08: write me, what they promise."""

import pytest

from dlscratch import demos


@pytest.mark.parametrize("slope", [-2.0, 0.0, 2.0])
def test_write_me_says_where_the_line_stands(slope):
    assert demos.signal(slope=slope).picture.desc.replace("−", "-").endswith(f" {slope:g}.")
