"""Finds in the made-up month what pictures are of, and brings a few tickets to where their customer is asked."""

from typing import Any, Final

import httpx

from docs.images.console.doing import Known
from docs.images.console.people import link_of, with_password
from docs.images.console.shots import ADMINISTRATOR, AGENT, MANAGER
from docs.images.console.subscribing import subscribe

_THIS_MORNING: Final = {"occurred": "2024-02-01T09:00:00+08:00", "late": "系统维护期间的电话记录"}
_COMPENSATION: Final = {
    "what": "免收上门费，赠送滤网一套",
    "amount": "80.00",
    "reason": "等待备件超过约定",
    **_THIS_MORNING,
}


def known_of(run: dict[str, Any]) -> Known:
    headers = {"Authorization": f"Bearer {run['token']}", "Gongdan-As": MANAGER}
    with httpx.Client(base_url=run["api"], headers=headers, timeout=60) as http:

        def answered(address: str, **said: str) -> Any:
            return http.get(address, params=said).raise_for_status().json()

        http.post("/reports", json={"period": "2024-01"}).raise_for_status()
        answered("/reports", after="now")
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
        http.headers["Gongdan-As"] = MANAGER
        for row in answered("/register", status="waiting", sort="-reported")["items"][:2]:
            http.headers["Gongdan-As"] = f"{row['engineer']}:engineer"
            if not answered(f"/tickets/{row['number']}")["compensations"]:
                http.post(f"/tickets/{row['number']}/compensation", json=_COMPENSATION).raise_for_status()
        http.headers["Gongdan-As"] = ADMINISTRATOR
        staff = [each["number"] for each in answered("/staff", role="agent")]
        person, second, third = staff[:3]
        subscribe(http, staff)
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
