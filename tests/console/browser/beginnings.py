"""Tickets that have come some way before a story begins."""

from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.console.browser.department import done, opened
from tests.console.browser.visiting import Visitor
from tests.whole.service import Service

ZONE: Final = ZoneInfo("Asia/Shanghai")


def dispatched(desk: Service, **said: Any) -> str:
    number = opened(desk, **said)
    done(desk, "a-001:agent", f"/tickets/{number}/acknowledgement", channel="phone")
    done(desk, "s-001:supervisor", f"/tickets/{number}/grade", severity="urgent", reason="停产")
    done(desk, "s-001:supervisor", f"/tickets/{number}/dispatch", engineer="e-003")
    return number


def resolved(desk: Service) -> str:
    number = opened(desk, kind="consultation", summary="遥控器失灵")
    for noun, body in (
        ("acknowledgement", {"channel": "phone"}),
        ("diagnosis", {"finding": "电池接触不良", "fault_type": "hardware"}),
        ("start", {"where": "remote"}),
        ("resolution", {"cause": "触点氧化", "handling": "指导客户清洁触点"}),
    ):
        done(desk, "a-001:agent", f"/tickets/{number}/{noun}", **body)
    return number


def followed(customer: Visitor, desk: Service, number: str) -> Page:
    """Come in as the customer does who was told number and code."""
    with desk.http("a-001:agent") as http:
        code = http.get(f"/tickets/{number}/follow-code").raise_for_status().json()["code"]
    page = customer.page
    page.goto(f"{customer.at}/my/ticket")
    page.fill("#number", number)
    page.fill("#code", code)
    page.locator('form[action="/my/ticket"] button.primary').click()
    expect(page.locator("main")).to_contain_text(number)
    return page


def recorded_late(days: int) -> dict[str, Any]:
    """What a record says of itself that tells of something so long ago."""
    return {"occurred": (_now() - timedelta(days=days)).isoformat(), "late": "系统停机期间的纸质记录"}


def typed(days_ago: float) -> str:
    """A moment as it is typed into a form, to the minute."""
    return (_now() - timedelta(days=days_ago)).strftime("%Y-%m-%dT%H:%M")


def _now() -> datetime:
    return datetime.now(ZONE)
