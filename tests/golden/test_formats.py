"""docs/formats.md: what was computed independently still holds, and its tables are the code's."""

import base64
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import TypeAdapter

from domain.record.identity import customer_key, event_id, request_command_id, source_command_id
from domain.record.moment import stored_form
from domain.record.numbering import number, period
from domain.record.personal import PersonalClass
from domain.ticket.events.plan import Yuan
from domain.ticket.vocabulary import Irregularity
from eventsourcing_nats import ancestry, subjects
from gongdan.storing.keys import pseudonym
from gongdan.storing.mapper import context, event_hash
from tests.golden.page import KINDS, events_table, words_table

pytestmark = pytest.mark.golden

HERE = Path(__file__).parent
VECTORS: dict[str, Any] = json.loads((HERE / "vectors.json").read_text())
PAGE = (HERE.parent.parent / "docs" / "formats.md").read_text()


@pytest.mark.parametrize("vector", VECTORS["subjects"], ids=lambda vector: vector["id"])
def test_a_subject_is_a_function_of_the_id_and_gives_it_back(vector: dict[str, str]) -> None:
    assert subjects.subject("gongdan", vector["id"]) == vector["subject"]
    assert subjects.aggregate_id(vector["subject"]) == vector["id"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_lists_every_event_and_field_as_the_code_has_them(kind: str) -> None:
    assert events_table(kind) in PAGE


def test_the_page_lists_every_closed_list_of_words() -> None:
    assert words_table() in PAGE


def test_the_page_lists_the_words_of_an_irregularity_and_the_classes() -> None:
    for words in (Irregularity, PersonalClass):
        assert all(f"`{word}`" in PAGE for word in get_args(words))


def test_the_pages_own_table_of_subjects_is_right() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| `(gongdan\.[^`]+)` \|$", PAGE, re.MULTILINE)
    assert len(rows) == 8
    assert all(subjects.subject("gongdan", name) == place for name, place in rows)


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


def test_an_amount_has_one_stored_form() -> None:
    amounts = TypeAdapter[Any](Yuan)
    for vector in VECTORS["amounts"]:
        assert amounts.dump_python(amounts.validate_python(vector["given"]), mode="json") == vector["stored"]


def test_ticket_numbers_grow_past_their_width() -> None:
    for vector in VECTORS["numbers"]:
        of_period = period(datetime.fromisoformat(vector["on"]), vector["format"])
        assert number(of_period, vector["count"]) == vector["number"]


def test_ancestors_are_written_oldest_first_with_offsets_inside_a_batch() -> None:
    for vector in VECTORS["ancestors"]:
        written = ancestry.written(vector["lineage"], vector["earlier_in_batch"])
        assert written == vector["written"]
        assert list(ancestry.absolute(written, vector["at"])) == vector["absolute"]
