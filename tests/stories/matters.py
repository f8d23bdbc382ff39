"""How a story of a return, a complaint or another matter is told, and the ticket that it is about."""

from typing import Any, Final

import httpx

from api.matters.catalogue import OFFERED
from tests.stories.people import NORTH
from tests.stories.telling import Person, Step, Telling
from tests.whole.service import Service

AGENT, OTHER_AGENT, ENGINEER = Person("a-001:agent"), Person("a-002:agent"), Person("e-003:engineer")
SUPERVISOR, MANAGER, WAREHOUSE = Person("s-001:supervisor"), Person("m-001:manager"), Person("w-001:warehouse")
INSPECTOR, HANDLER = Person("i-001:returns-inspector"), Person("h-001:complaint-handler")
OTHER_HANDLER, EMERGENCY = Person("h-002:complaint-handler"), Person("r-001:emergency-team")
CUSTOMER: Final = Person("customer-C10023:customer")


class MatterTelling(Telling):
    """One matter of a kind, by everybody who has to do with it."""

    stands_at = "status"

    def __init__(self, running: Service, kind: str) -> None:
        super().__init__(running)
        self._offered = next(each for each in OFFERED if each.kind.name == kind)

    def _of_a_team(self) -> bool:
        """A matter is every supervisor's."""
        return False

    def seen(self, by: str = "auditor-1:auditor") -> dict[str, Any]:
        return self._got(f"/{self._offered.path}/{self.number}", by)

    def fetched(self, what: str, by: str) -> dict[str, Any]:
        return self._got(f"/{self._offered.path}/{self.number}/{what}", by)

    def listed(self, query: str, by: str) -> list[str]:
        """The numbers that a list shows this person."""
        path = f"/{self._offered.path}?{query}&limit=1000&after=now"
        answer = self._http.get(path, headers={"Gongdan-As": by})
        assert answer.status_code == 200, answer.text
        return [row["number"] for row in answer.json()["items"]]

    def _got(self, path: str, by: str) -> dict[str, Any]:
        answer = self._http.get(path, headers={"Gongdan-As": by})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _ask(self, acts_as: str, step: Step) -> httpx.Response:
        path = f"/{self._offered.path}"
        if step.action != self._offered.kind.opening.action:
            path = f"{path}/{self.number}/{self._offered.nouns[step.action]}"
        return self._http.post(path, json=step.said, headers={"Gongdan-As": acts_as})


def ticket(running: Service, **entered: str) -> str:
    """The number of a new one of the customer's; ``entered`` is when it happened and why it is late."""
    said: dict[str, Any] = {"channel": "phone", "summary": "制冷效果差", "contact": {"name": "张伟"}, **entered}
    return Telling(running).tell(AGENT("open", customer="customer-C10023", **said))["number"]


def has_paper(running: Service, number: str) -> None:
    """A file that shows the customer's word is attached to this ticket from now on."""
    _of(running, number).tell(AGENT("attach", name="通话录音.png", purpose="confirmation"))


def is_solved(running: Service, number: str) -> None:
    """This ticket, from now on."""
    _of(running, number).tell(
        AGENT("acknowledge", "acknowledged", channel="phone"),
        AGENT("route", team=NORTH),
        AGENT("diagnose", "diagnosed", finding="主板接地不良", fault_type="hardware"),
        AGENT("start", "in-progress", where="remote"),
        AGENT("resolve", "resolved", cause="主板接地不良", handling="指导客户接地"),
    )


def improvement(running: Service) -> str:
    """The number of a new one."""
    telling = MatterTelling(running, "improvement")
    return telling.tell(WAREHOUSE("propose-improvement", "proposed", measure="主板到货抽检", origin="other"))["number"]


def _of(running: Service, number: str) -> Telling:
    telling = Telling(running)
    telling.number = number
    return telling
