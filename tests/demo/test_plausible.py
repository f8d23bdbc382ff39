"""What could not have been so: made-up months are read as a manager of the department would read them."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from gongdan.demo.times import is_working_day
from gongdan.demo.world import words
from gongdan.demo.world.catalogue import sorts
from gongdan.demo.world.lasting import lasting
from tests.demo.making import in_order
from tests.demo.reading import OUTSIDE, by_engineer_and_day, histories, local, minutes, staff, tickets, types, visits

FAILING = ("fault", "exchange", "refund")
"""Kinds of request for what has failed."""
_NEVER = datetime.min.replace(tzinfo=UTC)
CAME = ("师傅", "按时上门", "上门")


def by_hand(text: str) -> bool:
    return any(word in text for word in CAME)


def test_nobody_acts_outside_their_shift_or_on_leave():
    acted = 0
    for event in in_order():
        actor = event.envelope.actor
        if actor.role in OUTSIDE or actor.id not in staff() or not staff()[actor.id].shifts:
            continue
        acted += 1
        assert staff()[actor.id].duty_at(local(event)) == "on", (event.envelope.type, actor, local(event))
    assert acted > 3_000


def test_departments_that_keep_their_own_roster_keep_office_hours():
    answered = [event for event in in_order() if event.envelope.actor.role == "department-contact"]
    assert answered
    for event in answered:
        assert is_working_day(local(event).date())
        assert 9 <= local(event).hour < 18


def test_at_night_only_what_is_dangerous_is_seen_to():
    at_night = Counter[str]()
    for events in tickets():
        for event in events:
            hour, actor = local(event).hour, event.envelope.actor
            if (hour >= 23 or hour < 8) and actor.role not in OUTSIDE:
                at_night[event.envelope.type] += 1
                assert events[0].event.kind in FAILING
                assert any(one.envelope.type == "ticket-graded" and one.event.severity == "1" for one in events)
    assert at_night


def test_an_engineer_is_in_one_place_at_a_time():
    days = by_engineer_and_day()
    assert sum(len(day) > 1 for day in days.values()) > 20
    for day in days.values():
        for before, after in pairwise(day):
            assert before.ends < after.begins
            assert minutes(after.begins - before.ends) >= 10, (before, after)


def test_an_engineer_stays_in_one_city_a_day_and_makes_five_visits_at_most():
    for day in by_engineer_and_day().values():
        assert len({visit.city for visit in day}) == 1
        assert len(day) <= 5


def test_whoever_arrives_had_promised_to_about_that_time():
    late = [minutes(visit.begins - visit.promised) for visit in visits()]
    assert min(late) > -20
    assert max(late) < 120
    assert sum(one > 15 for one in late) < 0.25 * len(late)


def test_nobody_speaks_of_a_visit_that_was_not():
    spoken = 0
    for events in tickets():
        came = "engineer-arrived" in types(events)
        for event in events:
            said = getattr(event.event, "comment", None) or getattr(event.event, "note", None) or ""
            if event.envelope.actor.role == "customer" and said:
                spoken += 1
                assert came or not by_hand(said), (said, types(events))
    assert spoken > 40


def test_the_closing_report_tells_what_the_customer_was_told():
    reports = 0
    for events in tickets():
        told = None
        for event in events:
            told = event.event if event.envelope.type == "ticket-resolved" else told
            if event.envelope.type == "closing-report-written":
                reports += 1
                assert told
                assert event.event.handling == told.handling
    assert reports


def test_something_is_replaced_only_by_who_could_lay_hands_on_it():
    for events in (one for one in tickets() if one[0].event.kind != "consultation"):
        touched = {"engineer-arrived", "send-in-agreed"} & set(types(events))
        for event in events:
            if event.envelope.type == "ticket-resolved" and "更换" in (event.event.handling or ""):
                assert touched or "更换干燥纸张" in event.event.handling


def test_in_the_emergency_nothing_is_solved_before_the_recovery():
    [restored] = [event for event in in_order() if event.envelope.type == "service-restored"]
    told = [event.event.tickets for event in in_order() if event.envelope.type == "customers-informed"]
    assert len(told) == 2
    numbers = {f"ticket-{number}" for number in told[-1]}
    assert len(numbers) >= 6
    for key in numbers:
        solved = [event for event in histories()[key] if event.envelope.type == "ticket-resolved"]
        assert all(event.envelope.occurred >= restored.envelope.occurred for event in solved)
        assert any("应急事件" in (getattr(event.event, "text", None) or "") for event in histories()[key])


def test_only_new_goods_come_back_each_at_its_price():
    prices = {sort.name: sort.price for sort in sorts()}
    returned = [events for key, events in histories().items() if key.startswith("return-")]
    refunds = 0
    for events in returned:
        asked = events[0].event
        assert prices[asked.product] > 0
        assert "买" in asked.reason
        for event in events:
            if event.envelope.type == "refund-made":
                refunds += 1
                assert event.event.amount == prices[asked.product]
            if event.envelope.type == "replacement-shipped":
                assert event.event.serial != asked.serial
    assert len(returned) > 5
    assert refunds


def test_a_return_s_ticket_is_solved_once_goods_and_money_have_moved():
    solved, approved, completed = 0, set[timedelta](), set[timedelta]()
    for events in (events for key, events in histories().items() if key.startswith("return-")):
        at = {event.envelope.type: event.envelope.occurred for event in events}
        of_ticket = {event.envelope.type: event.envelope.occurred for event in histories()[events[0].envelope.ticket]}
        if "return-approved" in at:
            approved.add(at["return-approved"] - at["return-requested"])
        if "return-approved" in at and "ticket-resolved" in of_ticket:
            solved += 1
            assert of_ticket["ticket-resolved"] > max(
                *(at.get(moved, _NEVER) for moved in ("refund-made", "replacement-shipped", "goods-sent-back"))
            )
            assert "ticket-closed" not in of_ticket or of_ticket["ticket-closed"] > at["goods-received"]
        if "return-completed" in at:
            completed.add(at["return-completed"] - of_ticket["ticket-resolved"])
    assert solved > 3
    assert len(approved) > 5
    assert len(completed) > 1


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("保压 30 分钟无下降", 30),
        ("连续在线一小时", 60),
        ("半小时后出风变凉", 30),
        ("注水试排二十分钟", 20),
        ("观察一天", 24 * 60),
        ("静置十五分钟，再等两小时", 120),
        ("更换主板，试机三次正常", 0),
    ],
)
def test_words_name_how_long_it_takes(words: str, minutes: int):
    assert lasting(words) == timedelta(minutes=minutes)


def test_what_is_told_to_take_so_long_took_it():
    seen = 0
    for events in tickets():
        began = events[0].envelope.occurred
        for event in events:
            match event.envelope.type:
                case "customer-contacted":
                    began = event.envelope.occurred
                case "work-logged":
                    assert timedelta(minutes=event.event.minutes) >= lasting(event.event.steps)
                    began = event.envelope.occurred - timedelta(minutes=event.event.minutes)
                case "ticket-resolved" if events[0].event.kind != "consultation" and lasting(event.event.handling):
                    seen += 1
                    assert event.envelope.occurred - began >= lasting(event.event.handling), event.event.handling
                case _:
                    pass
    assert seen > 5


def test_a_waybill_is_of_its_carrier():
    carriers = words.lists()["carriers"]["parcel"] | words.lists()["carriers"]["freight"]
    sent = 0
    for event in in_order():
        carrier = getattr(event.event, "carrier", None)
        if carrier:
            sent += 1
            number = getattr(event.event, "waybill", None) or event.event.tracking
            assert number.startswith(carriers[carrier])
    assert sent > 5


def test_questions_and_upkeep_fit_the_product():
    asked = {sort.name: {question.asked for question in sort.questions} for sort in sorts()}
    kept_up = {sort.name for sort in sorts() if sort.upkeep}
    kinds = Counter[str]()
    for events in tickets():
        opened = events[0].event
        kinds[opened.kind] += 1
        if opened.kind == "consultation":
            product, question = opened.summary.split("：", 1)
            assert product == opened.product.name
            assert question in asked[product]
        elif opened.kind == "maintenance":
            assert opened.product.name in kept_up
    assert kinds["consultation"] > 20
    assert kinds["maintenance"] > 5


def test_a_salutation_fits_the_name():
    given = words.lists()["given"]
    seen = 0
    for events in tickets():
        contact = events[0].event.contact
        assert contact.name[1:] in given[contact.salutation]
        seen += 1
    assert seen


def test_meetings_are_on_working_days():
    held = [event.event.day for event in in_order() if event.envelope.type == "meeting-convened"]
    assert held
    assert all(is_working_day(day) for day in held)


def test_what_is_complained_of_had_happened():
    facts = [event.event.facts for event in in_order() if event.envelope.type == "complaint-answered"]
    assert facts
    assert all(said.startswith("经核实：") for said in facts)


def test_some_customers_have_the_service_plan():
    packs = Counter(events[0].envelope.policy for events in tickets())
    assert {(pack or "").split("@")[0] for pack in packs} == {
        "appliance",
        "handbook",
        "service-plan",
        "software-support",
    }


@pytest.mark.parametrize("name", ["care-planned", "article-helped"])
def test_customers_are_looked_after_beside_their_tickets(name: str):
    assert name in types(in_order())


def test_articles_help_visitors_too():
    helped = [event.event for event in in_order() if event.envelope.type == "article-helped"]
    assert any(event.visit for event in helped)


def test_a_second_call_about_the_same_comes_after_the_first():
    for events in tickets():
        for before, after in pairwise(events):
            assert after.envelope.occurred - before.envelope.occurred >= timedelta()
