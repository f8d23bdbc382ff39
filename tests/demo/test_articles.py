"""What is learnt in made-up months: lessons of what happened, and articles that help who can do alone what they say."""

from gongdan.demo.world.catalogue import sorts
from tests.demo.making import in_order
from tests.demo.reading import histories, tickets, types


def test_visitors_are_helped_by_what_they_can_do_alone():
    alone = {fault.summary for sort in sorts() for fault in sort.faults if fault.is_for_all}
    drafts = {key: events[0].event.symptoms for key, events in histories().items() if key.startswith("article-")}
    helped = {event.envelope.aggregate for event in in_order() if getattr(event.event, "visit", None)}
    assert helped
    assert {drafts[key] for key in helped} <= alone
    assert not any(fault.is_for_all for sort in sorts() for fault in sort.faults if fault.danger)


def test_a_lesson_tells_of_what_happened():
    costly, awaited = "应在首次联系时说明可能的费用", "常备该部件可缩短等待"
    written = [
        (events, event.event.lessons)
        for events in tickets()
        for event in events
        if event.envelope.type == "closing-report-written"
    ]
    assert len({lesson for _, lesson in written}) > 5
    for events, lesson in written:
        assert lesson != costly or "fee-quoted" in types(events)
        assert lesson != awaited or "part-requested" in types(events)
