"""What is dangerous is treated so whatever its owner wants: mended, another, or the money back."""

from collections import defaultdict

import pytest

from domain.store import Pending
from gongdan.demo.stories import tickets
from gongdan.demo.world.catalogue import sorts
from tests.demo.making import events, making

GUIDES = {said: fault.guide for sort in sorts() for fault in sort.faults if fault.danger for said in fault.summary}
"""What the owner is told, by what they say."""


@pytest.fixture
def dangerous(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[Pending]]]:
    """Histories of tickets about what is dangerous, by kind, where whoever can wants the money or another."""
    monkeypatch.setattr(tickets, "_BACK", {tickets.WITHIN: 1.0, tickets.REGRETS: 0.5})
    by_ticket, found = defaultdict[str, list[Pending]](list), defaultdict[str, list[list[Pending]]](list)
    for event in events(making(days=12, per_day=30).batches()):
        by_ticket[event.envelope.aggregate].append(event)
    for key, history in by_ticket.items():
        if key.startswith("ticket-") and GUIDES.keys() & set(history[0].event.summary.split("，")):
            found[history[0].event.kind].append(history)
    return found


def test_its_grade_is_the_gravest_and_its_owner_is_told_to_stop(dangerous: dict[str, list[list[Pending]]]):
    assert {"fault", "exchange", "refund"} <= dangerous.keys()
    for history in (one for kind in ("fault", "exchange", "refund") for one in dangerous[kind]):
        grades = [event.event for event in history if event.envelope.type == "ticket-graded"]
        calls = [event.event.note for event in history if event.envelope.type == "customer-contacted"]
        if not grades:
            continue
        assert (grades[0].severity, "漏电隐患" in grades[0].reason) == ("1", True)
        guide = next(GUIDES[said] for said in history[0].event.summary.split("，") if said in GUIDES)
        assert guide in calls or history[-1].envelope.type == "ticket-graded"


def test_goods_that_were_dangerous_do_not_go_back_to_their_owner(dangerous: dict[str, list[list[Pending]]]):
    solved = [
        one.event.handling
        for kind in ("exchange", "refund")
        for each in dangerous[kind]
        for one in each
        if one.envelope.type == "ticket-resolved"
    ]
    assert not [said for said in solved if said.startswith("原机已寄回")]
