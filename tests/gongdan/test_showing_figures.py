"""What ``gongdan metrics`` shows: a line a figure, its target beside it, in either language."""

from typing import Any

import pytest

from gongdan.cli.showing import figures

PERIOD = "2024-05-01..2024-05-31"


def figure(value: float | None, base: int = 4, of: str | None = None, **said: Any) -> dict[str, Any]:
    days = {"from": "2024-05-01", "to": "2024-05-31"}
    return {"period": PERIOD, "of": of, "value": value, "base": base, "met": None, "unknown": None, **days} | said


def metric(
    title: str, unit: str, *told: dict[str, Any], by: str | None = None, target: float | None = None
) -> dict[str, Any]:
    return {"metric": "x", "title": title, "unit": unit, "by": by, "target": target, "figures": list(told)}


FOUND = {
    "from": "2024-05-01",
    "to": "2024-05-31",
    "every": None,
    "items": [
        metric("Tickets", "count", figure(1_412, 1_412)),
        metric("Tickets", "count", figure(131, 1_412, "wechat"), by="channel"),
        metric("Responded", "share", figure(0.75, met=False), target=0.8),
        metric("Response", "minutes", figure(40.0)),
        metric("NPS", "points", figure(None, 0, unknown="no-case")),
    ],
}


def lines(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        (
            "en",
            [
                ["Tickets", "1,412", "1,412"],
                ["WeChat", "131", "1,412"],
                ["Responded", "75.0%", "4", "80%", "missed"],
                ["Response", "40", "min", "4"],
                ["NPS", "unknown", "0", "there", "is", "no", "case", "to", "count"],
            ],
        ),
        (
            "zh",
            [
                ["微信公众号", "131", "1,412"],
                ["Responded", "75.0%", "4", "80%", "未达标"],
                ["Response", "40", "分钟", "4"],
                ["NPS", "不详", "0", "没有可统计的事项"],
            ],
        ),
    ],
)
def test_the_overview(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, shown: list[list[str]]
):
    monkeypatch.setenv("GONGDAN_LANG", language)
    figures.overview(FOUND)
    printed = lines(capsys.readouterr().out)
    for line in shown:
        assert line in printed, printed


def test_periods_stand_before_the_groups(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("GONGDAN_LANG", "en")
    june = {"period": "2024-06", "from": "2024-06-01", "to": "2024-06-12"}
    told = [figure(3, of="urgent", period="2024-05"), figure(5, of="urgent", **june)]
    figures.overview({**FOUND, "every": "month", "items": [metric("Tickets", "count", *told, by="severity")]})
    printed = lines(capsys.readouterr().out)
    assert ["2024-05", "urgent", "3", "4"] in printed
    assert ["2024-06", "(06-01", "–", "06-12)", "urgent", "5", "4"] in printed


@pytest.mark.parametrize(("language", "name"), [("en", "none"), ("zh", "未定")])
def test_a_line_tells_how_many_are_of_no_group(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, name: str
):
    monkeypatch.setenv("GONGDAN_LANG", language)
    told = [figure(3, 10, "e-003"), figure(2, 10, "e-007"), figure(4, 4, "e-003", period="2024-06")]
    by = metric("Tickets", "count", *told, by="engineer")
    figures.overview({**FOUND, "items": [{**by, "metric": "tickets"}]})
    printed = lines(capsys.readouterr().out)
    assert [line for line in printed if line[0] == name] == [[name, "5", "10"]]
    figures.overview({**FOUND, "items": [{**by, "metric": "work"}]})
    assert name not in capsys.readouterr().out.split()


def test_a_period_of_which_nothing_can_be_said_is_not_of_no_group(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GONGDAN_LANG", "en")
    told = metric("Failure", "share", figure(None, 0, unknown="units-only-by-model"), by="model")
    figures.overview({**FOUND, "items": [{**told, "metric": "failure"}]})
    assert "none" not in capsys.readouterr().out.split()


def test_cases_show_their_events_and_that_there_are_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GONGDAN_LANG", "en")
    case = {"number": "202405-00001", "value": 20.0, "clock": None, "events": ["e-1", "e-2"]}
    figures.cases({"items": [case], "next": "x"})
    captured = capsys.readouterr()
    assert ["202405-00001", "20", "e-1"] in lines(captured.out)
    assert "--page x" in captured.err
    figures.cases({"items": [], "next": None})
    assert "no such ticket" in capsys.readouterr().out


def test_a_group_without_tickets_is_called_a_group(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("GONGDAN_LANG", "en")
    figures.cases({"items": [], "next": None}, "nope")
    assert capsys.readouterr().out == "There is no ticket of a group 'nope'.\n"
