"""What ``gongdan clocks --reports`` prints: a sentence for each report."""

from typing import Any

import pytest

from api.openapi.reports import REPORTS
from gongdan.cli.clocks.showing import show_reports

MET: list[dict[str, Any]] = REPORTS["show_report_clocks"]


@pytest.mark.parametrize(("language", "state"), [("en", "met Monthly analysis"), ("zh", "达成 月度分析")])
def test_each_report_has_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, state: str
):
    monkeypatch.setenv("GONGDAN_LANG", language)
    show_reports(MET, in_json=False)
    assert " ".join(capsys.readouterr().out.split()).startswith(f"2024-05 {state}")


def test_where_no_report_has_a_clock_that_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("GONGDAN_LANG", "en")
    show_reports([], in_json=False)
    assert capsys.readouterr().out == "no report has a clock yet\n"
