"""A register as of a moment: as it was then, and as it was known then."""

from datetime import timedelta

from domain.ticket.events import NoteAdded, TicketGraded
from projections import register
from projections.running.past import as_of
from projections.sql.rows import Row
from projections.store import ReadStore
from tests.projections.examples import OPENED, RESOLVED
from tests.projections.logs import START, ListLog


def hour(count: float) -> timedelta:
    return timedelta(hours=count)


def late_entry() -> ListLog:
    """Opened at 0 h, resolved at 2 h; at 5 h somebody enters a grading of 1 h."""
    log = ListLog()
    log.happen("1", OPENED, START, recorded=START)
    log.happen("1", RESOLVED, START + hour(2), recorded=START + hour(2))
    log.happen("1", TicketGraded(severity="urgent"), START + hour(1), recorded=START + hour(5))
    log.happen("2", OPENED, START + hour(3), recorded=START + hour(6))
    return log


def only_row(store: ReadStore) -> Row:
    (row,) = store.dump(register.REGISTER)
    store.close()
    return row


async def test_as_it_was_a_late_entry_counts_from_when_it_happened():
    row = only_row(await as_of(late_entry(), START + hour(1)))
    assert (row["severity"], row["stage"], row["events"]) == ("urgent", "graded", 2)


async def test_as_it_was_known_a_late_entry_counts_from_when_it_was_recorded():
    row = only_row(await as_of(late_entry(), START + hour(2), known=True))
    assert (row["severity"], row["stage"], row["events"]) == (None, "resolved", 2)
    row = only_row(await as_of(late_entry(), START + hour(5), known=True))
    assert (row["severity"], row["events"]) == ("urgent", 3)


async def test_before_the_first_event_there_is_nothing():
    store = await as_of(late_entry(), START - hour(1))
    assert store.dump(register.REGISTER) == []
    store.close()


async def test_the_moment_itself_is_included():
    store = await as_of(late_entry(), START + hour(3))
    assert {row["number"] for row in store.dump(register.REGISTER)} == {"1", "2"}
    store.close()


async def test_a_recording_clock_that_was_set_back_does_not_let_later_events_in():
    """The third event claims 1 h though the second was recorded at 4 h: it was not known at 2 h."""
    log = ListLog()
    for count, recorded in enumerate((0, 4, 1)):
        log.happen(f"{count}", OPENED, START, recorded=START + hour(recorded))
    store = await as_of(log, START + hour(2), known=True)
    assert [row["number"] for row in store.dump(register.REGISTER)] == ["0"]
    store.close()


async def test_events_of_one_second_keep_their_order():
    log = ListLog()
    for severity in ("general", "urgent", "important"):
        log.happen("1", TicketGraded(severity=severity) if log.events else OPENED, START)
    log.happen("1", NoteAdded(), START - hour(1))
    row = only_row(await as_of(log, START))
    assert (row["severity"], row["last_event"]) == ("important", "ticket-graded")


async def test_an_empty_log_gives_an_empty_register():
    store = await as_of(ListLog(), START)
    with store.read() as connection:
        assert register.count(connection).rows == 0
    store.close()
