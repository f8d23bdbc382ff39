"""An import as a whole: again, longer, changed, interrupted, at once with another; and every row accounted for."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.customer.events import CustomerErased, CustomerRestricted
from domain.record.envelope import Actor, Recorded
from domain.refusals import Forbidden, StaleVersion, StoreUnavailable
from domain.store import AlreadyStored, History
from domain.ticket.events import NoteAdded
from gongdan.importing import quarantine, storing
from gongdan.importing.run import StrictRefusal
from gongdan.importing.texts import BadInput
from gongdan.storing import patiently
from tests.importing.memory import HEADER, LIMIT, RULES, Importing, MemoryStore, mapping, row

LIFE = [row(1, "call", 0), row(1, "rate", 1), row(1, "take", 2), row(1, "fix", 3), row(1, "end", 4)]


async def test_a_second_run_adds_nothing(importing: Importing) -> None:
    assert (await importing.rows(*LIFE)).imported == 5
    before = dict(importing.store.histories)
    again = await importing.rows(*LIFE)
    assert again.as_json() == {"read": 5, "imported": 0, "quarantined": 0, "already": 5}
    assert importing.store.histories == before


async def test_a_longer_export_adds_what_is_new(importing: Importing) -> None:
    await importing.rows(*LIFE[:3])
    result = await importing.rows(*LIFE, row(2, "call", 0))
    assert result.as_json() == {"read": 6, "imported": 3, "quarantined": 0, "already": 3}
    once = Importing(importing.folder)
    await once.rows(*LIFE)
    assert [_said(event) for event in importing.store.events("desk-1")] == [
        _said(event) for event in once.store.events("desk-1")
    ]


def _said(recorded: Recorded) -> object:
    return recorded.event, recorded.envelope.model_copy(update={"recorded": recorded.envelope.occurred})


async def test_rows_of_cases_mixed_in_the_file_give_the_same_histories(importing: Importing) -> None:
    other = [line.replace("No. 1", "No. 2") for line in LIFE]
    await importing.rows(*LIFE, *other)
    mixed = Importing(importing.folder)
    await mixed.rows(*(line for pair in zip(other, LIFE, strict=True) for line in pair))
    for number in ("desk-1", "desk-2"):
        assert [_said(event) for event in mixed.store.events(number)] == [
            _said(event) for event in importing.store.events(number)
        ]


async def test_a_row_that_changed_since_is_reported_and_history_stays(importing: Importing) -> None:
    await importing.rows(*LIFE)
    before = dict(importing.store.histories)
    changed = [*LIFE[:1], row(1, "rate", 1, Grade="low"), *LIFE[2:]]
    result = await importing.rows(*changed)
    assert (result.imported, result.quarantined, result.already) == (0, 1, 4)
    assert importing.reasons() == [("3", "Grade", "differs", "")]
    assert importing.store.histories == before


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("2024-05-01 08:01:00", "the first of May", ("3", "Time", "bad-timestamp", "xxx xxxxx xx xxx")),
        ("2024-05-01 08:01:00", "", ("3", "Time", "no-timestamp", "")),
        ("rate", "dance", ("3", "Activity", "unknown-activity", "xxxxx")),
    ],
)
async def test_a_row_that_can_no_longer_be_read_is_told_so_and_not_only_that_it_differs(
    importing: Importing, old: str, new: str, reason: tuple[str, ...]
) -> None:
    await importing.rows(*LIFE)
    result = await importing.rows(LIFE[0], LIFE[1].replace(old, new), *LIFE[2:])
    assert (result.imported, result.quarantined, result.already) == (0, 1, 4)
    assert importing.reasons() == [reason]


async def test_columns_that_the_exporter_derives_may_change(importing: Importing) -> None:
    rules = mapping(derived=["Note"])
    await importing.rows(*LIFE, rules=rules)
    result = await importing.rows(*(f"{line}variant 7" for line in LIFE), rules=rules)
    assert result.already == 5


async def test_a_bad_row_is_quarantined_and_the_others_of_its_case_go_on(importing: Importing) -> None:
    bad = LIFE[1].replace("2024-05-01", "01.05.2024")
    result = await importing.rows(LIFE[0], bad, *LIFE[2:])
    assert (result.read, result.imported, result.quarantined) == (5, 4, 1)
    assert importing.reasons() == [("3", "Time", "bad-timestamp", "99.99.9999 99:99:99")]
    ordinals = [event.envelope.source.ordinal for event in importing.store.events("desk-1") if event.envelope.source]
    assert ordinals == [1, 3, 4, 5]


async def test_a_time_that_is_yet_to_come_is_quarantined_and_says_so(importing: Importing) -> None:
    def clock() -> datetime:
        return datetime(2024, 4, 30, 0, 2, tzinfo=UTC)

    result = await importing.rows(*LIFE, clock=clock)
    assert (result.imported, result.quarantined) == (3, 2)
    assert importing.reasons() == [
        ("5", "Time", "bad-timestamp", "9999-99-99 99:99:99"),
        ("6", "Time", "bad-timestamp", "9999-99-99 99:99:99"),
    ]
    assert "the time is more than a day after this import" in importing.quarantine.read_text("utf-8-sig")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
async def test_a_spreadsheet_runs_nothing_of_the_quarantine_file(importing: Importing, start: str) -> None:
    title = f"{start}Note"
    path = importing.write(row(1, "go", 0, Note=f"{start}HYPERLINK(1)"), header=HEADER.replace("Note", title))
    rules = mapping(columns={**RULES["columns"], "note": title, "visit": title}, activities={"go": "visit"})
    await importing.file(path, rules)
    assert importing.reasons() == [("2", f"'{title}", "bad-timestamp", f"'{start}xxxxxxxxx(9)")]


async def test_a_row_put_right_later_comes_in_and_nothing_else_does(importing: Importing) -> None:
    await importing.rows(LIFE[0].replace("2024-05-01", "yesterday"), *LIFE[1:])
    result = await importing.rows(*LIFE)
    assert result.as_json() == {"read": 5, "imported": 1, "quarantined": 0, "already": 4}
    assert not importing.quarantine.exists(), "the list of the run before no longer holds"
    assert (await importing.rows(*LIFE)).already == 5


async def test_the_quarantine_file_tells_no_value_and_is_its_owner_s_alone(importing: Importing) -> None:
    secret = "张三 13812345678"
    await importing.rows(row(1, "call", 0).replace("2024-05-01 08:00:00", secret), row(2, secret, 0))
    written = importing.quarantine.read_text("utf-8-sig")
    assert "字字 99999999999" in written
    assert "张三" not in written
    assert "138" not in written
    assert importing.quarantine.stat().st_mode & 0o777 == 0o600


async def test_ragged_rows_and_rows_without_a_case_are_quarantined(importing: Importing) -> None:
    result = await importing.rows(LIFE[0], "No. 1,rate", f"{LIFE[2]},more", row("", "call", 0))
    assert (result.read, result.imported, result.quarantined) == (4, 1, 3)
    assert [(line, code) for line, _, code, _ in importing.reasons()] == [
        ("3", "ragged"),
        ("4", "ragged"),
        ("5", "no-case"),
    ]


async def test_strict_imports_nothing_where_a_row_can_t_be(importing: Importing) -> None:
    with pytest.raises(StrictRefusal, match="1 of 6 rows can't be imported"):
        await importing.rows(*LIFE, row(2, "dance", 0), strict=True)
    assert importing.store.histories == {}
    assert importing.quarantine.exists()
    assert (await importing.rows(*LIFE, strict=True)).imported == 5


async def test_a_dry_run_tells_and_stores_nothing(importing: Importing) -> None:
    await importing.rows(*LIFE[:2])
    result = await importing.rows(*LIFE, dry_run=True)
    assert result.as_json() == {"read": 5, "imported": 3, "quarantined": 0, "already": 2}
    assert len(importing.store.events("desk-1")) == 2


async def test_a_row_that_is_too_large_is_quarantined_and_all_others_come_in(importing: Importing) -> None:
    large = row(1, "tell", 2, Note="x" * 5_000)
    result = await importing.rows(*LIFE[:2], large, *LIFE[2:], row(2, "call", 0))
    assert (result.imported, result.quarantined, result.already) == (6, 1, 0)
    assert importing.reasons() == [("4", "", "too-large", "")]
    assert (await importing.rows(*LIFE[:2], large, *LIFE[2:], row(2, "call", 0))).already == 6


async def test_a_row_that_is_too_large_counts_before_anything_is_stored_where_it_is_asked_first(
    importing: Importing,
) -> None:
    large = row(1, "tell", 2, Note="x" * 5_000)
    result = await importing.rows(*LIFE, large, dry_run=True, largest_event=LIMIT)
    assert (result.imported, result.quarantined) == (5, 1)
    with pytest.raises(StrictRefusal):
        await importing.rows(*LIFE, large, strict=True, largest_event=LIMIT)
    assert importing.store.histories == {}


async def test_a_cell_that_is_no_text_is_quarantined(importing: Importing) -> None:
    await importing.rows(LIFE[0], row(1, "tell", 1, Note="a\0b"))
    assert importing.reasons() == [("3", "Note", "bad-value", "")]


async def test_a_case_longer_than_an_append_takes_several(importing: Importing) -> None:
    lines = [row(1, "tell", count % 60, Note=str(count)) for count in range(1_203)]
    assert (await importing.rows(*lines)).imported == 1_203
    assert importing.store.appends == [500, 500, 203]


async def test_short_cases_share_an_append(importing: Importing) -> None:
    assert (await importing.rows(*(row(case, "call", 0) for case in range(700)))).imported == 700
    assert sorted(importing.store.appends) == [200, 500]


async def test_another_writer_in_between_costs_a_retry_and_nothing_else(importing: Importing) -> None:
    async def another_importer() -> None:
        assert (await importing.rows(*LIFE[:3])).imported == 3

    importing.store.before_append = [another_importer]
    result = await importing.rows(*LIFE)
    assert (result.imported, result.already) == (2, 3)
    assert len(importing.store.events("desk-1")) == 5


@pytest.mark.parametrize("rows", [3, 600])
async def test_a_case_that_another_always_writes_to_first_ends_the_import(
    importing: Importing, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    async def always_first() -> None:
        importing.store.before_append.append(always_first)
        raise StaleVersion("desk-1")

    monkeypatch.setattr(storing, "ATTEMPTS", 5)
    importing.store.before_append = [always_first]
    async with asyncio.timeout(20):
        with pytest.raises(StaleVersion):
            await importing.rows(*(row(1, "tell", minute % 60) for minute in range(rows)))
    assert importing.store.histories == {}


@pytest.mark.parametrize("rows", [3, 600])
async def test_a_conflict_is_looked_into_where_nothing_trails(importing: Importing, rows: int) -> None:
    class Trailing(MemoryStore):
        async def load(self, aggregate: str, *, fresh: bool = False) -> History:
            return await super().load(aggregate) if fresh else History((), None)

    importing.store = Trailing()
    lines = [row(1, "tell", minute % 60) for minute in range(rows)]
    assert (await importing.rows(*lines[:2])).imported == 2
    result = await importing.rows(*lines)
    assert (result.imported, result.already) == (rows - 2, 2)


async def test_work_on_an_imported_ticket_does_not_disturb_a_longer_export(importing: Importing) -> None:
    await importing.rows(*LIFE[:3])
    key = "ticket-desk-1"
    last = importing.store.events("desk-1")[-1]
    live = last.envelope.model_copy(update={"source": None, "version": 4, "type": "note-added", "id": "x"})
    importing.store.histories[key] += (Recorded(live, NoteAdded(text="live"), 0),)
    result = await importing.rows(*LIFE)
    assert (result.imported, result.already) == (2, 3)


async def test_a_number_that_belongs_to_another_ticket_is_never_taken(importing: Importing) -> None:
    await importing.rows(*LIFE)
    other = mapping(number={"pattern": r"Nr\. (\d+)", "becomes": "desk-{1}"})
    result = await importing.rows(row("Nr. 1", "call", 0), rules=other)
    assert (result.imported, result.quarantined) == (0, 1)
    assert importing.reasons() == [("2", "Case", "other-case", "")]


@pytest.mark.parametrize("measure", [CustomerRestricted(requested_by="p-1"), CustomerErased(requested_by="p-1")])
async def test_nothing_more_is_imported_about_a_customer_who_is_restricted_or_erased(
    importing: Importing, measure: CustomerRestricted | CustomerErased
) -> None:
    await importing.rows(*LIFE[:3])
    last = importing.store.events("desk-1")[-1].envelope
    taken = last.model_copy(update={"aggregate": last.customer, "version": 1, "type": measure.stored_name})
    importing.store.histories[last.customer or ""] = (Recorded(taken, measure, 0),)
    result = await importing.rows(*LIFE, row(2, "call", 0, Customer="李四"))
    assert (result.imported, result.quarantined, result.already) == (1, 2, 3)
    assert [reason[2] for reason in importing.reasons()] == ["not-in-use", "not-in-use"]


async def test_only_who_may_import_does(importing: Importing) -> None:
    with pytest.raises(Forbidden):
        await importing.rows(*LIFE, operator=Actor(id="a-1", role="agent", channel="cli"))
    assert importing.store.histories == {}


@pytest.mark.parametrize(
    ("pattern", "case", "said"),
    [
        (r"No\. (\d+)", "Ticket 7", "'Ticket 7' does not match the map's number rule"),
        (r"No\. (\d)\d*", "No. 07", "both give the ticket number 'desk-0'"),
        (r"No\. (.*)", "No. 8/x", "gives the ticket number 'desk-8/x'"),
    ],
)
async def test_a_case_id_that_gives_no_number_of_its_own_refuses_the_whole_import(
    importing: Importing, pattern: str, case: str, said: str
) -> None:
    rules = mapping(number={"pattern": pattern, "becomes": "desk-{1}"})
    with pytest.raises(BadInput, match=said):
        await importing.rows(row("No. 01", "call", 0), row(case, "call", 0), rules=rules)
    assert importing.store.histories == {}


async def test_a_source_that_was_just_imported_under_other_numbers_is_refused(importing: Importing) -> None:
    await importing.rows(*LIFE)
    elsewhere = History(tuple(importing.store.events("desk-1")), 5)

    async def known_to_the_broker() -> None:
        raise AlreadyStored(elsewhere)

    importing.store.before_append = [known_to_the_broker]
    with pytest.raises(BadInput, match="under another number, desk-1"):
        await importing.rows(*LIFE, rules=mapping(number={"pattern": r"No\. (\d+)", "becomes": "desk-new-{1}"}))


def test_a_quarantine_file_replaces_only_one_of_its_own(tmp_path: Path) -> None:
    precious = tmp_path / "map.toml"
    precious.write_text("name = 'x'")
    (tmp_path / "rows.csv").touch()
    with pytest.raises(BadInput):
        quarantine.place(precious, tmp_path / "rows.csv")
    assert precious.read_text() == "name = 'x'"


async def test_the_quarantine_file_never_replaces_the_input(importing: Importing) -> None:
    path = importing.write(*LIFE)
    with pytest.raises(BadInput, match="can't be the input itself"):
        await importing.file(path, quarantine_path=path)
    with pytest.raises(BadInput, match="No such file or directory; name another with --quarantine"):
        await importing.file(path, quarantine_path=importing.folder / "none" / "bad.csv")
    assert path.read_text().startswith(HEADER)
    assert importing.store.histories == {}


def test_a_shape_shows_what_a_value_looks_like_and_not_what_it_is() -> None:
    assert quarantine.shape("2024/5/1 王先生 Tel+86") == "9999/9/9 字字字 xxx+99"
    assert len(quarantine.shape("a" * 500)) == 61


def test_a_file_of_somebody_else_is_not_removed_as_an_old_quarantine(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("a,b\n")
    assert not quarantine.write(theirs, [], "en")
    assert theirs.exists()


async def test_a_store_that_falls_silent_is_waited_for(importing: Importing, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent() -> None:
        raise StoreUnavailable("silent")

    monkeypatch.setattr(patiently, "PAUSES", (0.0, 0.0))
    importing.store.before_append = [silent, silent]
    result = await importing.rows(row(1, "call", 0), row(2, "call", 0))
    assert (result.imported, len(importing.store.histories)) == (2, 2)
