"""How a story is told: who does what, saying what, and what becomes of it; everybody else is refused on the way."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import httpx

from api.tickets.actions import NOUNS
from domain.rights import RIGHTS, Scope
from domain.wording import ROLES
from tests.stories.people import OF_ANOTHER_DEPARTMENT, OF_ANOTHER_TEAM
from tests.whole.service import Service

PHOTO: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
PAPER: Final = sha256(PHOTO).hexdigest()
"""What shows the customer's word, once it is attached to the ticket."""
_LEAVES_OUT: Final[dict[Scope, str]] = {
    "own": "stranger-{role}",
    "assigned": "stranger-{role}",
    "team": OF_ANOTHER_TEAM.number,
    "asked": OF_ANOTHER_DEPARTMENT.number,
}
"""Who of the right role a scope leaves out; "all" leaves out nobody."""


@dataclass(frozen=True)
class Person:
    """``acts_as`` is how they sign in: staff number and role, or the customer's key."""

    acts_as: str

    def __call__(self, action: str, leaving: str | None = None, /, **said: Any) -> "Step":
        return Step(self, action, said, leaving)

    def is_refused(self, action: str, code: str, /, **said: Any) -> "Step":
        """The rules do not let them, though they are the right person."""
        return Step(self, action, said, refused=code)


@dataclass(frozen=True)
class Step:
    """A line of a story; ``leaving`` is the stage that the ticket stands at then."""

    who: Person
    action: str
    said: dict[str, Any]
    leaving: str | None = None
    refused: str | None = None

    def __str__(self) -> str:
        return f"{self.who.acts_as} does '{self.action}' saying {self.said}"


class Telling:
    """One ticket, by everybody who has to do with it."""

    stands_at = "stage"
    """What of it a step may leave."""

    def __init__(self, running: Service) -> None:
        self._http = running.http()
        self.number, self.refusals = "", 0

    def tell(self, *story: Step) -> dict[str, Any]:
        """Every step as told, and before each that is allowed, everybody of the table who may not; the ticket then."""
        for step in story:
            if step.refused is None:
                self._refuse_all_others(step)
            self._take(step)
        return self.seen()

    def seen(self, by: str = "auditor-1:auditor") -> dict[str, Any]:
        answer = self._http.get(f"/tickets/{self.number}", headers={"Gongdan-As": by})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fetched(self, what: str, by: str) -> dict[str, Any]:
        """What ``GET /tickets/{number}/<what>`` answers this person."""
        answer = self._http.get(f"/tickets/{self.number}/{what}", headers={"Gongdan-As": by})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _take(self, step: Step) -> None:
        answer = self._ask(step.who.acts_as, step)
        if step.refused is not None:
            assert (answer.json().get("code"), 400 <= answer.status_code < 500) == (step.refused, True), (
                str(step),
                answer.text,
            )
            return
        assert answer.status_code in (200, 201), (str(step), answer.text)
        assert answer.json()["events"], f"{step}: already so"
        self.number = answer.json()["number"]
        if step.leaving:
            assert self.seen()[self.stands_at] == step.leaving, str(step)

    def _of_a_team(self) -> bool:
        """What is nobody's yet is any supervisor's."""
        return bool(self.number) and self.seen()["team"] is not None

    def _refuse_all_others(self, step: Step) -> None:
        for other in others(step, of_a_team=self._of_a_team()):
            answer = self._ask(other, step)
            assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), (other, str(step), answer.text)
            self.refusals += 1

    def _ask(self, acts_as: str, step: Step) -> httpx.Response:
        headers = {"Gongdan-As": acts_as}
        if step.action == "open":
            return self._http.post("/tickets", json=step.said, headers=headers)
        if step.action == "attach":
            path = f"/tickets/{self.number}/attachments"
            return self._http.post(path, params=step.said, content=PHOTO, headers=headers)
        return self._http.post(f"/tickets/{self.number}/{NOUNS[step.action]}", json=step.said, headers=headers)


def others(step: Step, *, of_a_team: bool) -> Iterator[str]:
    """Somebody of every role that may not, and of every role that may not everywhere somebody whom its scope leaves out."""
    action, rights = step.action, RIGHTS[step.action]
    if action == "correct":
        rights = {**RIGHTS["open"], **rights}  # who may do a thing may correct it
    if "late" in step.said:
        rights = {**RIGHTS["back-date"], **rights}  # who may record late does it for those who may do the thing
    for role in ROLES:
        scope = rights.get(role)
        if scope is None:
            yield f"stranger-{role}:{role}"
        elif scope in _LEAVES_OUT and action != "open" and (scope != "team" or of_a_team):
            yield f"{_LEAVES_OUT[scope].format(role=role)}:{role}"
