"""docs/analysis.md: every recipe runs as it stands there, and says what the events say when they are counted otherwise."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from projections.replaying.rows import Row
from projections.replaying.writers import FORMATS, About
from tests.replaying.logged import EPOCH, Asked

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "analysis.md").read_text()
SHANGHAI = ZoneInfo("Asia/Shanghai")

Answers = list[dict[str, Any]]


def blocks(section: str) -> list[tuple[str, str]]:
    """Language and text of each block under a heading that begins so; of the page's head without one."""
    parts = re.split(r"^## ", PAGE, flags=re.MULTILINE)
    [part] = [each for each in parts if each.startswith(f"{section}. ")] if section else parts[:1]
    return re.findall(r"```(sql|python)\n(.*?)```", part, re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("analysis")


@pytest.fixture
async def rows(asked: Asked, place: Path, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """The rows, and the files made of them in the folder where the recipe runs."""
    found = await asked.rows()
    monkeypatch.chdir(place)
    for form in ("parquet", "jsonl"):
        path = place / f"events.{form}"
        if not path.exists():
            with FORMATS[form].opened(About(EPOCH, masked=True)) as writer:
                path.write_bytes(writer.write(found) + b"".join(writer.end()))
    return found


@pytest.fixture
def database(rows: list[Row]) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        run(connection, "")
        yield connection


def run(database: duckdb.DuckDBPyConnection, section: str) -> list[Answers]:
    """What each query of a section answers."""
    found: list[Answers] = []
    for language, text in blocks(section):
        assert language == "sql"
        for statement in filter(str.strip, text.split(";")):
            answer = database.execute(statement)
            names = [each[0] for each in answer.description or ()]
            if "SELECT" in statement and "CREATE" not in statement:
                found.append([dict(zip(names, values, strict=True)) for values in answer.fetchall()])
    return found


def ran(section: str) -> dict[str, Any]:
    """What a recipe of Python leaves behind."""
    [(language, text)] = blocks(section)
    assert language == "python"
    known: dict[str, Any] = {}
    exec(compile(text, f"docs/analysis.md {section}", "exec"), known)  # noqa: S102 -- our own page
    return known


def at(row: Row) -> datetime:
    return datetime.fromisoformat(row.occurred)


def of_type(rows: list[Row], *types: str) -> list[Row]:
    return [row for row in rows if row.type in types]


def by_ticket(rows: list[Row]) -> dict[str, list[Row]]:
    """Each ticket's own events as they happened."""
    found: dict[str, list[Row]] = {}
    for row in sorted((row for row in rows if row.kind == "ticket"), key=lambda row: (row.occurred, row.version)):
        found.setdefault(row.ticket or "", []).append(row)
    return found


def first(events: list[Row], kind: str) -> datetime | None:
    return next((at(event) for event in events if event.type == kind), None)


def test_volume_by_week_and_channel(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [answer] = run(database, "1")
    counted = Counter(
        (f"{at(row).astimezone(SHANGHAI):%G-%V}", row.body["channel"]) for row in of_type(rows, "ticket-opened")
    )
    assert {(f"{each['week']:%G-%V}", each["channel"]): each["tickets"] for each in answer} == counted


def test_first_response_by_severity(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [answer] = run(database, "2")
    waits: dict[str | None, list[float]] = {}
    for events in by_ticket(rows).values():
        graded = of_type(events, "ticket-graded")
        severity = graded[-1].body["severity"] if graded else None
        opened, acknowledged = first(events, "ticket-opened"), first(events, "receipt-acknowledged")
        of_severity = waits.setdefault(severity, [])
        if opened and acknowledged:
            of_severity.append((acknowledged - opened).total_seconds() / 60)
    assert {each["severity"] for each in answer} == set(waits)
    for each in answer:
        if waits[each["severity"]]:
            assert each["median"] == pytest.approx(median(waits[each["severity"]]), abs=1 / 60)
            assert each["median"] <= each["p90"]


AGAIN = ("resolution-rejected", "objection-raised", "ticket-reopened")


def test_first_time_fix_and_reopenings_count_the_same_solutions(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [by_model], [by_count] = run(database, "3"), run(database, "4")
    solved = [events for events in by_ticket(rows).values() if of_type(events, "ticket-resolved")]
    fixed = sum(not of_type(events, *AGAIN) for events in solved)
    assert sum(each["solved"] for each in by_model) == sum(each["tickets"] for each in by_count) == len(solved)
    assert sum(each["solved"] * each["first_time_fix"] for each in by_model) == pytest.approx(fixed)
    assert next(each["tickets"] for each in by_count if each["taken_up_again"] == 0) == fixed
    assert len(by_count) > 1, "the made-up days have no second remedy"


def test_what_follows_what_and_bottlenecks(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [follows], [slow] = run(database, "5"), run(database, "6")
    pairs = Counter((one.type, other.type) for events in by_ticket(rows).values() for one, other in pairwise(events))
    assert {(each["type"], each["next"]): each["times"] for each in follows} == pairs
    assert all(pairs[each["type"], each["next"]] == each["times"] >= 5 for each in slow)
    assert [each["hours"] for each in slow] == sorted((each["hours"] for each in slow), reverse=True)


def test_load_of_the_engineers(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [answer] = run(database, "7")
    theirs = [row for row in rows if row.role == "engineer" and row.kind == "ticket"]
    assert {each["engineer"] for each in answer} == {row.actor for row in theirs}
    for each in answer:
        own = [row for row in theirs if row.actor == each["engineer"]]
        assert each["tickets"] == len({row.ticket for row in own})
        assert each["visits"] == len(of_type(own, "engineer-arrived"))
        minutes = [row.body["minutes"] for row in of_type(own, "work-logged") if "minutes" in row.body]
        assert (each["hours_of_work"] or 0) == pytest.approx(sum(minutes) / 60)


def test_survey_scores(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    scores, [recommended] = run(database, "8")
    surveys = of_type(rows, "survey-answered")
    assert surveys
    by_question: dict[str, list[int]] = {}
    for row in surveys:
        for each in row.body["scores"]:
            by_question.setdefault(each["question"], []).append(each["score"])
    assert {each["question"]: each["mean"] for each in scores} == {
        name: pytest.approx(sum(given) / len(given)) for name, given in by_question.items()
    }
    said = [row.body["recommend"] for row in surveys if "recommend" in row.body]
    nps = 100 * sum((each >= 9) - (each <= 6) for each in said) / len(said)
    assert (recommended["answers"], recommended["nps"]) == (len(said), pytest.approx(nps))


def test_failures_against_units_sold(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [answer] = run(database, "9")
    figures = {
        (row.body["month"], each["model"], each.get("batch")): each["units"]
        for row in of_type(rows, "units-sold-recorded")
        for each in row.body["sold"]
    }
    assert figures, "the made-up days have no units sold"
    units = Counter[str]()
    for (_, model, _), count in figures.items():
        units[model] += count
    faults = Counter(
        row.body["product"]["model"]
        for row in of_type(rows, "ticket-opened")
        if row.body["kind"] == "fault" and row.body.get("product", {}).get("model")
    )
    assert {each["model"]: (each["faults"], each["units"]) for each in answer} == {
        model: (count, units.get(model)) for model, count in faults.items()
    }
    assert any(each["per_unit"] for each in answer)


def test_a_month_that_came_in_parts_is_counted_whole_and_each_figure_as_it_was_last():
    told = [
        ("2024-04", [{"model": "A", "batch": "1", "units": 400}, {"model": "A", "units": 100}]),
        ("2024-04", [{"model": "B", "units": 300}]),
        ("2024-04", [{"model": "A", "batch": "1", "units": 500}]),
        ("2024-05", [{"model": "A", "batch": "1", "units": 50}]),
    ]
    fault = {"kind": "fault", "product": {"model": "A"}}
    bodies = [("units-sold-recorded", {"month": month, "sold": sold}) for month, sold in told]
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE events (position BIGINT, type VARCHAR, body JSON)")
        for position, (kind, body) in enumerate([*bodies, ("ticket-opened", fault)], 1):
            connection.execute("INSERT INTO events VALUES (?, ?, ?)", [position, kind, json.dumps(body)])
        [answer] = run(connection, "9")
    assert answer == [{"model": "A", "faults": 1, "units": 650, "per_unit": 1 / 650}]


def test_units_that_come_back(database: duckdb.DuckDBPyConnection, rows: list[Row]):
    [answer] = run(database, "10")
    tickets: dict[str, set[str]] = {}
    for row in rows:
        if row.unit and row.ticket:
            tickets.setdefault(row.unit, set()).add(row.ticket)
    assert {each["unit"]: each["tickets"] for each in answer} == {
        unit: len(named) for unit, named in tickets.items() if len(named) > 1
    }


def test_hours_of_the_day_with_pandas(rows: list[Row]):
    by_hour = ran("11")["by_hour"]
    opened = of_type(rows, "ticket-opened")
    assert int(by_hour.to_numpy().sum()) == len(opened)
    one = at(opened[0]).astimezone(SHANGHAI)
    same = sum(f"{at(row).astimezone(SHANGHAI):%A %H}" == f"{one:%A %H}" for row in opened)
    assert by_hour.loc[f"{one:%A}", one.hour] == same


def test_time_to_the_solution_with_pandas(rows: list[Row]):
    by_month = ran("12")["by_month"]
    hours = [
        (at(of_type(events, "ticket-resolved")[-1]) - at(events[0])).total_seconds() / 3600
        for events in by_ticket(rows).values()
        if of_type(events, "ticket-resolved") and events[0].type == "ticket-opened"
    ]
    assert list(by_month.index) == ["2024-04"]
    assert by_month.loc["2024-04", 0.5] == pytest.approx(median(hours))


def test_json_lines_without_any_library(rows: list[Row]):
    assert ran("13")["by_type"] == Counter(row.type for row in rows)


def test_every_recipe_of_the_page_is_run_here():
    sections = re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)
    assert sections == [str(number) for number in range(1, 14)]
    here = Path(__file__).read_text()
    assert all(f'(database, "{each}")' in here or f'ran("{each}")' in here for each in sections)


def test_the_chinese_page_has_the_same_recipes():
    chinese = (DOCS / "analysis.zh.md").read_text()
    assert re.findall(r"^## (\d+)\.", chinese, re.MULTILINE) == re.findall(r"^## (\d+)\.", PAGE, re.MULTILINE)
