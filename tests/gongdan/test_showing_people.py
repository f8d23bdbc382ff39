"""Customers and what was found, as a person reads them: every code in words, every number with what it is."""

from typing import Any, Final

import pytest

from gongdan.cli.showing.records.people import show_found, show_one

PRODUCT: Final[dict[str, Any]] = {
    "item": None,
    "ticket": "202405-00001",
    "name": "智能空调",
    "model": "KFR-35",
    "serial": "202403*****",
    "batch": None,
    "purchased": "2024-03",
    "purchase_channel": None,
    "warranty": "in",
    "warranty_ends": "2025-03-31",
}
OPEN: Final[dict[str, Any]] = {
    "number": "202405-00001",
    "status": "registered",
    "severity": "urgent",
    "summary": "不制冷",
}
FOUND: Final[dict[str, Any]] = {"customers": [], "open_tickets": [OPEN], "duplicates": [], "repeats": []}


def test_a_products_number_says_that_it_is_a_tickets(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GONGDAN_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "120")
    show_one({"products": [PRODUCT]})
    shown = capsys.readouterr().out
    assert "（见工单 202405-00001） 智能空调 KFR-35 SN码 202403***** 购于 2024-03 在保 至 2025-03-31" in shown


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "未结工单：202405-00001 已登记 紧急 不制冷"),
        ("en", "open: 202405-00001 registered urgent 不制冷"),
    ],
)
def test_an_open_ticket_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, line: str
):
    monkeypatch.setenv("GONGDAN_LANG", language)
    show_found(FOUND)
    assert line in capsys.readouterr().out
