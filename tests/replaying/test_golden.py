"""Every event type with every field of it, as it was stored long ago, through every format: masked, in the clear, erased."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from pydantic_core import to_json

from eventsourcing_nats import LoggedEvent
from projections.replaying.rows import Row
from projections.replaying.writers import FORMATS, About
from projections.wording.masks import TITLES
from tests.golden.sets import SETS, GoldenSet, Json, by_name
from tests.golden.test_personal import at, erased, impersonal, personal, texts, whole
from tests.replaying.logged import EPOCH, Asked, Logged

pytestmark = pytest.mark.golden

HERE = Path(__file__).parent


def messages(golden: GoldenSet) -> list[LoggedEvent]:
    return [
        LoggedEvent(
            sequence=place,
            aggregate_id=line["aggregate"],
            version=line["version"],
            topic=line["topic"],
            state=line["body"].encode(),
            event_id=json.loads(line["body"])["id"],
            time=datetime(2030, 1, 1, tzinfo=UTC),
            subject="",
        )
        for place, line in enumerate(golden.lines, 1)
    ]


@asynccontextmanager
async def replayed(
    golden: GoldenSet, place: Path, *, clear: bool, shredded: bool = False
) -> AsyncIterator[list[tuple[Row, Json]]]:
    """Each row with what was said."""
    with golden.mapper(place, shredded=shredded) as mapper:
        keys: Any = mapper._keys
        rows = await Asked(Logged(messages(golden), keys), clear=clear).rows()
        yield list(zip(rows, golden.plain, strict=True))


@pytest.mark.parametrize("golden", SETS, ids=by_name)
async def test_masked_no_row_holds_a_personal_value(golden: GoldenSet, tmp_path: Path):
    async with replayed(golden, tmp_path, clear=False) as found:
        for row, plain in found:
            shown, clear = to_json(row).decode(), set(texts(impersonal(plain)))
            for path, _ in personal(row.type):
                for text in texts(at(whole(plain), path)):
                    assert text in clear or text not in shown or is_shown(path, text, plain), (row.type, path)


def is_shown(path: tuple[str, ...], text: str, plain: Json) -> bool:
    """A company's name, and a title that says nothing of who it is, which stands behind a star."""
    company = plain["data"].get("company") and path[1:] in (("customer_name",), ("name",))
    return bool(company) or (path[-1] == "salutation" and text in TITLES)


@pytest.mark.parametrize("golden", SETS, ids=by_name)
async def test_in_the_clear_a_row_says_all_that_was_said(golden: GoldenSet, tmp_path: Path):
    async with replayed(golden, tmp_path, clear=True) as found:
        for row, plain in found:
            assert (row.body, row.late) == (plain["data"], plain["envelope"].get("late"))


@pytest.mark.parametrize("golden", SETS, ids=by_name)
async def test_once_its_keys_are_gone_a_row_says_so_or_lacks_it(golden: GoldenSet, tmp_path: Path):
    async with replayed(golden, tmp_path, clear=True, shredded=True) as found:
        for row, plain in found:
            assert row.body == erased(plain)["data"]
            assert row.unit is None


@pytest.mark.parametrize("golden", SETS, ids=by_name)
async def test_every_type_fits_the_standards(golden: GoldenSet, tmp_path: Path):
    async with replayed(golden, tmp_path, clear=True) as found:
        rows = [row for row, _ in found]
    import jsonschema  # takes 1.6 s, which is not for every run

    made: dict[str, str] = {}
    for form in ("xes", "ocel"):
        with FORMATS[form].opened(About(EPOCH, masked=False)) as writer:
            made[form] = (writer.write(rows) + b"".join(writer.end())).decode()
    assert [*xmlschema.XMLSchema(HERE / "xes.xsd").iter_errors(made["xes"])] == []
    schema = json.loads((HERE / "ocel.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [*validator.iter_errors(json.loads(made["ocel"]))] == []
