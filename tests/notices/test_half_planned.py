"""What a planning left half-way: killed before any step of it, no notice is tried unasked, left for ever, or lost."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from consumers.notices.outbox.deliveries import Deliveries
from consumers.notices.planning.recording import NoticeRecorder
from consumers.notices.planning.settling import settle
from domain.notices.catalogue import KINDS
from domain.notices.events import NoticeRequested
from domain.notices.vocabulary import EMAIL, INBOX
from domain.staff.vocabulary import Role
from gongdan.notices.samples.about import sample
from projections.store import ReadStore
from tests.notices.office import Clock, Office, member, office
from tests.scenarios.desk.memory import MemoryStore

GOES, COMES = member("s-001", Role.QUALITY), member("s-002", Role.QUALITY)
CODES = ("complaint-raised", "plan-to-approve")
STEPS = 7
"""Of planning both: each is prepared, four notices are requested (inboxes among them), and both are released."""


class Killed(BaseException):
    """Stopped, with no chance to see to anything."""


class Mute:
    """A channel by which nothing is sent here."""

    name = EMAIL


@pytest.fixture
def log() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def ours(log: MemoryStore, clock: Clock) -> Iterator[Office]:
    """Two events are to be told of."""
    read = ReadStore.in_memory()
    there = office(log, read, clock, {EMAIL: Mute()})  # type: ignore[dict-item]
    there.employ(GOES, member("s-003", Role.SUPERVISOR))
    abouts = [sample(KINDS[code]) for code in CODES]
    there.told.abouts |= {about.cause.envelope.id: about for about in abouts}
    happened = [about.cause for about in abouts]
    there.causes.take("epoch", happened, happened, clock.now)
    yield there
    read.close()


def killed_before(patched: pytest.MonkeyPatch, last: int) -> None:
    """That step of planning is not taken, nor any after it."""
    steps = count()

    def may() -> None:
        if next(steps) >= last:
            raise Killed

    def stepping(name: str) -> Any:
        step = getattr(Deliveries, name)
        return lambda *args: (may(), step(*args))[1]

    async def request(*args: Any) -> None:
        may()
        await requesting(*args)

    requesting = NoticeRecorder.request
    patched.setattr(NoticeRecorder, "request", request)
    for name in ("prepare", "release"):
        patched.setattr(Deliveries, name, stepping(name))


async def killed(ours: Office, step: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        killed_before(patched, step)
        with pytest.raises(Killed):
            await ours.notifying.plan_due()


async def requested(log: MemoryStore) -> set[str]:
    """The keys of all that are to go by a channel, as the log says."""
    events = [one async for some in log.follow() for one in some]
    asked = [one for one in events if isinstance(one.event, NoticeRequested) and one.event.channel != INBOX]
    return {one.envelope.aggregate for one in asked}


async def only_what_is_requested_is_due(ours: Office, log: MemoryStore) -> set[str]:
    asked = await requested(log)
    assert {each.notice for each in ours.deliveries.due(ours.clock.now, 100)} == asked
    assert ours.deliveries.known() == asked
    return asked


@pytest.mark.parametrize("step", range(STEPS))
async def test_planned_again_for_other_people_all_that_was_requested_is_due_and_nothing_else(
    ours: Office, log: MemoryStore, step: int
):
    await killed(ours, step)
    del ours.people.known[GOES.number]
    ours.employ(COMES)
    await ours.notifying.plan_due()

    assert len(await only_what_is_requested_is_due(ours, log)) >= len(CODES)
    assert ours.causes.count() == 0


@pytest.mark.parametrize("step", range(STEPS))
async def test_given_up_all_that_was_requested_is_due_and_nothing_else(ours: Office, log: MemoryStore, step: int):
    await killed(ours, step)
    for cause in ours.causes.open(ours.clock.now, 10):
        ours.causes.drop(cause)
    await ours.notifying.plan_due()

    assert ours.deliveries.known() == await only_what_is_requested_is_due(ours, log)


async def test_another_process_sees_to_them_while_this_one_stands_still_and_none_is_lost(
    ours: Office, log: MemoryStore, monkeypatch: pytest.MonkeyPatch
):
    """It has the lease by then, and this one plans on without knowing."""
    request, calls = NoticeRecorder.request, count()

    async def slowly(*args: Any) -> None:
        if next(calls) == 0:
            await settle(ours.desk, ours.deliveries)
        await request(*args)

    monkeypatch.setattr(NoticeRecorder, "request", slowly)
    await ours.notifying.plan_due()

    assert len(await only_what_is_requested_is_due(ours, log)) >= len(CODES)


async def test_there_are_no_more_steps_than_were_tried(ours: Office, log: MemoryStore):
    with pytest.MonkeyPatch.context() as patched:
        killed_before(patched, STEPS)
        await ours.notifying.plan_due()

    assert ours.deliveries.known() == await only_what_is_requested_is_due(ours, log)
