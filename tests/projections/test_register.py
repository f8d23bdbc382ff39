"""The register's row is a pure fold of a ticket's events; its queries filter, sort and page."""

from datetime import timedelta
from itertools import product

import pytest

from domain.ticket.events import (
    Contact,
    CustomerContacted,
    DispatchAccepted,
    FaultDiagnosed,
    ObjectionRaised,
    Product,
    ReceiptAcknowledged,
    ResolutionConfirmed,
    ResolutionRejected,
    ServiceRecordCompleted,
    TicketArchived,
    TicketCancelled,
    TicketEvent,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResumed,
)
from domain.ticket.vocabulary import Channel, Kind, Stage
from projections import register
from projections.errors import BadQuery
from projections.register import RegisterFilter
from projections.sql.counting import Counted
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.wording.words import STATUS, STATUSES
from tests.domain.aftercare import DISCONTENT
from tests.projections.conftest import Running
from tests.projections.examples import ACKNOWLEDGED, CLOSED, DISPATCHED, GRADED, OPENED, RESOLVED
from tests.projections.logs import START, ListLog, sourced


def row_after(*events: TicketEvent) -> Row:
    log = ListLog()
    for event in events:
        log.happen("202405-00001", event)
    return row_of(log)


def row_of(log: ListLog) -> Row:
    row = None
    for recorded in log.events:
        row = register.project(row, recorded)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("events", "shown"),
    [
        ((), "已登记"),
        ((ACKNOWLEDGED,), "已响应"),
        ((GRADED,), "已响应"),
        ((FaultDiagnosed(),), "处理中"),
        ((DISPATCHED,), "处理中"),
        ((TicketPaused(waiting_for="part"),), "等待中"),
        ((DISPATCHED, TicketPaused(waiting_for="part"), TicketResumed()), "处理中"),
        ((RESOLVED,), "已解决"),
        ((RESOLVED, ResolutionConfirmed()), "已确认"),
        ((RESOLVED, ResolutionRejected()), "处理中"),
        ((CLOSED,), "已结案"),
        ((TicketCancelled(),), "已取消"),
    ],
)
def test_the_status_follows_the_stage(events: tuple[TicketEvent, ...], shown: str):
    assert STATUSES[row_after(OPENED, *events)["status"]][0] == shown


def test_every_stage_has_a_status_with_a_word():
    assert set(STATUS) == set(Stage)
    assert set(STATUS.values()) == set(STATUSES)


def test_personal_values_are_masked_before_they_are_stored():
    row = row_after(
        TicketOpened(
            channel=Channel.PHONE,
            kind=Kind.FAULT,
            customer_name="欧阳修",
            contact=Contact(name="张伟", phone="13812345678"),
            product=Product(name="空调", model="KFR-35", serial="202403A0001"),
        )
    )
    assert (row["customer_name"], row["contact"], row["contact_detail"]) == ("欧阳*", "张*", "138****5678")
    assert not {"张伟", "13812345678", "202403A0001"} & {str(value) for value in row.values()}


def test_a_long_description_is_shortened_where_no_summary_was_given():
    row = row_after(TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, description="坏" * 100))
    assert row["summary"] == "坏" * 59 + "…"


def test_the_first_response_is_the_first_acknowledgement():
    log = ListLog()
    for event in (OPENED, CustomerContacted(), ACKNOWLEDGED, ReceiptAcknowledged(note="again")):
        log.happen("1", event)
    assert row_of(log)["first_response"] == log.events[2].envelope.occurred


def test_an_imported_tickets_first_response_is_its_first_work_until_an_acknowledgement_comes():
    log = ListLog()
    for ordinal, event in enumerate((OPENED, DispatchAccepted(engineer="e-1"), RESOLVED), start=1):
        log.happen("1", event, source=sourced("Case 1", ordinal, "raw"))
    assert row_of(log)["first_response"] == log.events[1].envelope.occurred
    log.happen("1", ACKNOWLEDGED, source=sourced("Case 1", 4, "raw"))
    assert row_of(log)["first_response"] == log.events[3].envelope.occurred


def test_an_imported_ticket_that_came_resolved_was_answered_when_it_came():
    log = ListLog()
    came = OPENED.model_copy(update={"stage": Stage.RESOLVED})
    log.happen("1", came, source=sourced("Case 1", 1, "RESOLVED"))
    assert row_of(log)["first_response"] == log.events[0].envelope.occurred


def test_the_receiver_is_who_took_the_call():
    log = ListLog()
    log.happen("1", OPENED, by="s-009")
    log.happen("1", ACKNOWLEDGED, by="s-010")
    assert row_of(log)["receiver"] == "s-009"


def test_a_customers_own_entry_is_received_by_who_acts_first():
    log = ListLog()
    log.happen("1", OPENED, by="customer-1", role="customer")
    assert row_of(log)["receiver"] is None
    log.happen("1", ACKNOWLEDGED, by="s-010")
    assert row_of(log)["receiver"] == "s-010"


def test_an_imported_ticket_is_received_by_its_first_engineer():
    log = ListLog()
    log.happen("1", OPENED, by="clerk", source=sourced("Case 1", 1, "Insert ticket"))
    log.happen("1", DispatchAccepted(engineer="e-1"), by="clerk", source=sourced("Case 1", 2, "Take in charge"))
    log.happen("1", DispatchAccepted(engineer="e-2"), by="clerk", source=sourced("Case 1", 3, "Take in charge"))
    row = row_of(log)
    assert (row["receiver"], row["engineer"]) == ("e-1", "e-2")
    assert (row["imported"], row["source"], row["source_case"]) == (True, "helpdesk", "Case 1")
    assert row["last_activity"] == "Take in charge"


def test_reopenings_and_irregular_events_are_counted():
    log = ListLog()
    for event in (OPENED, RESOLVED, ResolutionRejected(), RESOLVED, CLOSED, TicketReopened()):
        log.happen("1", event)
    log.happen("1", RESOLVED, irregular="already-so")
    row = row_of(log)
    assert (row["reopenings"], row["rejections"], row["irregular"], row["version"]) == (2, 1, 1, 7)


def test_an_objection_and_a_follow_up_that_says_no_take_the_case_up_again():
    for event in (ObjectionRaised(reason="费用不符"), DISCONTENT):
        log = ListLog()
        for each in (OPENED, RESOLVED, event):
            log.happen("1", each)
        row = row_of(log)
        assert (row["stage"], row["status"], row["reopenings"], row["rejections"]) == ("reopened", "in-progress", 1, 0)


def test_an_archived_ticket_is_shown_as_such():
    log = ListLog()
    for event in (OPENED, RESOLVED, CLOSED, ServiceRecordCompleted(gaps=()), TicketArchived()):
        log.happen("1", event)
    assert row_of(log)["status"] == "archived"


def test_a_back_dated_event_does_not_set_the_row_back():
    log = ListLog()
    log.happen("1", OPENED, START)
    log.happen("1", ACKNOWLEDGED, START + timedelta(hours=2))
    log.happen("1", GRADED, START + timedelta(hours=1))
    assert row_of(log)["updated"] == START + timedelta(hours=2)


@pytest.fixture
async def filled(log: ListLog, store: ReadStore, running: Running) -> ReadStore:
    """Thirty tickets: every third graded, every fifth dispatched; each five reported in the same minute."""
    for count in range(30):
        log.happen(f"202405-{count:05}", OPENED, START + timedelta(minutes=count // 5))
        if count % 3 == 0:
            log.happen(f"202405-{count:05}", GRADED)
        if count % 5 == 0:
            log.happen(f"202405-{count:05}", DISPATCHED)
    async with running(log, store, projections=[register.PROJECTION]) as runner:
        assert await runner.wait_for(len(log.events), 5)
    return store


def test_pages_show_every_row_once_in_order(filled: ReadStore):
    for sort, sign in product(register.SORTS, ("", "-")):
        with filled.read() as connection:
            whole = register.page(connection, sort=sign + sort, limit=100).rows
            paged, after = [], None
            while page := register.page(connection, sort=sign + sort, after=after, limit=7):
                paged += page.rows
                if (after := page.next) is None:
                    break
        assert paged == whole, (sort, sign)
        assert len({row["number"] for row in paged}) == 30, (sort, sign)
        given = [row[sort] for row in whole if row[sort] is not None]
        assert given == sorted(given, reverse=sign == "-"), (sort, sign)
        assert all(row[sort] is None for row in whole[len(given) :]), (sort, sign)


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (RegisterFilter(), 30),
        (RegisterFilter(severity=["urgent"]), 10),
        (RegisterFilter(status=["registered"]), 16),
        (RegisterFilter(status=["registered", "in-progress"]), 22),
        (RegisterFilter(engineer=["e-003"]), 6),
        (RegisterFilter(text="00012"), 1),
        (RegisterFilter(text="无法启动"), 30),
        (RegisterFilter(text="%"), 0),
        (RegisterFilter(text="0000", severity=["urgent"]), 4),
    ],
)
def test_a_filter_leaves_and_counts_the_same_rows(filled: ReadStore, only: RegisterFilter, expected: int):
    with filled.read() as connection:
        assert register.count(connection, only) == Counted(expected)
        assert len(register.page(connection, only, limit=100).rows) == expected


@pytest.mark.parametrize(
    ("only", "most", "expected"),
    [
        (RegisterFilter(), 29, Counted(29, more=True)),
        (RegisterFilter(), 30, Counted(30)),
        (RegisterFilter(), 31, Counted(30)),
        (RegisterFilter(severity=["urgent"]), 9, Counted(9, more=True)),
        (RegisterFilter(severity=["urgent"]), 10, Counted(10)),
        (RegisterFilter(severity=["low"]), 1, Counted(0)),
    ],
)
def test_rows_are_counted_as_far_as_one_looks(filled: ReadStore, only: RegisterFilter, most: int, expected: Counted):
    with filled.read() as connection:
        assert register.Look(only).count(connection, most) == expected


def test_a_broken_cursor_and_an_unknown_column_are_refused_in_one_sentence(filled: ReadStore):
    with filled.read() as connection:
        for cursor in ("x", "W10", "eyJhIjoxfQ"):
            with pytest.raises(BadQuery, match="page cursor is not valid"):
                register.page(connection, after=cursor)
        with pytest.raises(BadQuery, match="Cannot sort by 'phone'"):
            register.page(connection, sort="phone")


def test_one_ticket_is_found_by_its_number(filled: ReadStore):
    with filled.read() as connection:
        found = register.find(connection, "202405-00003")
        assert found is not None
        assert found["severity"] == "urgent"
        assert register.find(connection, "202405-99999") is None
