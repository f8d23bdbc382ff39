"""What comes of tickets and of the months: returns, complaints, an emergency, a bad batch, meetings, improvements."""

from collections import Counter, defaultdict
from datetime import date, datetime
from functools import cache

import pytest

from domain.staff.vocabulary import Role
from tests.demo.making import ZONE, events, in_order, making, month, quarters

TYPES = {
    "return": ("return-requested", "return-approved", "goods-received", "goods-inspected", "settlement-agreed"),
    "complaint": ("complaint-raised", "complaint-answered", "complaint-assessed", "complaint-handled"),
    "incident": ("alarm-raised", "alarm-confirmed", "response-team-called", "measure-taken", "customers-informed"),
    "recovery": ("service-restored", "incident-reviewed", "incident-closed"),
    "inspection": ("ticket-sampled", "ticket-scored", "inspection-closed"),
    "article": ("article-drafted", "article-reviewed", "article-published"),
}


@cache
def seen() -> Counter[str]:
    return Counter(event.envelope.type for event in in_order())


@pytest.mark.parametrize("name", [name for names in TYPES.values() for name in names])
def test_it_happens_within_a_month(name: str):
    assert seen()[name]


def test_the_emergency_brings_many_tickets_of_one_product_within_hours():
    opened = [event for event in in_order() if event.envelope.type == "ticket-opened"]
    [alarm] = [event for event in in_order() if event.envelope.type == "alarm-raised"]
    near = [one for one in opened if abs((one.envelope.occurred - alarm.envelope.occurred).total_seconds()) < 3 * 3600]
    of_product = [one for one in near if one.event.product.name == alarm.event.product]
    assert len(of_product) >= 6
    assert alarm.envelope.actor.role == "system"
    on_record = {event.envelope.aggregate for event in in_order() if event.envelope.type == "role-granted"}
    [team] = [event for event in in_order() if event.envelope.type == "response-team-called"]
    assert {f"staff-{member.staff}" for member in team.event.team} <= on_record


def test_one_batch_of_one_model_fails_far_more_than_any_other():
    opened = [event.event for event in in_order() if event.envelope.type == "ticket-opened"]
    products = [one.product for one in opened if one.product.name != "门店管理系统"]
    batches = Counter((product.model, product.batch) for product in products)
    (model, batch), count = batches.most_common(1)[0]
    assert model == "XQG-100"
    assert count > 1.5 * batches.most_common(2)[1][1]
    assert batch.endswith("B")


def test_who_is_inspected_did_the_work():
    worked = defaultdict(set)
    sampled = 0
    for event in in_order():
        if event.envelope.type == "ticket-sampled":
            sampled += 1
            assert event.event.about in worked[event.envelope.ticket]
        elif event.envelope.ticket:
            worked[event.envelope.ticket].add(event.envelope.actor.id)
    assert sampled


@pytest.mark.parametrize(
    "name",
    [
        *("meeting-convened", "meeting-recorded", "decision-recorded", "meeting-closed", "units-sold-recorded"),
        *("improvement-proposed", "improvement-assigned", "improvement-reported", "improvement-followed"),
        *("improvement-closed", "leave-taken", "stand-in-named"),
    ],
)
def test_it_happens_within_two_quarters(name: str):
    assert name in {event.envelope.type for event in events(quarters())}


def test_a_story_draws_nothing_from_another_s_chance():
    """The staff are the same however many days they work."""

    def names(days: int) -> list[str]:
        made = events(making(days=days, per_day=2).batches())
        return [event.event.name for event in made if event.envelope.type == "staff-joined"]

    assert names(1) == names(3)
    assert len(names(1)) > 40


def test_the_staff_grow_with_the_load():
    small, large = (making(days=1, per_day=per_day).world.staff for per_day in (13, 240))
    assert len(large.of(Role.ENGINEER)) > 4 * len(small.of(Role.ENGINEER))
    assert len(large.of(Role.AGENT)) > len(small.of(Role.AGENT))


@pytest.mark.slow
def test_the_bad_batch_ends_when_its_change_works():
    """In seven months from the winter on."""
    made = events(making(days=213, per_day=5, first=date(2024, 1, 1)).batches())
    batch = next(
        event.event
        for event in made
        if event.envelope.type == "improvement-proposed" and "门封圈" in str(event.event.measure)
    )
    assert batch.origin == "report"
    opened = [event for event in made if event.envelope.type == "ticket-opened"]
    failed = [
        event.envelope.occurred for event in opened if event.event.summary.startswith(("门封圈漏水", "洗衣时前门"))
    ]
    assert len(failed) > 20
    assert sum(one < datetime(2024, 4, 1, tzinfo=ZONE) for one in failed) > 0.75 * len(failed)
    assert max(failed) < datetime(2024, 7, 1, tzinfo=ZONE)


def test_every_return_ends_in_one_of_the_ways_that_there_are_or_goes_on():
    ways = {"refund", "exchange", "send-back"}
    settled = [event.event.settlement for event in events(month()) if event.envelope.type == "settlement-agreed"]
    assert settled
    assert set(settled) <= ways


def test_care_is_planned_only_of_who_is_on_record():
    on_record, planned = set[str](), 0
    for event in in_order():
        if event.envelope.type == "customer-registered":
            on_record.add(event.envelope.aggregate)
        elif event.envelope.type == "care-planned":
            planned += 1
            assert event.envelope.customer in on_record
    assert planned
