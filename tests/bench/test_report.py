"""What a benchmark was to reach is shown with whether it did: a rate at least, a time at most, a ratio or a value."""

import pytest

from bench.report import Figure


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Figure("appends", 80.0, "raw", 100.0), ""),
        (Figure("appends", 80.0, "raw", 100.0, reach=0.8), "≥ 0.8 yes"),
        (Figure("appends", 79.0, "raw", 100.0, reach=0.8), "≥ 0.8 NO"),
        (Figure("rebuild", 20_000.0, "pull", 80_000.0, reach=0.4, goal=20_000), "≥ 0.4 NO, ≥ 20,000/s yes"),
        (Figure("load", 8.8, "get", 0.4, "ms", goal=5.0), "≤ 5 ms NO"),
        (Figure("load", 1.2, "get", 1.0, "ms", reach=1.5), "≤ 1.5 yes"),
        (Figure("page", 101.0, "plain", 300.0, "kB", goal=100), "≤ 100 kB NO"),
        (Figure("grown by", 2.0, "of nothing", 0.0, "kB", reach=2, goal=60), "≤ 2 NO, ≤ 60 kB yes"),
    ],
)
def test_what_was_to_be_reached_is_told_with_whether_it_was(figure: Figure, shown: str):
    assert figure.cells()[-1] == shown
