"""A ticket's whole history shown, taken away, and proved whole and unaltered to whoever trusts nobody here (证明): R49."""

import json
from collections.abc import Callable
from typing import Final

from domain.ticket.commands import AcknowledgeReceipt, DiagnoseFault, GradeTicket, RecordCorrection
from domain.ticket.vocabulary import Channel
from tests.scenarios.desk.proving import Bundle, bundle, of_log, sealed, verified
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import CUSTOMER, Seen
from tests.scenarios.people import agent, auditor, manager
from tests.scenarios.told.tables.kept import as_told, the_history
from tests.scenarios.told.tables.registers import AGENT, COOLING, REPORT, Told
from trust.verifier import told

CORRECTED: Final = RecordCorrection(version=1, field="summary", right="制冷效果差,外机有异响", reason="客户补充")
HISTORY: Final = (
    *AGENT,
    opens(agent, COOLING).at("2024-05-12 09:30"),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(GradeTicket(severity="2", reason="主要功能下降")),
    agent(CORRECTED),
    agent(DiagnoseFault(finding="判断为制冷剂泄漏,需上门维修")),
    opens(agent, REPORT),
)
WHOLE: Final = "whole"


def as_taken_away(seen: Seen) -> Told:
    return _verdict(bundle(seen, seen.numbers[0]))


def with_another_grade(seen: Seen) -> Told:
    return _verdict(_changed(bundle(seen, seen.numbers[0]), 3, lambda event: event["data"].update(severity="3")))


def without_the_correction(seen: Seen) -> Told:
    return _verdict(_left_out(bundle(seen, seen.numbers[0]), 4))


def without_its_end(seen: Seen) -> Told:
    return _verdict(_left_out(bundle(seen, seen.numbers[0]), 5))


def with_an_event_of_another_ticket(seen: Seen) -> Told:
    other = bundle(seen, seen.numbers[1])
    mine = bundle(seen, seen.numbers[0])
    return _verdict({**mine, "events/0001.json": other["events/0001.json"]})


def what_is_left(seen: Seen) -> Told:
    """The ticket's events once its customer's keys are destroyed."""
    with sealed(seen) as log:
        log.keys.shred(CUSTOMER)
        return as_told(log.read(f"ticket-{seen.numbers[-1]}"))


def proved_without_keys(seen: Seen) -> Told:
    with sealed(seen) as log:
        log.keys.shred(CUSTOMER)
        return _verdict(of_log(log, seen.numbers[-1], seen.now))


def _verdict(parts: Bundle) -> Told:
    """What the verifier says, in its own words; of a bundle in which all holds, its first line in either language."""
    report = verified(parts)
    chinese, english = told(report)[:2]
    code = report.findings[0].code if report.findings else WHOLE
    return [(code, chinese, english)]


def _changed(parts: Bundle, version: int, change: Callable[[dict[str, dict[str, str]]], None]) -> Bundle:
    name = f"events/{version:04}.json"
    event = json.loads(parts[name])
    change(event)
    return {**parts, name: json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()}


def _left_out(parts: Bundle, version: int) -> Bundle:
    """Without this event, those behind it moved up: as somebody would who hopes that nobody counts."""
    said = json.loads(parts["bundle.json"])
    events = said["events"]
    made = dict(parts)
    for place in range(version, events):
        for kind in ("json", "tlog-proof"):
            made[f"events/{place:04}.{kind}"] = parts[f"events/{place + 1:04}.{kind}"]
    for kind in ("json", "tlog-proof"):
        del made[f"events/{events:04}.{kind}"]
    said["events"] = events - 1
    made["bundle.json"] = (json.dumps(said, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    return made


@scenario(
    "R49",
    zh="一张工单的全部历史可以查看、带走，并在别处离线证明完整、未被改动；改动、抽掉、截去、调换都能查出",
    en="A ticket's whole history is shown, taken away, and proved whole and unaltered offline; what was changed, left "
    "out, cut off or swapped is found",
)
def a_history_is_proved_whole_and_unaltered() -> Story:
    takes = auditor.looks(
        "取走该工单的证据包，在别的机器上离线核验", "takes the evidence bundle away, verifies offline"
    )
    return (
        given(*HISTORY)
        .under("appliance")
        .when(manager.looks("查看第一张工单的全部事件", "looks at all events of the first ticket"))
        .then_seen(
            the_first_history,
            "ticket-opened",
            "receipt-acknowledged",
            "ticket-graded",
            "correction-recorded",
            "fault-diagnosed",
        )
        .when(takes)
        .then_seen(as_taken_away, WHOLE)
        .when(auditor.looks("核验分级被改动过的证据包", "verifies a bundle in which the grade was changed"))
        .then_seen(with_another_grade, "not-in-log")
        .when(auditor.looks("核验抽掉了更正的证据包", "verifies a bundle that leaves out the correction"))
        .then_seen(without_the_correction, "event-of-another")
        .when(auditor.looks("核验截去了最后一个事件的证据包", "verifies a bundle without the last event"))
        .then_seen(without_its_end, "tail-cut")
        .when(auditor.looks("核验混入另一工单事件的证据包", "verifies a bundle with an event of another ticket in it"))
        .then_seen(with_an_event_of_another_ticket, "event-of-another")
    )


def the_first_history(seen: Seen) -> Told:
    return the_history(seen, seen.numbers[0])
