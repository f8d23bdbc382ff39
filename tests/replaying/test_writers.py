"""Each format holds every row, fits its standard, and comes out in the same bytes however the rows come in."""

import hashlib
import io
import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xmlschema
from pydantic_core import from_json

from projections.replaying.rows import COLUMNS, NAMES, Row, row_from, said
from projections.replaying.writers import FORMATS, About, format_of, parquet
from tests.replaying.logged import EPOCH, Asked

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def rows_of() -> dict[str, list[Row]]:
    return {}


@pytest.fixture
async def rows(asked: Asked, rows_of: dict[str, list[Row]]) -> list[Row]:
    """Of the made-up days, read once."""
    if not rows_of:
        rows_of["rows"] = await asked.rows()
    return rows_of["rows"]


def few(rows: list[Row]) -> list[Row]:
    """One of each type, and the first hundred of tickets."""
    of_each = {row.type: row for row in rows}
    chosen = {row.id for row in (*of_each.values(), *[row for row in rows if row.kind == "ticket"][:100])}
    return [row for row in rows if row.id in chosen]


def written(form: str, rows: list[Row], at_once: int = 500) -> bytes:
    with FORMATS[form].opened(About(EPOCH, masked=True)) as writer:
        some = [writer.write(rows[begin : begin + at_once]) for begin in range(0, len(rows), at_once)]
        return b"".join([*some, *writer.end()])


@pytest.mark.parametrize("form", FORMATS)
def test_the_bytes_do_not_tell_how_the_rows_came(form: str, rows: list[Row], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet, "GROUP", 700)
    digests = {hashlib.sha256(written(form, rows, at_once)).hexdigest() for at_once in (1, 97, 500, len(rows))}
    assert len(digests) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_of_nothing_there_is_a_file_that_can_be_read(form: str, tmp_path: Path):
    content = written(form, [])
    match form:
        case "jsonl":
            assert content == b""
        case "parquet":
            assert pq.read_table(io.BytesIO(content)).num_rows == 0
        case "xes":
            xmlschema.XMLSchema(HERE / "xes.xsd").validate(content.decode())
        case "ocel":
            assert json.loads(content)["events"] == []
        case _:
            assert sqlite(content, tmp_path)["event"] == []


def test_json_lines_are_the_rows(rows: list[Row]):
    lines = written("jsonl", rows).splitlines()
    assert [row_from(from_json(line)) for line in lines] == rows
    assert not any(b"null" in line for line in lines[:100])


def test_json_lines_are_read_by_pandas_and_duckdb(rows: list[Row], tmp_path: Path):
    import pandas as pd  # takes 0.6 s, which is not for every run

    path = tmp_path / "events.jsonl"
    path.write_bytes(written("jsonl", rows))
    frame = pd.read_json(path, lines=True)
    assert list(frame["id"]) == [row.id for row in rows]
    assert pd.to_datetime(frame["occurred"]).iloc[0] == datetime.fromisoformat(rows[0].occurred)
    counted = duckdb.read_json(str(path)).aggregate("count(*), count(DISTINCT ticket)").fetchall()
    assert counted == [(len(rows), len({row.ticket for row in rows if row.ticket}))]


def test_parquet_has_the_columns_with_their_types_and_says_what_it_is(rows: list[Row]):
    table = pq.read_table(io.BytesIO(written("parquet", rows)))
    assert table.column_names == list(NAMES)
    types = {"number": pa.int64(), "moment": pa.timestamp("us", "UTC")}
    assert [field.type for field in table.schema] == [types.get(column.kind, pa.string()) for column in COLUMNS]
    assert [field.nullable for field in table.schema] == [column.optional for column in COLUMNS]
    told = {name.decode(): value.decode() for name, value in (table.schema.metadata or {}).items()}
    assert told == {"gongdan.schema": "1", "gongdan.epoch": EPOCH, "gongdan.masked": "true"}


def test_parquet_holds_the_rows(rows: list[Row]):
    for found, row in zip(pq.read_table(io.BytesIO(written("parquet", rows))).to_pylist(), rows, strict=True):
        moments = {name: datetime.fromisoformat(getattr(row, name)) for name in ("occurred", "recorded")}
        assert {**found, "body": json.loads(found["body"])} == {**row._asdict(), **moments}


def test_parquet_writes_few_valued_texts_by_dictionary(rows: list[Row], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parquet, "GROUP", 700)
    file = pq.ParquetFile(io.BytesIO(written("parquet", rows)))
    group = file.metadata.row_group(0)
    assert group.num_rows == 700
    encoded = {group.column(place).path_in_schema: group.column(place).encodings for place in range(len(NAMES))}
    for column in COLUMNS:
        assert ("RLE_DICTIONARY" in encoded[column.name]) == (column.kind == "word"), column.name


def test_xes_fits_the_standard(rows: list[Row]):
    assert [*xmlschema.XMLSchema(HERE / "xes.xsd").iter_errors(written("xes", few(rows)).decode())] == []


def test_a_schema_refuses_what_is_no_xes(rows: list[Row]):
    wrong = (
        written("xes", few(rows))
        .decode()
        .replace('<date key="recorded" value="2024', '<date key="recorded" value="4 April', 1)
    )
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        xmlschema.XMLSchema(HERE / "xes.xsd").validate(wrong)


def test_a_trace_is_a_ticket_with_its_own_events_as_they_happened(rows: list[Row]):
    root: Any = xmlschema.XMLResource(written("xes", rows).decode()).root
    expected: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in sorted((row for row in rows if row.kind == "ticket"), key=lambda row: (row.occurred, row.version)):
        expected[row.ticket or ""].append((row.id, row.type))
    found = {said_in(trace, "concept:name"): steps(trace) for trace in root.iter("trace")}
    assert found == expected
    first = next(row for row in rows if row.kind == "ticket")
    assert next(iter(found)) == first.ticket


def steps(trace: Any) -> list[tuple[str, str]]:
    return [(said_in(event, "identity:id"), said_in(event, "concept:name")) for event in trace.iter("event")]


def said_in(element: Any, key: str) -> str:
    return next(child.get("value") for child in element if child.get("key") == key)


def test_signs_that_xml_may_not_hold_do_not_spoil_it(rows: list[Row]):
    body = {"finding": "a\ufffeb\uffff <\"&\n\t'", "list": [1, "<"], "ok": True, "empty": {}}
    odd = next(row for row in rows if row.kind == "ticket")._replace(body=body)
    content = written("xes", [odd]).decode()
    xmlschema.XMLSchema(HERE / "xes.xsd").validate(content)
    root: Any = xmlschema.XMLResource(content).root
    event = next(root.iter("event"))
    assert said_in(event, "body.finding") == "a\ufffdb\ufffd <\"&\n\t'"
    assert said_in(event, "body.list") == '[1,"<"]'
    assert said_in(event, "body.ok") == "true"


def ocel(rows: list[Row]) -> dict[str, Any]:
    return json.loads(written("ocel", rows))


def test_ocel_fits_the_standard(rows: list[Row]):
    import jsonschema  # takes 1.6 s, which is not for every run

    schema = json.loads((HERE / "ocel.schema.json").read_text())
    found = ocel(few(rows))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(found)
    for kind, of_kind in (("eventTypes", "events"), ("objectTypes", "objects")):
        declared = {each["name"]: {one["name"]: one["type"] for one in each["attributes"]} for each in found[kind]}
        for each in found[of_kind]:
            for attribute in each["attributes"]:
                assert fits(attribute["value"], declared[each["type"]][attribute["name"]]), (each, attribute)


def fits(value: object, kind: str) -> bool:
    types = {"string": str, "time": str, "integer": int, "boolean": bool}
    return type(value) is types[kind] and (kind != "time" or bool(datetime.fromisoformat(str(value))))


def test_ocel_relates_only_to_objects_that_there_are_each_once(rows: list[Row]):
    found = ocel(rows)
    known = [each["id"] for each in found["objects"]]
    assert len(known) == len(set(known))
    named = {one["objectId"] for each in (*found["events"], *found["objects"]) for one in each["relationships"]}
    assert named <= set(known)
    assert [each["id"] for each in found["events"]] == [row.id for row in rows]
    assert {each["type"] for each in found["objects"]} >= {
        "ticket",
        "customer",
        "unit",
        "product",
        "staff",
        "part",
        "return",
    }


def sqlite(content: bytes, place: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table."""
    path = place / "ocel.sqlite"
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')] for name in names}  # noqa: S608


def test_ocel_in_sqlite_says_what_ocel_in_json_says(rows: list[Row], tmp_path: Path):
    found, tables = ocel(few(rows)), sqlite(written("ocel-sqlite", few(rows)), tmp_path)
    for what, of in (("event", "events"), ("object", "objects")):
        maps = {row["ocel_type"]: f"{what}_{row['ocel_type_map']}" for row in tables[f"{what}_map_type"]}
        assert maps.keys() == {each["name"] for each in found[f"{what}Types"]}
        assert [(row["ocel_id"], row["ocel_type"]) for row in tables[what]] == [(e["id"], e["type"]) for e in found[of]]
        assert sum(len({row["ocel_id"] for row in tables[table]}) for table in maps.values()) == len(found[of])
        for each in found[of]:
            said = [row for row in tables[maps[each["type"]]] if row["ocel_id"] == each["id"]]
            assert told(said, each) == [(one["name"], one["value"]) for one in each["attributes"]]
    related = [(e["id"], one["objectId"], one["qualifier"]) for e in found["events"] for one in e["relationships"]]
    assert [tuple(row.values()) for row in tables["event_object"]] == related
    between = {(e["id"], one["objectId"], one["qualifier"]) for e in found["objects"] for one in e["relationships"]}
    assert {tuple(row.values()) for row in tables["object_object"]} == between


def told(rows: list[dict[str, Any]], each: dict[str, Any]) -> list[tuple[str, Any]]:
    """The attributes that the rows of an event or an object say, in the order of the other format."""
    if "time" in each:
        [row] = rows
        assert row["ocel_time"] == each["time"]
        return [(one["name"], row[one["name"]]) for one in each["attributes"]]
    first, *changes = rows
    assert (first["ocel_changed_field"], first["ocel_time"][:4]) == (None, "1970")
    assert [row["ocel_time"] for row in changes] == [one["time"] for one in each["attributes"]]
    return [(row["ocel_changed_field"], row[row["ocel_changed_field"]]) for row in changes]


def test_a_ticket_of_ocel_says_its_severity_from_each_grading_on(rows: list[Row]):
    number = next(row.ticket for row in rows if row.type == "ticket-graded")
    graded = [row for row in rows if row.ticket == number and row.type == "ticket-graded"]
    [ticket] = [each for each in ocel(rows)["objects"] if each["id"] == f"ticket-{number}"]
    found = [(each["time"], each["value"]) for each in ticket["attributes"] if each["name"] == "severity"]
    assert found[-len(graded) :] == [(row.occurred, row.body["severity"]) for row in graded]
    assert {each["qualifier"] for each in ticket["relationships"]} >= {"of"}


def test_an_attribute_of_two_types_is_text_in_both(rows: list[Row]):
    one = rows[0]._replace(body={"right": 3}, position=1)
    other = rows[0]._replace(body={"right": "three"}, position=2, id="other")
    found = ocel([one, other])
    assert {"name": "body.right", "type": "string"} in found["eventTypes"][0]["attributes"]
    values = [
        each["value"] for event in found["events"] for each in event["attributes"] if each["name"] == "body.right"
    ]
    assert values == ["3", "three"]


def test_a_line_says_what_the_row_says(rows: list[Row]):
    for row in rows[:200]:
        assert row_from(cast("Any", said(row))) == row


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.parquet", "parquet"),
        ("A.JSONL", "jsonl"),
        ("a.xes", "xes"),
        ("a.ocel.json", "ocel"),
        ("a.sqlite", "ocel-sqlite"),
        ("a.csv", None),
    ],
)
def test_a_files_name_says_its_format(name: str, form: str | None):
    assert format_of(name) == form
