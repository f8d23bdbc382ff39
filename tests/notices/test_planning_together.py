"""Several causes planned at a time: each notice is requested once, and none is tried before all are requested."""

import pytest

from consumers.notices.outbox.causes import Cause
from consumers.notices.planning.recording import NoticeRecorder, Wanted
from consumers.notices.running import _apart
from domain.notices.catalogue import KINDS
from domain.refusals import StoreUnavailable
from domain.staff.vocabulary import Role
from gongdan.notices.samples.about import sample
from tests.notices.office import NOON, Office, member

CODES = ("received", "plan-to-approve", "complaint-raised")


def cause(event: str, aggregate: str) -> Cause:
    return Cause(event, aggregate, "ticket-opened", NOON, 0)


def taken_in(office: Office) -> list[Cause]:
    """What the samples are about, as the reader of the log brings it into the outbox."""
    office.employ(*(member(f"s-{place:03}", role) for place, role in enumerate((Role.SUPERVISOR, Role.QUALITY))))
    abouts = [sample(KINDS[code]) for code in CODES]
    office.told.abouts |= {about.cause.envelope.id: about for about in abouts}
    happened = [about.cause for about in abouts]
    office.causes.take("epoch", happened, happened, office.clock.now)
    return office.causes.open(office.clock.now, 10)


def test_causes_of_one_history_are_planned_one_after_the_other_and_eight_at_most_at_a_time():
    causes = [cause(f"{place}", f"ticket-{'aab'[place]}" if place < 3 else f"ticket-{place}") for place in range(20)]
    groups = [*_apart(causes)]
    assert [each for some in groups for each in some] == causes
    assert all(len({each.aggregate for each in some}) == len(some) <= 8 for some in groups)
    assert [len(some) for some in groups] == [1, 8, 8, 3]


async def test_all_are_requested_once_and_then_due(desk_office: Office):
    causes = taken_in(desk_office)
    await desk_office.planner.plan(*causes)
    await desk_office.planner.plan(*causes)
    due = desk_office.deliveries.due(desk_office.clock.now, 100)
    assert len(due) >= len(CODES)
    for each in due:
        assert await desk_office.types_of(each.notice) == ["notice-requested"]
    assert desk_office.causes.open(desk_office.clock.now, 10) == []


async def test_where_the_log_goes_away_half_way_nothing_is_due_until_all_are_requested(
    desk_office: Office, monkeypatch: pytest.MonkeyPatch
):
    causes, request, away = taken_in(desk_office), NoticeRecorder.request, {CODES[1]}

    async def failing(recorder: NoticeRecorder, wanted: Wanted) -> None:
        if wanted.command.kind in away:
            away.clear()
            raise StoreUnavailable("away")
        await request(recorder, wanted)

    monkeypatch.setattr(NoticeRecorder, "request", failing)
    with pytest.raises(StoreUnavailable):
        await desk_office.planner.plan(*causes)
    assert desk_office.deliveries.due(desk_office.clock.now, 100) == []
    assert desk_office.causes.open(desk_office.clock.now, 10) == causes

    await desk_office.planner.plan(*causes)
    due = desk_office.deliveries.due(desk_office.clock.now, 100)
    assert len(due) >= len(CODES)
    for each in due:
        assert await desk_office.types_of(each.notice) == ["notice-requested"]


async def test_planned_in_other_groups_after_that_none_is_due_that_is_not_requested(
    desk_office: Office, monkeypatch: pytest.MonkeyPatch
):
    first, *others = taken_in(desk_office)
    with monkeypatch.context() as patched:
        patched.setattr(NoticeRecorder, "request", _away)
        with pytest.raises(StoreUnavailable):
            await desk_office.planner.plan(*others)

    for some in ([first, others[0]], others[1:]):
        await desk_office.planner.plan(*some)
        for each in desk_office.deliveries.due(desk_office.clock.now, 100):
            assert await desk_office.types_of(each.notice) == ["notice-requested"]
    assert set(desk_office.deliveries.counts()) == {("email", "waiting")}


async def _away(recorder: NoticeRecorder, wanted: Wanted) -> None:
    raise StoreUnavailable("away")
