"""The clocks of a scenario as the product judges them: the run that a scenario asks about."""

from collections.abc import Sequence
from datetime import datetime

from domain.clocks.calendars import shipped_calendars
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import facts_of
from domain.clocks.judging import judge
from domain.clocks.run import Run
from domain.clocks.telling.sentence import sentence
from domain.clocks.telling.spoken import Voice
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from tests.domain.specification import SHANGHAI
from tests.scenarios.parts import Kept, at

Both = tuple[str, str]
_DAY = at("00:00").date()
ENGLISH = Voice(SHANGHAI, chinese=False, day=_DAY)


def judged(kept: Kept, ticket: Sequence[Recorded], matter: Sequence[Recorded], pack: Pack, now: datetime) -> Both:
    """What the product says of it, in Chinese and English. Raises AssertionError where that is not as told."""
    facts = with_waits_of(facts_of(matter), facts_of(ticket)) if kept.matter else facts_of(ticket)
    runs = judge(facts, pack, shipped_calendars(SHANGHAI), now, {kept.clock})
    assert len(runs) >= kept.nth, f"{kept.clock} has {len(runs)} runs"
    run = runs[kept.nth - 1]
    assert (_limit(run), run.state) == (kept.limit, kept.state), run
    assert kept.took is None or (run.used and ENGLISH.length(run.used, days=_by_the_clock(run))) == kept.took, run
    return sentence(run, Voice(SHANGHAI, chinese=True, day=_DAY)), sentence(run, ENGLISH)


def _limit(run: Run) -> str:
    return str(run.limit) if run.limit else "as agreed"


def _by_the_clock(run: Run) -> bool:
    return run.rule.calendar == "24x7"
