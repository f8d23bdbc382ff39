"""Rows that come in late, because they were put right: each is stored once, and shifts no other of its case."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.record.envelope import Recorded
from domain.refusals import StaleVersion, StoreUnavailable
from domain.store import Change, History
from gongdan.importing import storing
from gongdan.importing.rows.matching import match
from tests.importing.memory import HEADER, Importing, MemoryStore, row
from tests.trying import tries

ONE, TWO, THREE, FOUR = row(1, "call", 0), row(1, "rate", 1), row(1, "take", 2), row(1, "fix", 3)
LOST = TWO.replace("No. 1", "")


def stored(store: MemoryStore, number: str = "desk-1") -> list[tuple[int, str]]:
    """Each stored row as ordinal and raw line, folded from what changed."""
    state: dict[str, str] = {}
    rows: list[tuple[int, str]] = []
    for recorded in store.events(number):
        source = recorded.envelope.source
        assert source is not None
        state.update(source.changed or {})
        rows.append((source.ordinal, ",".join(state.get(name, "") for name in HEADER.split(","))))
    return rows


def erased(store: MemoryStore) -> None:
    for key, events in store.histories.items():
        store.histories[key] = tuple(_erased(event) for event in events)


def _erased(recorded: Recorded) -> Recorded:
    source = recorded.envelope.source
    assert source is not None
    gone = source.model_copy(update={"changed": {} if source.changed else None})
    return Recorded(recorded.envelope.model_copy(update={"source": gone}), recorded.event, recorded.sequence)


async def test_a_row_that_named_no_case_comes_in_once_it_is_put_right(importing: Importing) -> None:
    assert (await importing.rows(ONE, LOST, THREE)).imported == 2
    result = await importing.rows(ONE, TWO, THREE)
    assert result.as_json() == {"read": 3, "imported": 1, "quarantined": 0, "already": 2}
    assert stored(importing.store) == [(1, ONE), (2, THREE), (4, TWO)]
    assert (await importing.rows(ONE, TWO, THREE)).already == 3
    longer = await importing.rows(ONE, TWO, THREE, FOUR)
    assert (longer.imported, longer.already) == (1, 3)
    assert (await importing.rows(ONE, TWO, THREE, FOUR)).already == 4


async def test_a_row_moves_to_the_case_that_it_belongs_to_and_stays_in_the_wrong_one_s_history(
    importing: Importing,
) -> None:
    wrong = TWO.replace("No. 1", "No. 2")
    other = [row(2, "call", 0), row(2, "fix", 5)]
    await importing.rows(ONE, other[0], wrong, THREE, other[1])
    result = await importing.rows(ONE, TWO, THREE, *other)
    assert (result.imported, result.already, result.quarantined) == (1, 4, 0)
    assert [line for _, line in stored(importing.store)] == [ONE, THREE, TWO]
    assert [line for _, line in stored(importing.store, "desk-2")] == [other[0], wrong, other[1]]


async def test_a_row_taken_out_of_the_source_makes_no_other_differ(importing: Importing) -> None:
    await importing.rows(ONE, TWO, THREE, FOUR)
    assert (await importing.rows(ONE, THREE, FOUR)).already == 3


async def test_only_the_row_that_changed_differs_beside_one_that_came_in_late(importing: Importing) -> None:
    await importing.rows(ONE, LOST, THREE, FOUR)
    result = await importing.rows(ONE, TWO, THREE, FOUR.replace("high", "low"))
    assert (result.imported, result.already, result.quarantined) == (2, 2, 0)
    changed = [ONE.replace("high", "low"), TWO, THREE]
    assert (await importing.rows(*changed)).quarantined == 1
    assert importing.reasons() == [("2", "Grade", "differs", "")]


async def test_an_erased_history_knows_a_row_that_came_in_late_by_its_time(importing: Importing) -> None:
    await importing.rows(ONE, LOST, THREE)
    await importing.rows(ONE, TWO, THREE)
    erased(importing.store)
    assert (await importing.rows(ONE, TWO, THREE)).already == 3
    longer = await importing.rows(ONE, TWO, THREE, FOUR)
    assert (longer.imported, longer.already) == (1, 3)
    assert importing.store.types("desk-1")[-1] == "ticket-resolved"


async def test_an_erased_history_counts_as_the_same_by_place_where_nothing_else_fits(importing: Importing) -> None:
    await importing.rows(ONE, TWO, THREE)
    erased(importing.store)
    assert (await importing.rows(ONE, TWO, THREE)).already == 3
    moved = [line.replace("08:0", "09:0") for line in (ONE, TWO, THREE)]
    assert (await importing.rows(*moved)).already == 3


LINES = st.sampled_from([ONE, TWO, THREE, FOUR])


@given(st.lists(st.tuples(LINES, st.integers(0, 3)), min_size=1, max_size=9), st.booleans())
@settings(max_examples=tries(20), deadline=None)
def test_whatever_part_of_a_file_comes_first_every_row_is_stored_once(
    lines: list[tuple[str, int]], forgotten: bool
) -> None:
    """Each row has the run in which it first names its case; the last run is the whole file."""

    async def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            importing = Importing(Path(folder))
            whole = [line for line, _ in lines]
            for turn in range(4):
                part = [line if first <= turn else line.replace("No. 1", "") for line, first in lines]
                here = sum(first <= turn for _, first in lines)
                result = await importing.rows(*part)
                assert (result.imported + result.already, result.quarantined) == (here, len(part) - here)
            found = stored(importing.store)
            assert Counter(line for _, line in found) == Counter(whole)
            assert len({ordinal for ordinal, _ in found}) == len(whole)
            if forgotten:
                erased(importing.store)
            assert (await importing.rows(*whole)).already == len(whole)

    asyncio.run(run())


@given(st.lists(st.tuples(LINES, st.booleans()), min_size=4, max_size=12), st.integers(0, 5))
@settings(max_examples=tries(12), deadline=None)
def test_an_import_killed_and_resumed_comes_to_the_same(lines: list[tuple[str, bool]], survived: int) -> None:
    async def run(kills: bool) -> list[tuple[int, str]]:
        with tempfile.TemporaryDirectory() as folder:
            importing = Importing(Path(folder))
            await importing.rows(*(line if there else line.replace("No. 1", "") for line, there in lines))
            if kills:
                importing.store.before_append = [_nothing] * survived + [_killed]
                try:
                    await importing.rows(*(line for line, _ in lines))
                except StoreUnavailable:
                    importing.store.before_append = []
            importing.store.before_append = []
            await importing.rows(*(line for line, _ in lines))
            return stored(importing.store)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storing, "BATCH", 2)
        assert asyncio.run(run(kills=True)) == asyncio.run(run(kills=False))


async def _nothing() -> None: ...


async def _killed() -> None:
    raise StoreUnavailable("killed")


class Retrying(MemoryStore):
    """As the real one: a first event that is stored already under its id is answered with what stands there."""

    async def append(self, changes: Sequence[Change]) -> list[History]:
        try:
            return await super().append(changes)
        except StaleVersion:
            ids = {pending.envelope.id for change in changes for pending in change.events}
            there = {
                recorded.envelope.id: recorded
                for change in changes
                for recorded in self.histories.get(change.events[0].envelope.aggregate, ())
            }
            if not ids <= there.keys():
                raise
            return [History(tuple(there[pending.envelope.id] for pending in change.events), None) for change in changes]


@pytest.mark.parametrize("rows", [0, 600])
async def test_two_files_at_once_with_other_rows_in_one_place_lose_none(importing: Importing, rows: int) -> None:
    importing.store = Retrying()
    rest = [row(1, "tell", minute % 60) for minute in range(rows)]

    async def another_importer() -> None:
        assert (await importing.rows(ONE, THREE, *rest)).imported == 2 + rows

    importing.store.before_append = [another_importer]
    result = await importing.rows(ONE, TWO, *rest)
    assert (result.imported, result.already, result.quarantined) == (0, 1 + rows, 1), "none is said to be stored"
    assert (await importing.rows(ONE, TWO, THREE, *rest)).imported == 1
    assert Counter(line for _, line in stored(importing.store)) == Counter([ONE, TWO, THREE, *rest])


@pytest.mark.parametrize("rows", [0, 600])
async def test_of_two_imports_of_one_file_at_once_only_the_first_says_that_it_stored_a_row(
    importing: Importing, rows: int
) -> None:
    importing.store = Retrying()
    lines = [ONE, TWO, *(row(1, "tell", minute % 60) for minute in range(rows))]

    async def another_importer() -> None:
        assert (await importing.rows(*lines)).imported == len(lines)

    importing.store.before_append = [another_importer]
    result = await importing.rows(*lines)
    assert (result.imported, result.already) == (0, len(lines))


@pytest.mark.parametrize(
    ("rows", "there", "already", "differ", "new"),
    [
        ("abc", {}, "", "", {1: 1, 2: 2, 3: 3}),
        ("abc", {1: "a", 2: "c"}, "13", "", {2: 4}),
        ("abc", {1: "a", 3: "c"}, "13", "", {2: 2}),
        ("abc", {1: "a", 2: "x"}, "1", "2", {3: 3}),
        ("aab", {1: "a", 2: "b"}, "13", "", {2: 4}),
        ("aab", {2: "a", 9: "a"}, "12", "", {3: 3}),
        ("xab", {1: "a", 2: "b"}, "23", "", {1: 4}),
        ("xyab", {1: "a", 2: "b"}, "34", "", {1: 5, 2: 6}),
        ("a.c", {1: "a", 2: "c"}, "13", "", {}),
        ("a", {1: "a", 2: "b"}, "1", "", {}),
    ],
)
def test_a_row_is_matched_by_place_then_by_content_and_gets_a_free_ordinal(
    rows: str, there: dict[int, str], already: str, differ: str, new: dict[int, int]
) -> None:
    """A dot is a row that can't be read."""
    found = match({place: said for place, said in enumerate(rows, 1) if said != "."}, there, len(rows))
    assert found.already == {*map(int, already)}
    assert found.differ == {*map(int, differ)}
    assert found.new == new
