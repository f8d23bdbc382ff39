"""The runs of all clocks, judged from whole histories one by one, without any row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from domain.clocks.calendars import shipped_calendars
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import Fact, facts_of
from domain.clocks.judging import judge
from domain.clocks.run import Run
from domain.policy.in_force import shipped
from domain.record.envelope import Recorded
from domain.store import Pending
from domain.ticket import events as e
from tests.demo.making import ZONE

_PACKS = {pack.ref: pack for pack in shipped().packs}


def judged_anew(events: Iterable[Pending], now: datetime) -> Iterator[Run]:
    """Those that were due before now, and count; a run that goes on past its due was missed."""
    histories: dict[str, list[Pending]] = defaultdict(list)
    for event in events:
        histories[event.envelope.aggregate].append(event)
    for key, history in histories.items():
        if key.startswith("complaint-") or (key.startswith("ticket-") and not _is_no_request(history)):
            for run in _runs(history, histories.get(history[0].envelope.ticket or "", []), now):
                if run.due is not None and (run.state in ("met", "missed") or (run.is_open and run.due < now)):
                    yield run if run.state == "met" else replace(run, state="missed")


def _runs(history: list[Pending], of_ticket: list[Pending], now: datetime) -> Iterator[Run]:
    pack = _PACKS[history[0].envelope.policy or shipped().newest("handbook").ref]
    facts = with_waits_of(_facts(history), _facts(of_ticket)) if of_ticket is not history else _facts(history)
    return iter(judge(facts, pack, shipped_calendars(ZONE), now))


def _facts(history: list[Pending]) -> tuple[Fact, ...]:
    return facts_of(Recorded(each.envelope, each.event, place) for place, each in enumerate(history, 1))


def _is_no_request(history: list[Pending]) -> bool:
    """Merged, a duplicate or invalid, and not taken up again."""
    void = False
    for event in (each.event for each in history):
        if isinstance(event, e.TicketMerged | e.TicketClosed | e.TicketCancelled):
            void = isinstance(event, e.TicketMerged) or getattr(event, "cancelled_as", "") in ("duplicate", "invalid")
        elif isinstance(event, e.ResolutionRejected | e.ObjectionRaised | e.TicketReopened):
            void = False
    return void
