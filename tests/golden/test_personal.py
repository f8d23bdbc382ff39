"""What is personal is sealed wherever it stands, and once its key is gone the event still loads without it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.catalogue import EVENTS
from domain.record.envelope import Envelope
from domain.record.personal import ERASED, Personal, personal_fields
from tests.golden.sets import SETS, GoldenSet, Json, by_name, decoded
from tests.golden_events.record import plain_form

pytestmark = pytest.mark.golden

SEALED = {"enc", "class", "subject", "key", "nonce", "ct"}


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_every_personal_value_is_sealed_under_its_class_and_its_person(golden: GoldenSet) -> None:
    for line, plain in zip(golden.lines, golden.plain, strict=True):
        body = json.loads(line["body"])
        for path, mark in personal(body["type"]):
            sealed, said = at(body, path), at(whole(plain), path)
            assert (sealed is None) == (said is None)
            if sealed is not None:
                assert set(sealed) == SEALED
                assert (sealed["class"], sealed["subject"]) == (mark.kind, person(body, mark))


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_no_golden_body_holds_a_personal_value(golden: GoldenSet) -> None:
    """But a code that the event says in the clear too, such as the item of a form that a score is of."""
    bodies = "\n".join(line["body"] for line in golden.lines)
    for plain in golden.plain:
        clear = set(texts(impersonal(plain)))
        for path, _ in personal(plain["envelope"]["type"]):
            for text in texts(at(whole(plain), path)):
                assert text in clear or text not in bodies, path


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_without_its_keys_every_golden_event_loads_and_lacks_what_was_personal(
    golden: GoldenSet, tmp_path: Path
) -> None:
    with golden.mapper(tmp_path, shredded=True) as mapper:
        for line, plain in zip(golden.lines, golden.plain, strict=True):
            assert plain_form(decoded(line, mapper)) == erased(plain)


def test_a_text_reads_as_erased_and_what_is_no_text_is_left_out() -> None:
    gone = {(name, path): mark.gone() for name in EVENTS for path, mark in personal(name)}
    left_out = {(name, ".".join(path)) for (name, path), value in gone.items() if value is None}
    assert left_out == {
        ("attachment-added", "data.sha256"),
        ("plan-proposed", "data.options"),
        ("remote-assistance-authorised", "data.evidence"),
        ("remote-assistance-refused", "data.evidence"),
        ("option-chosen", "data.evidence"),
        ("visit-moved", "data.evidence"),
        ("repair-refused", "data.evidence"),
        ("repair-consented", "data.evidence"),
        ("fee-accepted", "data.evidence"),
        ("fee-declined", "data.evidence"),
        ("resolution-confirmed", "data.evidence"),
        ("resolution-rejected", "data.evidence"),
        ("survey-answered", "data.evidence"),
        ("objection-raised", "data.evidence"),
        ("article-drafted", "data.steps"),
        ("article-revised", "data.steps"),
        ("ticket-scored", "data.scores"),
    }
    assert {value for value in gone.values() if isinstance(value, str)} == {ERASED}
    assert {".".join(path) for (_, path), value in gone.items() if value == {}} == {"source.changed"}


def personal(name: str) -> Iterator[tuple[tuple[str, ...], Personal]]:
    """Every personal field of an event of this type, by its path from the body's root."""
    yield from personal_fields(Envelope)
    yield from ((("data", *path), mark) for path, mark in personal_fields(EVENTS[name]))


def person(body: Json, mark: Personal) -> str:
    """Whose key it is, as docs/formats.md section 6 says."""
    actor: str = body["actor"]["id"]
    if mark.kind == "network":
        return actor if actor.startswith("customer-") else f"staff-{actor}"
    return body.get("customer") or body["aggregate"]


def impersonal(plain: Json) -> Json:
    """All that is said, but for what is personal."""
    said: Json = json.loads(json.dumps(whole(plain)))
    for path, _ in personal(plain["envelope"]["type"]):
        (at(said, path[:-1]) or {}).pop(path[-1], None)
    return said


def whole(plain: Json) -> Json:
    return {**plain["envelope"], "data": plain["data"]}


def at(body: Json, path: tuple[str, ...]) -> Any:
    found: Any = body
    for name in path:
        found = (found or {}).get(name)
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text in it, as it would stand in JSON."""
    if isinstance(value, str):
        yield json.dumps(value, ensure_ascii=False)[1:-1]
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def erased(plain: Json) -> Json:
    """What it says once the keys are gone."""
    copied: Json = json.loads(json.dumps(plain))
    for path, mark in personal(plain["envelope"]["type"]):
        holder = at(copied if path[0] == "data" else copied["envelope"], path[:-1])
        if holder and path[-1] in holder:
            gone = mark.gone()
            holder |= {path[-1]: gone}
            if gone is None:
                del holder[path[-1]]
    return copied
