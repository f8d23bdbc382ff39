"""A small department: one person of each role on record, and tickets as a morning leaves them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from tests.stories.telling import PAPER, PHOTO
from tests.whole.service import Service

PEOPLE: Final = {
    "a-001": ("陈晓", "agent"),
    "a-002": ("李想", "agent"),
    "s-001": ("周敏", "supervisor"),
    "e-003": ("张工", "engineer"),
    "m-001": ("韩梅", "manager"),
    "q-001": ("秦岚", "quality"),
    "w-001": ("吴强", "warehouse"),
    "i-001": ("孙洁", "returns-inspector"),
    "c-001": ("蔡琳", "clerk"),
    "h-001": ("何静", "complaint-handler"),
    "x-001": ("许昕", "auditor"),
    "d-001": ("丁一", "administrator"),
    "p-001": ("彭越", "privacy-officer"),
    "k-001": ("柯岩", "department-contact"),
    "y-001": ("严峻", "emergency-team"),
}
ONE_A_ROLE: Final = tuple({role: f"{number}:{role}" for number, (_, role) in [*PEOPLE.items()][::-1]}.values())[::-1]
_SINCE: Final = "2020-01-01"
CALL: Final[dict[str, Any]] = {
    "channel": "phone",
    "kind": "fault",
    "summary": "开机十分钟后停机，报警代码 E-002",
    "customer_name": "远山科技有限公司",
    "company": True,
    "contact": {"name": "张伟", "phone": "13812345678"},
    "product": {"name": "智能空调", "model": "KFR-35", "serial": "202403A0001", "purchased": "2024-03"},
}


def enter(service: Service) -> None:
    """From then on whoever is to be dispatched has to be on record."""
    with service.http("d-000:administrator") as http, ThreadPoolExecutor(4) as pool:

        def joins(number: str) -> None:
            name, role = PEOPLE[number]
            said = {"number": number, "name": name, "office": name, "since": _SINCE}
            http.post("/staff", json=said).raise_for_status()
            http.post(f"/staff/{number}/role", json={"role": role, "since": _SINCE}).raise_for_status()

        list(pool.map(joins, PEOPLE))


def opened(service: Service, **said: Any) -> str:
    """A ticket that the agent opened; its number."""
    return done(service, "a-001:agent", "/tickets", **{**CALL, **said})["number"]


def done(service: Service, acting: str, path: str, **said: Any) -> dict[str, Any]:
    with service.http(acting) as http:
        answer = http.post(path, json=said)
        assert answer.is_success, answer.text
        return answer.json()


def shown(service: Service, number: str) -> str:
    """A picture of what the customer wrote, attached to the ticket: what stands as evidence of it."""
    with service.http("a-001:agent") as http:
        asked = {"name": "短信截图.png", "purpose": "confirmation"}
        http.post(f"/tickets/{number}/attachments", params=asked, content=PHOTO).raise_for_status()
    return PAPER


def history(service: Service, number: str) -> list[dict[str, Any]]:
    with service.http("x-001:auditor") as http:
        return http.get(f"/tickets/{number}/history").raise_for_status().json()["events"]


def told(service: Service, number: str) -> list[str]:
    """The types of all that happened to it."""
    return [event["type"] for event in history(service, number)]


def settled(service: Service) -> None:
    """Until the tables show all that was done so far."""
    with service.http("m-001:manager") as http:
        for table in ("/register", "/tasks", "/staff", "/workload"):
            http.get(table, params={"after": "now"}).raise_for_status()
