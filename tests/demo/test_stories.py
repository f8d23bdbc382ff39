"""What the made-up days tell, and that a story which breaks the rules is no story."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

import pytest

from domain.staff.vocabulary import Role
from domain.ticket.commands import OpenTicket, ResolveTicket
from gongdan.demo.engine.clockwork import Clockwork
from gongdan.demo.engine.steps import Process, Step, StepRefused, Wait
from gongdan.demo.times import midnight, quiet
from gongdan.demo.world.load import day_factor
from tests.demo.making import FIRST, ZONE, in_order, making

OFTEN = (
    *("ticket-opened", "receipt-acknowledged", "ticket-graded", "ticket-routed", "information-verified"),
    *("customer-registered", "product-registered", "staff-joined", "roster-set", "skill-certified"),
    *("fault-diagnosed", "engineer-dispatched", "dispatch-accepted", "visit-promised", "engineer-arrived"),
    *("repair-consented", "work-logged", "part-used", "function-tested", "fee-quoted", "fee-charged"),
    *("plan-proposed", "plan-approved", "meeting-held", "plan-shared", "send-in-agreed", "ticket-paused"),
    *("ticket-resolved", "resolution-confirmed", "survey-answered", "ticket-closed", "follow-up-made"),
    *("closing-report-written", "ticket-archived", "service-record-completed", "remote-assistance-given"),
)


@pytest.mark.parametrize("name", OFTEN)
def test_it_happens_within_a_month(name: str):
    assert name in {event.envelope.type for event in in_order()}


def test_a_plan_is_approved_by_another_than_its_author():
    authors: dict[str, str] = {}
    judged = 0
    for event in in_order():
        envelope = event.envelope
        if envelope.type == "plan-proposed":
            authors[envelope.aggregate] = envelope.actor.id
        elif envelope.type == "plan-approved":
            judged += 1
            assert envelope.actor.id != authors[envelope.aggregate]
            assert envelope.actor.role == "supervisor"
    assert judged


def test_who_acts_is_on_record_in_that_role():
    roles = defaultdict(set)
    acted = Counter()
    for event in in_order():
        envelope = event.envelope
        if envelope.type == "role-granted":
            roles[envelope.aggregate.removeprefix("staff-")].add(event.event.role)
        elif envelope.ticket and envelope.actor.role not in ("customer", "system"):
            acted[envelope.actor.role] += 1
            assert envelope.actor.role in roles[envelope.actor.id]
    assert acted.keys() >= {"agent", "engineer", "supervisor", "clerk"}


def test_nobody_on_leave_is_dispatched():
    away = defaultdict(set)
    for event in in_order():
        if event.envelope.type == "leave-taken":
            days = (event.event.until - event.event.since).days + 1
            away[event.envelope.aggregate] |= {event.event.since + timedelta(n) for n in range(days)}
        elif event.envelope.type == "engineer-dispatched" and event.event.reason is None:
            assert event.envelope.occurred.astimezone(ZONE).date() not in away[f"staff-{event.event.engineer}"]


def test_fewer_call_on_a_sunday_and_hardly_anybody_at_spring_festival():
    monday, sunday = FIRST, FIRST + timedelta(6)
    assert (monday.weekday(), sunday.weekday()) == (0, 6)
    assert day_factor(sunday) < day_factor(monday)
    assert quiet(FIRST.replace(month=2, day=10)) < 0.5


def test_a_step_that_the_rules_refuse_stops_all():
    made = making(days=2)

    def wrong(at: datetime) -> Process:
        agent, administrator = made.world.staff.of(Role.AGENT)[0], made.world.staff.of(Role.ADMINISTRATOR)[0]
        opened = yield Step(at, agent.who(), OpenTicket(channel="phone", summary="x"))
        yield Step(at + timedelta(hours=1), administrator.who(), ResolveTicket(handling="x"), opened.key)

    clockwork = Clockwork(made.desk, "wrong", midnight(made.world.after, ZONE))
    clockwork.start("wrong", wrong(midnight(FIRST, ZONE) + timedelta(hours=9)))
    with pytest.raises(StepRefused, match="administrator"):
        list(clockwork.run())


def test_time_does_not_run_backwards():
    made = making(days=2)

    def back(at: datetime) -> Process:
        yield Wait(at)
        yield Wait(at - timedelta(seconds=1))

    clockwork = Clockwork(made.desk, "back", midnight(made.world.after, ZONE))
    clockwork.start("back", back(midnight(FIRST, ZONE) + timedelta(hours=9)))
    with pytest.raises(StepRefused, match="already"):
        list(clockwork.run())
