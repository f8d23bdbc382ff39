"""Stories hold for other seeds, loads and years too: no step is refused, whatever chance has drawn."""

from datetime import date

import pytest

from tests.demo.making import making, tally


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(20, 32))
def test_no_step_is_refused(seed: int):
    made = making(seed=seed, days=75, per_day=12, first=date(2022 + seed % 4, 1 + seed % 10, 1))
    assert tally(made.batches()).tickets > 400
