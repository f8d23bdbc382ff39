"""How each event changes the diary: a visit is agreed, moved, made, or falls away with what it was for."""

import json
from datetime import datetime
from typing import Any, Final

from domain.record.envelope import Recorded
from domain.ticket.events import (
    CorrectionRecorded,
    DispatchAccepted,
    DispatchDeclined,
    EngineerArrived,
    EngineerDispatched,
    SendInAgreed,
    TicketArchived,
    TicketCancelled,
    TicketClosed,
    TicketMerged,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    VisitMoved,
    VisitPromised,
)
from domain.ticket.numbering import number_of
from projections.correcting import sayable
from projections.projection import Projection
from projections.sql.rows import Row, Rows
from projections.visits.tables import STANDING, TAKEN, VISITS
from projections.wording.words import TITLES

_OVER: Final = (TicketResolved, TicketClosed, TicketCancelled, TicketMerged, TicketArchived)
_TIMES: Final = {"at": "planned", "visit_expected": "planned", "until": "until"}
"""Fields of an event that agrees on a visit, and the columns that hold what they say."""


def apply(rows: Rows, recorded: Recorded) -> None:  # noqa: C901 -- one case an event
    event = recorded.event
    match event:
        case TicketOpened(engineer=engineer) | TicketReopened(engineer=engineer) if engineer:
            _Ticket(rows, recorded).goes_to(engineer)
        case EngineerDispatched(engineer=engineer, visit_expected=expected):
            ticket = _Ticket(rows, recorded)
            ticket.goes_to(engineer)
            if expected and not ticket.is_promised:
                ticket.agrees(expected, None, promised=False)
        case DispatchAccepted(engineer=engineer):
            _Ticket(rows, recorded).goes_to(engineer or recorded.envelope.actor.id)
        case DispatchDeclined():
            ticket = _Ticket(rows, recorded)
            if not ticket.is_promised:
                ticket.ends()
            ticket.goes_to(None)
        case VisitPromised(at=at, until=until) | VisitMoved(at=at, until=until) if at is not None:
            _Ticket(rows, recorded).agrees(at, until, promised=True)
        case EngineerArrived():
            _Ticket(rows, recorded).arrives()
        case SendInAgreed():
            _Ticket(rows, recorded).ends(arrived=False)
        case TicketPaused():
            _Ticket(rows, recorded).ends(awaited=False)
        case CorrectionRecorded(version=version, field=field, right=right):
            _correct(rows, recorded, version, field, right)
        case _ if isinstance(event, _OVER):
            _Ticket(rows, recorded).ends()
        case _:
            pass


_SEEN: Final = (
    *(TicketOpened, TicketReopened, EngineerDispatched, DispatchAccepted, DispatchDeclined, VisitPromised, VisitMoved),
    *(EngineerArrived, SendInAgreed, TicketPaused, CorrectionRecorded, *_OVER),
)
PROJECTION: Final = Projection(
    "visits",
    2,
    TITLES["visits"][0],
    (VISITS, STANDING, TAKEN),
    apply,
    sees=frozenset(event.stored_name for event in _SEEN),
)


class _Ticket:
    """A ticket's last visit and whose work it is, as one event changes them."""

    def __init__(self, rows: Rows, recorded: Recorded) -> None:
        self._rows, self._envelope = rows, recorded.envelope
        self._number = number_of(recorded.envelope.aggregate)
        self._standing = rows.get(STANDING, self._number) or _nobodys(self._number)
        self._visit = rows.get(VISITS, self._number, self._standing["visit"]) if self._standing["open"] else None

    @property
    def is_promised(self) -> bool:
        """Whether a visit lies ahead that the customer was told of."""
        return self._lies_ahead and bool(self._visit and self._visit["promised"])

    @property
    def _lies_ahead(self) -> bool:
        return self._visit is not None and self._visit["arrived"] is None and not self._is_missed

    @property
    def _is_missed(self) -> bool:
        """Nobody came by the time that was agreed on."""
        visit = self._visit
        if visit is None or visit["arrived"] is not None:
            return False
        return self._envelope.occurred > (visit["until"] or visit["planned"])

    def goes_to(self, engineer: str | None) -> None:
        """The work, and the visit that lies ahead."""
        if engineer != self._standing["engineer"]:
            self._stands(engineer=engineer)
        if self._visit is None or self._visit["arrived"] is not None or engineer == self._visit["engineer"]:
            return
        if self._is_missed and self._visit["engineer"]:
            self.ends()
            return
        self._taken_from(self._visit)
        self._put(self._visit, engineer=engineer)

    def agrees(self, at: datetime, until: datetime | None, *, promised: bool) -> None:
        """Another time for the visit that lies ahead, or a new visit."""
        if self._visit is None or not self._lies_ahead:
            self.ends()
            self._begins(at, until, promised=promised)
            return
        said = {"planned": at, "until": until, "promised": promised}
        said |= {"event": self._envelope.id, "version": self._envelope.version}
        if self._visit["promised"] and (self._visit["planned"], self._visit["until"]) != (at, until):
            said |= {"state": "moved", "moves": self._moved(at)}
        self._put(self._visit, **said)

    def arrives(self) -> None:
        """To the visit that lies ahead, or to one that nobody agreed on."""
        at, who = self._envelope.occurred, self._envelope.actor
        if self._visit is None or self._visit["arrived"] is not None:
            self.ends()
            self._begins(at, None, promised=False)
        if self._visit is not None:
            engineer = who.id if who.role == "engineer" else self._visit["engineer"]
            self._put(self._visit, state="arrived", arrived=at, engineer=engineer)

    def ends(self, *, arrived: bool = True, awaited: bool = True) -> None:
        """The visit is done, if somebody ``arrived``; one that is still ``awaited`` falls away, or was missed."""
        if self._visit is None:
            return
        came = self._visit["arrived"] is not None
        if (came and not arrived) or (not came and not awaited):
            return
        ended = {"state": "missed" if self._is_missed else "cancelled"}
        self._put(self._visit, **({"state": "done", "done": self._envelope.occurred} if came else ended))
        self._stands(open=False)
        self._visit = None

    def _begins(self, at: datetime, until: datetime | None, *, promised: bool) -> None:
        number, actor = self._standing["visit"] + 1, self._envelope.actor
        self._stands(visit=number, open=True)
        engineer = self._standing["engineer"] or (actor.id if actor.role == "engineer" else None)
        new = {"number": self._number, "visit": number, "engineer": engineer, "state": "planned"}
        times = {"planned": at, "until": until, "promised": promised, "arrived": None, "done": None, "moves": "[]"}
        self._put({**new, **times, "event": self._envelope.id, "version": self._envelope.version})

    def _moved(self, to: datetime) -> str:
        """All times that it was moved, with this one."""
        before = self._visit or {}
        move = {"from": _text(before["planned"]), "to": _text(to), "moved": _text(self._envelope.occurred)}
        return json.dumps([*json.loads(before["moves"]), {**move, "event": self._envelope.id}])

    def _taken_from(self, visit: Row) -> None:
        """Whoever was to go has it in their calendar still."""
        if visit["engineer"]:
            kept = {name: visit[name] for name in ("number", "visit", "engineer", "planned", "until")}
            taken = {"changes": visit["changes"] + 1, "taken": self._envelope.occurred}
            self._rows.put(TAKEN, {**kept, **taken})

    def _put(self, row: Row, **after: Any) -> None:
        changed = {"changes": row.get("changes", -1) + 1, "updated": self._envelope.occurred}
        self._visit = {**row, **changed, **after}
        self._rows.put(VISITS, self._visit)

    def _stands(self, **after: Any) -> None:
        self._standing = {**self._standing, **after}
        self._rows.put(STANDING, self._standing)


def _correct(rows: Rows, recorded: Recorded, version: int, field: str, right: str | None) -> None:
    """Of the time that was agreed last for a visit."""
    if field not in _TIMES:
        return
    for row in rows.those(VISITS, number=number_of(recorded.envelope.aggregate)):
        if row["version"] == version and (said := sayable(VisitMoved, "until", right)):
            at = datetime.fromisoformat(said[0]) if said[0] else None
            if at is not None or field == "until":
                changed = {"changes": row["changes"] + 1, "updated": recorded.envelope.occurred}
                rows.put(VISITS, {**row, _TIMES[field]: at, **changed})


def _nobodys(number: str) -> Row:
    return {"number": number, "engineer": None, "visit": 0, "open": False}


def _text(at: datetime) -> str:
    return at.isoformat()
