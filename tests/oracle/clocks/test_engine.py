"""The engine against the oracle: over made-up histories, every run of every clock the same, to the minute."""

import pytest

from tests.oracle.clocks.comparing import differences
from tests.oracle.clocks.histories.making import history
from tests.oracle.clocks.slow.table import PACKS

pytestmark = pytest.mark.oracle

EACH_TIME = range(50)
IN_THE_SOAK = [range(first, first + 250) for first in range(0, 2000, 250)]


@pytest.mark.parametrize("pack", PACKS)
def test_engine_and_oracle_agree(pack: str) -> None:
    _agree(EACH_TIME, pack)


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("seeds", IN_THE_SOAK, ids=lambda seeds: f"from {seeds.start}")
def test_engine_and_oracle_agree_over_thousands(seeds: range, pack: str) -> None:
    _agree(seeds, pack)


def _agree(seeds: range, pack: str) -> None:
    found = [difference for seed in seeds for difference in differences(history(seed, pack))]
    assert not found, "\n".join(found[:20])
