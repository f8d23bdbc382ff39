"""docs/formats.md: what was computed independently, and what was stored long ago, still holds."""

import base64
import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import StoredEvent

from domain.catalogue import EVENTS
from domain.record.envelope import Recorded, Unreadable
from domain.record.identity import customer_key, event_id, request_command_id, source_command_id
from domain.record.moment import stored_form
from domain.refusals import UnknownEventType
from domain.ticket.numbering import number, period
from domain.ticket.vocabulary import CancelledAs, Channel, ClosedAs, FaultType, FoundBy, Kind, Stage, WaitsFor
from eventsourcing_nats import ancestry, subjects
from gongdan.storing.keys import KeyStore, pseudonym
from gongdan.storing.mapper import EventMapper, context, event_hash
from tests.golden.page import events_table

pytestmark = pytest.mark.golden

HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((HERE / "vectors.json").read_text())
PAGE = (HERE.parent.parent / "docs" / "formats.md").read_text()
SETS = sorted(path for path in (HERE.parent / "golden_events").iterdir() if path.is_dir() and path.name.startswith("v"))


@pytest.mark.parametrize("vector", VECTORS["subjects"], ids=lambda vector: vector["id"])
def test_a_subject_is_a_function_of_the_id_and_gives_it_back(vector: dict[str, str]) -> None:
    assert subjects.subject("gongdan", vector["id"]) == vector["subject"]
    assert subjects.aggregate_id(vector["subject"]) == vector["id"]


def test_the_page_lists_every_event_and_field_as_the_code_has_them() -> None:
    assert events_table() in PAGE


def test_the_pages_own_table_of_subjects_is_right() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| `(gongdan\.[^`]+)` \|$", PAGE, re.MULTILINE)
    assert len(rows) == 3
    assert all(subjects.subject("gongdan", name) == place for name, place in rows)


def test_the_pages_closed_lists_are_the_codes() -> None:
    words = PAGE[PAGE.index("Words: channel") :]
    for words_of in (Channel, Kind, Stage):
        assert ", ".join(f"`{word.value}`" for word in words_of) in words
    for literal in (WaitsFor, FaultType, FoundBy, ClosedAs, CancelledAs):
        assert all(f"`{word}`" in words for word in get_args(literal))


@pytest.mark.parametrize("name", VECTORS["refused_ids"])
def test_an_id_with_other_characters_is_refused(name: str) -> None:
    with pytest.raises(subjects.InvalidAggregateId):
        subjects.subject("gongdan", name)


def test_ids_follow_from_what_they_name() -> None:
    for vector in VECTORS["ids"]["command"]:
        assert source_command_id(vector["source"], vector["case"], vector["ordinal"]) == vector["id"]
    for vector in VECTORS["ids"]["request"]:
        assert request_command_id(vector["caller"], vector["route"], vector["key"]) == vector["id"]
    for vector in VECTORS["ids"]["customer"]:
        assert customer_key(vector["command"]) == vector["id"]
    for vector in VECTORS["ids"]["event"]:
        assert event_id(vector["command"], vector["index"]) == vector["id"]


def test_the_hash_covers_subject_version_and_body() -> None:
    for vector in VECTORS["hashes"]:
        found = event_hash("gongdan", vector["aggregate"], vector["version"], vector["body"].encode())
        assert found == vector["hash"]


def test_a_personal_value_opens_under_its_associated_data_only() -> None:
    for vector in VECTORS["encryption"]:
        stored = vector["stored"]
        aead = AESGCM(bytes.fromhex(vector["data_key"]))
        bound = context(
            vector["aggregate"], vector["event_id"], vector["type"], tuple(vector["field"].split(".")), stored["key"]
        )
        assert bound.decode() == vector["associated_data"]
        opened = aead.decrypt(base64.b64decode(stored["nonce"]), base64.b64decode(stored["ct"]), bound)
        assert json.loads(opened) == vector["value"]


def test_a_pseudonym_is_an_hmac_under_the_index_key() -> None:
    for vector in VECTORS["pseudonyms"]:
        assert pseudonym(bytes.fromhex(vector["index_key"]), vector["kind"], vector["value"]) == vector["id"]


def test_times_have_one_stored_form() -> None:
    for vector in VECTORS["times"]:
        assert stored_form(datetime.fromisoformat(vector["given"])) == vector["stored"]


def test_ticket_numbers_grow_past_their_width() -> None:
    for vector in VECTORS["numbers"]:
        of_period = period(datetime.fromisoformat(vector["on"]), vector["format"])
        assert number(of_period, vector["count"]) == vector["number"]


def test_ancestors_are_written_oldest_first_with_offsets_inside_a_batch() -> None:
    for vector in VECTORS["ancestors"]:
        written = ancestry.written(vector["lineage"], vector["earlier_in_batch"])
        assert written == vector["written"]
        assert list(ancestry.absolute(written, vector["at"])) == vector["absolute"]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_old_golden_events_still_load(folder: Path, tmp_path: Path) -> None:
    expected = json.loads((folder / "plain.json").read_text())
    loaded = [_decoded(line, _mapper(folder, tmp_path)) for line in _lines(folder)]
    assert [_plain(recorded) for recorded in loaded] == expected


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_the_golden_chain_of_hashes_holds(folder: Path) -> None:
    previous: dict[str, str] = {}
    for line in _lines(folder):
        body = line["body"].encode()
        assert json.loads(body).get("previous") == previous.get(line["aggregate"])
        previous[line["aggregate"]] = event_hash("gongdan", line["aggregate"], line["version"], body)


def test_every_event_type_has_a_golden_event() -> None:
    assert {line["topic"] for folder in SETS for line in _lines(folder)} == set(EVENTS)


def test_no_golden_body_holds_a_personal_value() -> None:
    bodies = "".join(line["body"] for folder in SETS for line in _lines(folder))
    for value in (
        "张三",
        "13812345678",
        "zhang@example.com",
        "202403A0001",
        "中关村",
        "192.0.2.7",
        "电源板",
        "Value 7",
    ):
        assert value not in bodies


def test_an_unknown_event_type_stops_the_reader_with_upgrade(tmp_path: Path) -> None:
    line = _lines(SETS[0])[1]
    body = json.loads(line["body"]) | {"type": "ticket-teleported"}
    with pytest.raises(UnknownEventType, match="upgrade"):
        _decoded(line | {"body": json.dumps(body)}, _mapper(SETS[0], tmp_path))


def test_unknown_fields_of_a_newer_version_are_ignored(tmp_path: Path) -> None:
    line, mapper = _lines(SETS[0])[1], _mapper(SETS[0], tmp_path)
    body = json.loads(line["body"]) | {"schema": 2, "mood": "good"}
    body["data"]["echo"] = True
    assert _decoded(line | {"body": json.dumps(body)}, mapper).event == _decoded(line, mapper).event


@pytest.mark.parametrize(
    "change", [{"id": "00000000-0000-0000-0000-000000000000"}, {"version": 9}, {"aggregate": "ticket-x"}]
)
def test_a_moved_or_changed_event_is_unreadable(tmp_path: Path, change: dict[str, object]) -> None:
    line, mapper = _lines(SETS[0])[0], _mapper(SETS[0], tmp_path)
    body = json.loads(line["body"]) | change
    with pytest.raises(Unreadable):
        _decoded(line | {"body": json.dumps(body)}, mapper)


def _mapper(folder: Path, tmp_path: Path) -> EventMapper:
    store = tmp_path / "keys.db"
    if not store.exists():
        shutil.copy(folder / "keys.db", store)
    return EventMapper(KeyStore.open(store, base64.b64decode((folder / "master.key").read_text())))


def _lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]


def _decoded(line: dict[str, Any], mapper: EventMapper) -> Recorded:
    stored = StoredEvent(line["aggregate"], line["version"], line["topic"], line["body"].encode())
    return mapper.to_domain_event(stored, 1)


def _plain(recorded: Recorded) -> dict[str, Any]:
    return {
        "envelope": recorded.envelope.model_dump(mode="json", exclude_none=True, exclude={"previous"}),
        "data": recorded.event.model_dump(mode="json", exclude_none=True),
    }
