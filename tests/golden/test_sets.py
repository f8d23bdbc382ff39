"""What was stored long ago still loads, says what it said, and holds every event and field that there is."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.catalogue import EVENTS
from domain.desk.kinds import kind_of
from domain.record.envelope import Envelope, Recorded, Unreadable
from domain.record.identity import event_id
from domain.refusals import UnknownEventType
from gongdan.storing.mapper import event_hash
from tests.golden.fields import held, paths
from tests.golden.sets import SETS, GoldenSet, by_name, decoded
from tests.golden_events.record import plain_form
from tests.golden_events.stories import SETS as STORIES

pytestmark = pytest.mark.golden


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_old_golden_events_still_load(golden: GoldenSet, tmp_path: Path) -> None:
    with golden.mapper(tmp_path) as mapper:
        assert [plain_form(decoded(line, mapper)) for line in golden.lines] == [*golden.plain]


@pytest.mark.parametrize("shredded", [False, True], ids=["with its keys", "erased"])
@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_old_golden_histories_still_fold_into_a_state(golden: GoldenSet, tmp_path: Path, *, shredded: bool) -> None:
    histories: dict[str, list[Recorded]] = {}
    with golden.mapper(tmp_path, shredded=shredded) as mapper:
        for line in golden.lines:
            histories.setdefault(line["aggregate"], []).append(decoded(line, mapper))
    assert all(kind_of(aggregate).fold(history) is not None for aggregate, history in histories.items())


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_the_golden_chain_of_hashes_holds(golden: GoldenSet) -> None:
    previous: dict[str, str] = {}
    for line in golden.lines:
        body = line["body"].encode()
        assert json.loads(body).get("previous") == previous.get(line["aggregate"])
        previous[line["aggregate"]] = event_hash("gongdan", line["aggregate"], line["version"], body)


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_what_happened_was_recorded_afterwards_and_in_order(golden: GoldenSet) -> None:
    recorded: dict[str, str] = {}
    for said in golden.plain:
        envelope = said["envelope"]
        assert envelope["occurred"] <= envelope["recorded"]
        assert recorded.get(envelope["aggregate"], "") <= envelope["recorded"]
        recorded[envelope["aggregate"]] = envelope["recorded"]


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_no_two_golden_events_have_one_id(golden: GoldenSet) -> None:
    ids = [said["envelope"]["id"] for said in golden.plain]
    assert len(set(ids)) == len(ids)


def test_every_event_type_has_a_golden_event() -> None:
    assert {said["envelope"]["type"] for said in _plain()} == set(EVENTS)


def test_every_field_of_a_type_stands_in_a_golden_event() -> None:
    found = {(said["envelope"]["type"], path) for said in _plain() for path in held(said["data"])}
    assert {(name, path) for name, kind in EVENTS.items() for path, _ in paths(kind)} - found == set()


def test_every_field_of_the_envelope_stands_in_a_golden_event() -> None:
    found = {path for golden in SETS for line in golden.lines for path in held(json.loads(line["body"]))}
    assert {path for path, _ in paths(Envelope)} - found == set()


def test_every_field_that_a_golden_event_holds_is_still_known() -> None:
    for said in _plain():
        known = {path for path, _ in paths(EVENTS[said["envelope"]["type"]])}
        leaves = {path for path in held(said["data"]) if not any(other.startswith(path) for other in known - {path})}
        assert leaves - known == set()


@pytest.mark.parametrize(("this", "other"), [("ticket-linked", "ticket-linked"), ("ticket-merged", "ticket-absorbed")])
def test_both_sides_of_a_link_bear_one_command_and_its_first_two_indexes(this: str, other: str) -> None:
    by_id = {said["envelope"]["id"]: said["envelope"] for said in _plain()}
    [pair] = [
        (envelope, by_id[event_id(envelope["command"], 1)])
        for envelope in by_id.values()
        if envelope["type"] == this and envelope["id"] == event_id(envelope["command"], 0)
    ]
    assert [envelope["type"] for envelope in pair] == [this, other]
    assert pair[0]["command"] == pair[1]["command"]
    assert pair[0]["aggregate"] != pair[1]["aggregate"]


def test_an_unknown_event_type_stops_the_reader_with_upgrade(tmp_path: Path) -> None:
    line = SETS[0].lines[1]
    body = json.loads(line["body"]) | {"type": "ticket-teleported"}
    with SETS[0].mapper(tmp_path) as mapper, pytest.raises(UnknownEventType, match="upgrade"):
        decoded(line | {"body": json.dumps(body)}, mapper)


@pytest.mark.parametrize("golden", SETS, ids=by_name)
def test_unknown_fields_of_a_newer_version_are_ignored_wherever_they_stand(golden: GoldenSet, tmp_path: Path) -> None:
    with golden.mapper(tmp_path) as mapper:
        for line in golden.lines:
            body = _with_more(json.loads(line["body"])) | {"schema": 2}
            assert decoded(line | {"body": json.dumps(body)}, mapper).event == decoded(line, mapper).event


@pytest.mark.parametrize(
    "change", [{"id": "00000000-0000-0000-0000-000000000000"}, {"version": 9}, {"aggregate": "ticket-x"}]
)
def test_a_moved_or_changed_event_is_unreadable(tmp_path: Path, change: dict[str, object]) -> None:
    line = SETS[0].lines[0]
    body = json.loads(line["body"]) | change
    with SETS[0].mapper(tmp_path) as mapper, pytest.raises(Unreadable):
        decoded(line | {"body": json.dumps(body)}, mapper)


def _plain() -> list[dict[str, Any]]:
    """Of the sets, and of stories that are yet to be recorded: a set is, when all of its stories are told."""
    recorded = {golden.name for golden in SETS}
    told = [story for name, stories in STORIES.items() if name not in recorded for story in stories]
    to_be = [plain_form(Recorded(each.envelope, each.event, 0)) for story in told for each in story.pending()]
    return [said for golden in SETS for said in golden.plain] + to_be


def _with_more(value: Any) -> Any:
    """Every object with one field more, but the sealed ones."""
    if isinstance(value, dict):
        return {name: _with_more(part) for name, part in value.items()} | ({} if "ct" in value else {"echo": True})
    return [_with_more(part) for part in value] if isinstance(value, list) else value
