"""Words against facts: what is said fits what was asked, who says it, and how old the goods are."""

import re
from datetime import date

import pytest

from gongdan.demo.world.catalogue import Fault, sorts
from tests.demo.making import events, quarters
from tests.demo.reading import local, tickets

KEPT_UP = {said: sort for sort in sorts() if sort.upkeep for said in sort.upkeep.summary}
_AGES = re.compile(r"[一两三]年|循环 \d+ 次")


def months_old(bought: str, day: date) -> int:
    year, month = (int(part) for part in bought.split("-")[:2])
    return (day.year - year) * 12 + day.month - month


def test_who_stands_there_does_not_say_that_somebody_must_come():
    found = [event.event for events in tickets() for event in events if event.envelope.type == "fault-diagnosed"]
    on_site = [one.finding for one in found if one.found_by == "on-site"]
    assert len(on_site) > 20
    assert not [said for said in on_site if "上门" in said]


def test_upkeep_is_asked_for_of_goods_that_are_old_enough():
    seen = 0
    for events_ in tickets():
        opened = events_[0].event
        if opened.kind != "maintenance":
            continue
        seen += 1
        upkeep = KEPT_UP[opened.summary.split("：", 1)[1]].upkeep
        assert upkeep
        old = months_old(opened.product.purchased, local(events_[0]).date())
        assert old >= upkeep.since // 31, (opened.summary, opened.product.purchased)
    assert seen > 5


def test_of_new_goods_nobody_says_how_long_they_were_used():
    new = 0
    for events_ in tickets():
        opened = events_[0].event
        if opened.kind == "consultation" or months_old(opened.product.purchased, local(events_[0]).date()) > 5:
            continue
        new += 1
        done = [one for one in events_ if one.envelope.type in ("ticket-opened", "fault-diagnosed", "work-logged")]
        said = [getattr(one.event, name, None) for one in done for name in ("summary", "finding", "steps")]
        assert not [one for one in said if one and _AGES.search(one)]
    assert new > 20


FAULTS = [fault for sort in sorts() for fault in sort.faults]


@pytest.mark.parametrize("word", ["蓝牙", "通知", "密码", "锁定", "权限", "跳闸", "卡纸"])
def test_what_is_complained_of_is_what_is_mended(word: str):
    told: list[Fault] = [fault for fault in FAULTS if any(word in said for said in fault.summary)]
    assert told
    for fault in told:
        answered = any(
            word in said for said in (fault.phenomenon, fault.handling, fault.finding, fault.cause, fault.guide)
        )
        assert answered, (word, fault.summary)


def test_no_two_meetings_settle_the_same():
    decided = [event.event.words for event in events(quarters()) if event.envelope.type == "decision-recorded"]
    assert len(decided) > 4
    assert len(set(decided)) == len(decided)
