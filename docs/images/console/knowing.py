"""Finds in the made-up month what pictures are of, and brings a few tickets to where their customer is asked."""

from typing import Any, Final

import httpx

from docs.images.console.doing import Known
from docs.images.console.people import link_of, with_password
from docs.images.console.shots import ADMINISTRATOR, AGENT, MANAGER, SUPERVISOR

_THIS_MORNING: Final = {"occurred": "2024-02-01T09:00:00+08:00", "late": "系统维护期间的电话记录"}
_PLAN: Final = {
    "steps": "更换控制板并复测三十分钟；备件今日到货，明日上午上门。",
    "deadline": "2024-02-02T18:00:00+08:00",
    "options": [
        {
            "name": "上门更换控制板",
            "text": "工程师携备件上门，当场复测",
            "pros": "当天完成",
            "cons": "收上门费",
            "cost": "320.00",
            "minutes": 90,
        },
        {
            "name": "送修",
            "text": "寄回维修中心，检测后更换",
            "pros": "费用低",
            "cons": "往返五天",
            "cost": "180.00",
            "minutes": 45,
        },
    ],
    **_THIS_MORNING,
}


def known_of(run: dict[str, Any]) -> Known:
    headers = {"Authorization": f"Bearer {run['token']}", "Gongdan-As": MANAGER}
    with httpx.Client(base_url=run["api"], headers=headers, timeout=60) as http:

        def answered(address: str, **said: str) -> Any:
            return http.get(address, params=said).raise_for_status().json()

        newest = answered("/register", after="now", status="in-progress", sort="-reported")["items"][0]["number"]
        closed = [each["number"] for each in answered("/register", status="closed", sort="-reported")["items"]]
        long = max(closed, key=lambda number: answered(f"/tickets/{number}")["version"])
        other = next(number for number in closed if number != long)
        http.headers["Gongdan-As"] = "p-001:privacy-officer"
        said = http.post(f"/tickets/{other}/unmasking", json={"reason": "核对序列号"}).raise_for_status().json()
        serial = next(each["value"] for each in said["personal"] if each["field"].endswith("serial"))
        http.headers["Gongdan-As"] = MANAGER
        engineer = next(each["engineer"] for each in answered("/visits")["items"] if each["state"] != "cancelled")
        http.headers["Gongdan-As"] = AGENT
        solved = answered("/register", status="resolved", sort="-reported")["items"][0]["number"]
        codes = [answered(f"/tickets/{number}/follow-code")["code"] for number in (newest, solved)]
        http.post(f"/tickets/{solved}/survey", json={"channel": "sms", **_THIS_MORNING})
        http.headers["Gongdan-As"] = SUPERVISOR
        for row in answered("/register", status="responded")["items"]:
            _plan_to_approve(http, row["number"], engineer)
        http.headers["Gongdan-As"] = ADMINISTRATOR
        staff = [each["number"] for each in answered("/staff", role="agent")]
        person, second, third = staff[:3]
        return Known(
            newest,
            long,
            codes[0],
            serial,
            engineer,
            solved,
            codes[1],
            with_password(http, person),
            with_password(http, second),
            link_of(http, third),
        )


def _plan_to_approve(http: httpx.Client, number: str, owner: str) -> None:
    """A plan that waits for its approval, if none waits yet."""
    if http.get(f"/tickets/{number}").raise_for_status().json().get("plan") is None:
        answer = http.post(f"/tickets/{number}/plan", json=_PLAN | {"owner": owner})
        assert answer.is_success, answer.text  # noqa: S101
