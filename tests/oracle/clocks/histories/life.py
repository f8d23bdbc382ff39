"""One made-up ticket, event by event, as a desk could have had it: what may happen next follows from what has."""

from random import Random
from typing import Final

from tests.oracle.clocks.histories.acts.catalogue import ACTS
from tests.oracle.clocks.histories.acts.standing import Standing
from tests.oracle.clocks.histories.aims import aimed
from tests.oracle.clocks.histories.recording import Entry
from tests.oracle.clocks.histories.times import beginning, gap

NEXT: Final = {
    "working": {
        "acknowledge": 9,
        "grade": 8,
        "diagnose": 4,
        "call_meeting": 8,
        "propose_plan": 9,
        "approve_plan": 7,
        "share_plan": 5,
        "hold_meeting": 1,
        "assist": 1,
        "escalate": 5,
        "dispatch": 5,
        "contact": 8,
        "answer": 2,
        "promise_visit": 8,
        "move_visit": 4,
        "arrive": 7,
        "handle": 3,
        "work": 4,
        "share_progress": 7,
        "request_cooperation": 5,
        "provide_cooperation": 6,
        "estimate": 7,
        "pause": 14,
        "resolve": 5,
        "note": 1,
        "cancel": 1,
    },
    "waiting": {
        "resume": 10,
        "pause": 2,
        "contact": 3,
        "answer": 1,
        "share_progress": 3,
        "provide_cooperation": 4,
        "grade": 2,
        "estimate": 1,
        "note": 1,
        "resolve": 1,
    },
    "resolved": {
        "send_survey": 7,
        "answer_survey": 8,
        "call_back": 8,
        "reject": 2,
        "reopen": 2,
        "object": 1,
        "close": 6,
        "provide_cooperation": 1,
        "note": 1,
    },
    "closed": {
        "follow_up": 9,
        "follow_up_in_vain": 1,
        "call_back": 6,
        "answer_survey": 2,
        "reopen": 2,
        "note": 2,
        "grade": 0.2,
    },
    "over": {"note": 1},
}
"""How often each thing happens, by where the ticket stands."""


NUMBERED: Final = ("cooperation-requested", "survey-sent", "survey-answered", "plan-proposed", "visit-promised")
"""Recorded at once: what follows refers to them."""

FOLLOWED: Final = ("meeting-called", "plan-proposed", "ticket-graded")
"""What is mostly followed by what belongs to it."""


class Life:
    """Goes on from its opening; ``entries`` is what has happened."""

    def __init__(self, chance: Random, pack: str, zone: str) -> None:
        self._chance, self._zone = chance, zone
        self._minute = beginning(chance, zone)
        self.standing = Standing(pack)
        self.entries: list[Entry] = []
        self._happens("open", self._minute)

    def lived(self, events: int) -> list[Entry]:
        while len(self.entries) < events:
            self._happens(*(self._aimed() or self._next()))
        return self.entries

    def _happens(self, act: str, minute: int) -> None:
        caused = ACTS[act](self.standing, self._chance, minute)
        if caused is not None:
            event, role = caused
            late = bool(self.entries) and event.stored_name not in NUMBERED and self._chance.random() < 0.12
            self._minute = minute
            self.entries.append(Entry(minute, event, role, self._chance.randint(5, 900) if late else 0))

    def _next(self) -> tuple[str, int]:
        likely = NEXT[self.standing.phase]
        return self._chance.choices(list(likely), list(likely.values()))[0], self._minute + gap(self._chance)

    def _aimed(self) -> tuple[str, int] | None:
        """Mostly something that has a limit after an event just before, or, in the beginning, after the opening."""
        begun = self._begun()
        act = aimed(self.standing, self._chance, begun, self._minute, self._zone) if begun else None
        return act if act is not None and act[0] in NEXT[self.standing.phase] else None

    def _begun(self) -> Entry | None:
        opening, last = self.entries[0], self.entries[-1]
        if last.event.stored_name in FOLLOWED and self._chance.random() < 0.8:
            return last
        if self._chance.random() < 0.3:
            return None
        if self._chance.random() < 3 / len(self.entries):
            return opening
        return self._chance.choice((*[last] * 6, *self.entries[-4:]))
