"""What each row becomes: one event, of the right kind, with who, when and what it changed."""

from datetime import UTC, datetime

import pytest

from domain.record.identity import source_command_id
from domain.ticket.events import DispatchAccepted, NoteAdded, TicketGraded, TicketOpened
from domain.ticket.vocabulary import Channel, Kind, Stage
from tests.importing.memory import ENGLISH, RULES, Importing, mapping, pseudonym, row


async def test_the_first_row_opens_the_ticket_and_carries_what_it_says(importing: Importing) -> None:
    await importing.rows(row(1, "rate", 0))
    [recorded] = importing.store.events("desk-1")
    assert recorded.event == TicketOpened(
        channel=Channel.UNKNOWN,
        kind=Kind.FAULT,
        customer_name="张三",
        severity="high",
        engineer="e-1",
        team="north",
        stage=Stage.GRADED,
    )
    assert recorded.envelope.customer == f"customer-{pseudonym('customer', '张三')}"


@pytest.mark.parametrize(
    ("activity", "stage", "waiting_for"),
    [
        ("call", None, None),
        ("rate", Stage.GRADED, None),
        ("take", Stage.ACCEPTED, None),
        ("hold", Stage.PAUSED, "part"),
        ("fix", Stage.RESOLVED, None),
        ("end", Stage.CLOSED, None),
        ("tell", None, None),
    ],
)
async def test_a_case_that_begins_further_along_is_opened_at_that_stage(
    importing: Importing, activity: str, stage: Stage | None, waiting_for: str | None
) -> None:
    await importing.rows(row(1, activity, 0))
    [recorded] = importing.store.events("desk-1")
    assert isinstance(recorded.event, TicketOpened)
    assert (recorded.event.stage, recorded.event.waiting_for) == (stage, waiting_for)


async def test_the_envelope_says_who_when_and_from_which_row(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0), row(1, "rate", 5, who="E2", Note="loud"))
    first, second = (recorded.envelope for recorded in importing.store.events("desk-1"))
    assert second.occurred == datetime(2024, 5, 1, 0, 5, tzinfo=UTC)
    assert (second.actor.id, second.actor.role, second.actor.channel) == ("e-2", "imported", "import")
    assert second.actor.entered_by == "clerk-1"
    assert second.command == source_command_id("desk", "No. 1", 2)
    assert second.correlation == first.command == source_command_id("desk", "No. 1", 1)
    assert second.policy is None
    assert second.source is not None
    assert (second.source.name, second.source.case, second.source.ordinal) == ("desk", "No. 1", 2)
    assert second.source.changed == {"Activity": "rate", "Time": "2024-05-01 08:05:00", "Who": "E2", "Note": "loud"}


async def test_a_first_row_s_source_holds_all_cells_that_say_something(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0))
    [recorded] = importing.store.events("desk-1")
    assert recorded.envelope.source is not None
    assert recorded.envelope.source.changed == {
        "Case": "No. 1",
        "Activity": "call",
        "Time": "2024-05-01 08:00:00",
        "Who": "E1",
        "Team": "north",
        "Grade": "high",
        "Customer": "张三",
    }


async def test_a_cell_that_became_empty_is_recorded_as_empty(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0, Note="loud"), row(1, "tell", 0, Note=""))
    second = importing.store.events("desk-1")[1].envelope.source
    assert second is not None
    assert second.changed == {"Activity": "tell", "Note": ""}


async def test_an_exact_duplicate_is_an_event_that_changed_nothing_and_is_flagged(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0), row(1, "fix", 3), row(1, "fix", 3))
    third = importing.store.events("desk-1")[2].envelope
    assert third.type == "ticket-resolved"
    assert third.irregular == "already-so"
    assert third.source is not None
    assert third.source.changed is None


async def test_another_engineer_or_team_is_a_transfer_once_it_is_in_somebody_s_hands(importing: Importing) -> None:
    await importing.rows(
        row(1, "call", 0, who="E9"),
        row(1, "take", 1, who="E1"),
        row(1, "take", 2, who="E1"),
        row(1, "take", 3, who="E2"),
        row(1, "take", 4, who="E2", Team="south"),
    )
    assert importing.store.types("desk-1") == [
        "ticket-opened",
        "dispatch-accepted",
        "dispatch-accepted",
        "engineer-dispatched",
        "engineer-dispatched",
    ]
    assert importing.store.events("desk-1")[1].event == DispatchAccepted(engineer="e-1", team="north")


async def test_work_after_a_wait_resumes_and_after_the_end_reopens(importing: Importing) -> None:
    activities = ["call", "hold", "take", "fix", "take", "end", "take"]
    await importing.rows(*(row(1, activity, minute) for minute, activity in enumerate(activities)))
    assert importing.store.types("desk-1")[2:] == [
        *("ticket-resumed", "ticket-resolved", "ticket-reopened", "ticket-closed", "ticket-reopened")
    ]


async def test_what_live_work_would_refuse_is_kept_and_flagged(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0), row(1, "end", 1), row(1, "rate", 2), row(1, "end", 3))
    flags = [recorded.envelope.irregular for recorded in importing.store.events("desk-1")]
    assert flags == [None, "not-allowed", "not-allowed", "already-so"]
    assert importing.store.events("desk-1")[2].event == TicketGraded(severity="high")


async def test_an_unknown_activity_is_quarantined_or_kept_as_a_note_as_the_map_says(importing: Importing) -> None:
    result = await importing.rows(row(1, "call", 0), row(1, "dance", 1))
    assert (result.imported, result.quarantined) == (1, 1)
    assert importing.reasons() == [("3", "Activity", "unknown-activity", "xxxxx")]
    result = await importing.rows(row(2, "call", 0), row(2, "dance", 1), rules=mapping(unmapped="note"))
    assert result.imported == 2
    assert importing.store.types("desk-2") == ["ticket-opened", "note-added"]


async def test_only_an_activity_that_the_map_names_stands_in_the_clear(importing: Importing) -> None:
    secret = "called 张三 on 13812345678"
    lines = [row(1, " call ", 0), row(1, secret, 1), row(1, "tell", 2)]
    await importing.rows(*lines, rules=mapping(unmapped="note"))
    sources = [recorded.envelope.source for recorded in importing.store.events("desk-1")]
    assert [(source.activity, source.said) for source in sources if source] == [
        ("call", None),
        (None, secret),
        ("tell", None),
    ]
    assert importing.store.events("desk-1")[1].event == NoteAdded(text=secret)
    again = await importing.rows(*lines, rules=mapping(unmapped="note"))
    assert (again.already, again.quarantined) == (3, 0)


async def test_ids_without_a_rule_are_pseudonyms_so_that_no_name_stands_in_the_open(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0, who="李四"))
    envelope = importing.store.events("desk-1")[0].envelope
    assert envelope.actor.id == pseudonym("staff", "李四")
    assert "李四" not in envelope.model_dump_json(exclude={"source"})
    assert "张三" not in envelope.model_dump_json(exclude={"source"})


async def test_teams_and_whom_it_goes_to_are_pseudonyms_too_where_the_map_has_no_rule(importing: Importing) -> None:
    rules = mapping(
        columns={**RULES["columns"], "to": "Note"}, values={}, activities={"call": "open", "up": "escalate"}
    )
    await importing.rows(row(1, "call", 0, Team="王芳组"), row(1, "up", 1, Note="李主管"), rules=rules)
    opened, escalated = (recorded.event.model_dump() for recorded in importing.store.events("desk-1"))
    assert opened["team"] == pseudonym("team", "王芳组")
    assert escalated["to"] == pseudonym("team", "李主管")


@pytest.mark.parametrize(
    ("key", "rule", "cell", "code"),
    [
        ("team", {"otherwise": "keep"}, "王芳组", "bad-id"),
        ("engineer", {"pattern": "(.*)", "becomes": "e-{1}"}, "Li Si", "bad-id"),
        ("to", {"otherwise": "keep"}, "t" * 65, "bad-id"),
        ("severity", {}, "王芳很急", "bad-value"),
        ("severity", {"otherwise": "keep"}, "High", "bad-value"),
        ("error_code", {"otherwise": "keep"}, "E5 张三", "bad-value"),
        ("error_code", {}, "8" * 41, "bad-value"),
        ("purchased", {}, "call 13812345678", "bad-value"),
        ("purchased", {}, "2024-13", "bad-value"),
    ],
)
async def test_what_would_stand_in_the_clear_must_look_like_what_it_is(
    importing: Importing, key: str, rule: dict[str, str], cell: str, code: str
) -> None:
    rules = mapping(
        columns={**RULES["columns"], key: "Note"},
        values={key: rule} if rule else {},
        activities={"call": "open", "up": "escalate"},
    )
    lines = [row(1, "call", 0), row(2, "call", 0, Note=cell), row(1, "up", 1, Note=cell)]
    result = await importing.rows(*lines[:2] if key != "to" else lines[2:], rules=rules)
    assert result.quarantined == 1
    assert [(column, said) for _, column, said, _ in importing.reasons()] == [("Note", code)]
    assert cell not in importing.quarantine.read_text("utf-8-sig")


async def test_an_event_s_own_constraint_names_the_column_and_not_the_value(importing: Importing) -> None:
    rules = mapping(columns={**RULES["columns"], "model": "Note"})
    result = await importing.rows(row(1, "call", 0, Note="KFR" * 40), rules=rules)
    assert result.quarantined == 1
    assert [(column, code) for _, column, code, _ in importing.reasons()] == [("Note", "bad-value")]
    assert "KFR" not in importing.quarantine.read_text("utf-8-sig")


@pytest.mark.parametrize("said", ["2024-05", "2024-05-01", "2024-05-01 00:00:00"])
async def test_a_day_or_a_month_of_purchase_is_kept(importing: Importing, said: str) -> None:
    rules = mapping(columns={**RULES["columns"], "purchased": "Note", "product": "Note"})
    await importing.rows(row(1, "call", 0, Note=said), rules=rules)
    assert importing.store.events("desk-1")[0].event.model_dump()["product"]["purchased"] == said[:10]


async def test_a_case_without_a_customer_has_one_of_its_own(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0, Customer=""), row(2, "call", 0, Customer=""))
    one, two = (importing.store.events(number)[0].envelope.customer for number in ("desk-1", "desk-2"))
    assert one != two
    assert one is not None
    assert one.startswith("customer-")


async def test_words_of_a_table_become_ours_and_others_are_quarantined(importing: Importing) -> None:
    rules = mapping(values={"severity": {"words": {"high": "urgent"}}})
    result = await importing.rows(row(1, "rate", 0), row(2, "rate", 0, Grade="odd"), rules=rules)
    assert importing.store.events("desk-1")[0].event.model_dump()["severity"] == "urgent"
    assert (result.imported, result.quarantined) == (1, 1)
    assert importing.reasons() == [("3", "Grade", "unknown-value", "xxx")]


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("2024-05-01", True),
        ("2024-05-01T08:00", True),
        ("2024-05-01 08:00:00.5", True),
        ("2024-05-01T08:00:00Z", True),
        ("2024-05-01T08:00:00+0800", True),
        ("20240501", False),
        ("20240501T0800", False),
        ("20240501 08:00:00", False),
        ("2024W011", False),
        ("2024-W01-1", False),
        ("2024-05-01T08", False),
        ("2024-05-01x08:00", False),
        ("2024-13-01", False),
        ("20240", False),
        ("45413", False),
    ],
)
async def test_a_plain_number_is_no_iso_time(importing: Importing, said: str, fits: bool) -> None:
    rules = mapping(timestamp={"format": "iso", "zone": "UTC"})
    result = await importing.rows(row(1, "call", 0).replace("2024-05-01 08:00:00", said), rules=rules)
    assert (result.imported, result.quarantined) == (int(fits), int(not fits))
    if not fits:
        assert "the time is not in the map's format: iso (2024-05-06, 2024-05-06T09:30)" in (
            importing.quarantine.read_text("utf-8-sig")
        )


async def test_the_quarantine_file_says_in_the_reader_s_language_what_is_allowed(importing: Importing) -> None:
    rules = mapping(columns={**RULES["columns"], "kind": "Note"})
    lines = [row(1, "call", 0, Note="magic"), row(2, "call", 0, Grade="Very High")]
    await importing.rows(*lines, rules=rules)
    assert "input should be 'fault', 'consultation'" in importing.quarantine.read_text("utf-8-sig")
    await importing.rows(*lines, rules=rules, language="zh")
    written = importing.quarantine.read_text("utf-8-sig")
    assert "不能用这个值：只能是 'fault'、'consultation'" in written
    assert "不能用这个值：只能用 a-z 0-9 -，至多 40 个字符" in written
    assert not ENGLISH.search(written)


async def test_a_grading_without_a_severity_is_quarantined_by_name(importing: Importing) -> None:
    await importing.rows(row(1, "call", 0), row(1, "rate", 1, Grade=""))
    assert importing.reasons() == [("3", "Grade", "missing-value", "")]
