"""A ticket's trace: in the order in which things happened, of everything by which somebody acted in the process."""

from domain.ticket import events as e
from domain.ticket.events import EVENTS
from projections import progress
from projections.processes.traces import BESIDE, happenings, micros
from projections.processes.words import ACTIVITIES
from projections.progress import steps
from tests.projections.examples import ACKNOWLEDGED, DISPATCHED, GRADED, LATER, OPENED, RESOLVED
from tests.projections.logs import ListLog, at, sourced
from tests.projections.processes.walking import folded, path, waits


def test_a_trace_names_what_happened_with_the_time_between(log: ListLog):
    log.happen("1", OPENED, at("09:30"))
    log.happen("1", ACKNOWLEDGED, at("09:40"), by="a-001")
    log.happen("1", RESOLVED, at("11:00"))
    row = folded(log)
    assert path(row) == ["ticket-opened", "receipt-acknowledged", "ticket-resolved"]
    assert waits(row) == [600, 4800]
    assert [(each.version, each.who) for each in happenings(row)] == [(1, "s-001"), (2, "a-001"), (3, "s-001")]
    assert (row["started"], row["ended"]) == (micros(at("09:30")), micros(at("11:00")))
    assert row["reported"] == at("09:30")


def test_a_back_dated_event_stands_where_it_happened(log: ListLog):
    log.happen("1", OPENED, at("09:30"))
    log.happen("1", RESOLVED, at("11:00"))
    log.happen("1", ACKNOWLEDGED, at("09:40"))
    row = folded(log)
    assert path(row) == ["ticket-opened", "receipt-acknowledged", "ticket-resolved"]
    assert waits(row) == [600, 4800]
    assert [each.version for each in happenings(row)] == [1, 3, 2]
    assert row["ended"] == micros(at("11:00"))


def test_what_happened_at_one_moment_keeps_the_order_in_which_it_was_recorded(log: ListLog):
    log.happen("1", OPENED, at("09:30"))
    log.happen("1", RESOLVED, at("11:00"))
    log.happen("1", ACKNOWLEDGED, at("09:30"))
    log.happen("1", GRADED, at("09:30"))
    assert path(folded(log)) == ["ticket-opened", "receipt-acknowledged", "ticket-graded", "ticket-resolved"]


def test_a_remark_and_what_the_program_notes_are_no_step(log: ListLog):
    log.happen("1", OPENED)
    before = folded(log)
    log.happen("1", e.NoteAdded(text="备注"))
    log.happen("1", e.DeadlineMissed(clock="first-response", started="x", period=1, due=at("10:30")))
    assert folded(log) == before


def test_another_systems_rows_all_count_by_the_names_that_it_has_for_them(log: ListLog):
    log.happen("1", OPENED, at("09:00"), source=sourced("Case 1", 1, "Insert ticket"))
    log.happen("1", e.NoteAdded(text="x"), at("09:05"), source=sourced("Case 1", 2, "Look at it"))
    sealed = sourced("Case 1", 3, "").model_copy(update={"activity": None})
    log.happen("1", RESOLVED, at("09:10"), source=sealed)
    row = folded(log)
    assert path(row) == ["Insert ticket", "Look at it", "ticket-resolved"]
    assert row["imported"] is True


def test_steps_are_those_of_the_progress_table_each_once_in_a_row(log: ListLog):
    log.happen("1", OPENED, at("09:30"))
    log.happen("1", e.InformationVerified(missing=()), at("09:35"))
    log.happen("1", ACKNOWLEDGED, at("09:40"))
    log.happen("1", e.CommunicationLogged(direction="to-customer", channel=OPENED.channel), at("09:45"))
    log.happen("1", DISPATCHED, at("10:00"))
    log.happen("1", e.EngineerArrived(), at("14:00"))
    log.happen("1", e.WorkLogged(work="repair", steps="更换"), at("15:00"))
    row = folded(log)
    assert path(row, "step_path") == ["intake", "first-response", "dispatch", "visit"]
    assert waits(row, "step_waits") == [600, 1200, 14400]
    assert len(path(row)) == 7


def test_the_steps_of_any_ticket_are_the_progress_tables(log: ListLog):
    log.happen("1", OPENED)
    for event in LATER:
        log.happen("1", event)
    standing, shown = steps.new("1"), list[str]()
    for recorded in log.events:
        standing, row = progress.project(standing, recorded)
        if row is not None and (not shown or shown[-1] != row["step"]):
            shown.append(row["step"])
    assert path(folded(log), "step_path") == shown


def test_every_event_is_called_something_in_both_languages_or_is_no_step():
    ours = {event.stored_name for event in EVENTS.values() if event not in BESIDE}
    assert ours <= ACTIVITIES.keys() <= EVENTS.keys()
    assert all(zh and en for zh, en in ACTIVITIES.values())
    assert len({zh for zh, _ in ACTIVITIES.values()}) == len({en for _, en in ACTIVITIES.values()}) == len(ACTIVITIES)


def test_a_correction_changes_what_tickets_are_told_apart_by_and_what_was_found(log: ListLog):
    log.happen("1", OPENED.model_copy(update={"region": "华南"}), at("09:00"))
    log.happen("1", e.TicketGraded(severity="urgent"), at("09:05"))
    before = folded(log)
    assert (before["area"], before["severity"]) == ("华南", "urgent")
    log.happen("1", e.CorrectionRecorded(version=1, field="region", right="华东", reason="听错"))
    log.happen("1", e.CorrectionRecorded(version=2, field="severity", right="general", reason="写错"))
    log.happen("1", e.CorrectionRecorded(version=2, field="reason", right="停机", reason="漏写"))
    row = folded(log)
    assert (row["area"], row["severity"], row["path"]) == ("华东", "general", before["path"])
    assert "graded-without-reason" in before["deviations"]
    assert row["deviations"] == "[]"
