"""Other systems that are told what happens, for the pages of subscriptions; and what is done on those pages."""

from typing import Any, Final

import httpx
from playwright.sync_api import Page

from docs.images.console.doing import Known, press

_TERMS: Final[dict[str, dict[str, Any]]] = {
    "erp": {"purpose": "ERP 结算", "grant": {"types": ["ticket-closed", "goods-received"]}},
    "wallboard": {"purpose": "大屏", "grant": {"severities": ["urgent"]}, "until": "2026-12-31"},
    "warehouse": {"purpose": "备件出库", "grant": {"types": ["part-requested"]}},
}


def subscribe(http: httpx.Client, owners: list[str]) -> None:
    """One that reads, one until a day, and one that is paused; those that there are stay."""
    for (name, terms), owner in zip(_TERMS.items(), owners, strict=False):
        http.post("/subscriptions", json={"name": name, "way": "http", "terms": {**terms, "owner": owner}})
    http.post("/subscriptions/warehouse/pause", json={})


def open_wrong(page: Page, known: Known) -> None:
    page.fill("#f-name", "C R M")
    press(page, known)
