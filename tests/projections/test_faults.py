"""The product fault register: the register's rows of tickets about faults, under the department's own headings."""

from datetime import date

import pytest

from domain.policy.events import PolicyPublished
from domain.rulebook.commands import digest
from domain.staff.events import StaffJoined
from domain.ticket.events import (
    HandlingStarted,
    TicketCancelled,
    TicketLinked,
    TicketMerged,
    TicketOpened,
    TicketRouted,
    WorkLogged,
)
from domain.ticket.vocabulary import Channel, Kind
from projections import register
from projections.register import RegisterFilter
from projections.sheets.sheet import Reader
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.wording.words import STATUSES
from tests.projections.every_event import EVERY, SAID
from tests.projections.examples import GRADED, OPENED, OUR_PACK
from tests.projections.logs import SHANGHAI, ListLog, at
from tests.projections.people import fill
from tests.projections.test_properties import folded

ALL, FAULTS = RegisterFilter(), RegisterFilter(kind=["fault"])


def rows_of(store: ReadStore, log: ListLog, only: RegisterFilter = ALL) -> list[Row]:
    fill(store, register.PROJECTION, log.events)
    with store.read() as connection:
        return register.page(connection, only, sort="number", limit=1000).rows


def test_only_faults_are_in_the_fault_register(store: ReadStore):
    log = ListLog()
    for kind in Kind:
        log.happen(kind.value, OPENED.model_copy(update={"kind": kind}))
    assert [row["number"] for row in rows_of(store, log, FAULTS)] == ["fault"]
    with store.read() as connection:
        assert register.count(connection, FAULTS).rows == 1


@pytest.mark.parametrize(
    ("purchased", "shown"), [("2024-03", "2024年3月"), ("2024-11-05", "2024年11月5日"), (None, "")]
)
def test_a_purchase_is_as_exact_as_it_is_known(purchased: str | None, shown: str, sqlite_store: ReadStore):
    product = SAID.product.model_copy(update={"purchased": purchased}) if SAID.product else None
    log = ListLog()
    log.happen("1", SAID.model_copy(update={"product": product}))
    rows = rows_of(sqlite_store, log)
    chinese, english = (next(register.FAULTS.texts(rows, Reader(SHANGHAI, spoken))) for spoken in (True, False))
    assert (chinese[7], english[7]) == (shown, purchased or "")


def test_a_department_s_own_pack_gives_words_and_masks_from_its_publication_on(store: ReadStore):
    log = ListLog()
    log.record("policy-ours", PolicyPublished(version=1, sha256=digest(OUR_PACK), text=OUR_PACK))
    log.happen("1", SAID, policy="ours@1")
    log.happen("1", GRADED.model_copy(update={"severity": "1"}), policy="ours@1")
    [row] = rows_of(store, log)
    [texts] = register.FAULTS.texts([row], Reader(SHANGHAI))
    assert (texts[8], texts[2], texts[1]) == ("特急", "z***@example.com", "王*")


def test_who_received_it_is_shown_by_the_mask_of_either_sheet(store: ReadStore):
    log = ListLog()
    log.record("staff-a-001", StaffJoined(name="刘洋", office="客服", since=date(2024, 5, 1)))
    log.happen("1", OPENED, by="a-001")
    log.happen("2", OPENED, by="a-002")
    rows = rows_of(store, log)
    orders, faults = (list(sheet.texts(rows, Reader(SHANGHAI))) for sheet in (register.SHEET, register.FAULTS))
    assert [(row[8], fault[9]) for row, fault in zip(orders, faults, strict=True)] == [
        ("刘*", "*客服"),
        ("a-002", "a-002"),
    ]


def test_to_whom_a_ticket_was_routed_and_what_it_belongs_to(store: ReadStore):
    log = ListLog()
    for number in "12345":
        log.happen(number, OPENED)
    log.happen("1", TicketRouted(staff="e-003", team="north"))
    log.happen("2", TicketLinked(other="1", relation="duplicate"))
    log.happen("3", TicketLinked(other="1", relation="repeat"))
    log.happen("4", TicketMerged(into="1"))
    log.happen("5", TicketCancelled(cancelled_as="duplicate", duplicate_of="1"))
    for other in "23":
        log.happen("1", TicketLinked(other=other, relation="repeated"))
    rows = rows_of(store, log)
    assert (rows[0]["handler"], rows[0]["team"], rows[0]["repeat_of"]) == ("e-003", "north", None)
    links = [(row["duplicate_of"], row["repeat_of"], row["merged_into"]) for row in rows]
    assert links == [(None, None, None), ("1", None, None), (None, "1", None), (None, None, "1"), ("1", None, None)]
    assert STATUSES[rows[3]["status"]][0] == "已取消"


@pytest.mark.parametrize("event", [HandlingStarted(where="remote"), WorkLogged(work="repair", steps="更换")])
def test_a_ticket_is_worked_on_once_its_handling_began(event: HandlingStarted | WorkLogged, sqlite_store: ReadStore):
    log = ListLog()
    log.happen("1", OPENED)
    log.happen("1", event)
    [row] = rows_of(sqlite_store, log)
    assert STATUSES[row["status"]][0] == "处理中"


def test_every_event_alone_and_all_in_a_row_equal_their_fold(store: ReadStore):
    log = ListLog()
    for place, event in enumerate(EVERY):
        log.happen(f"{place:03}", TicketOpened(channel=Channel.WEB, kind=Kind.FAULT), at("09:00"), policy="appliance@1")
        for number in (f"{place:03}", "all"):
            log.happen(number, event, policy="appliance@1")
    fill(store, register.PROJECTION, log.events, cuts=range(7, len(log.events), 7))
    assert store.dump(register.REGISTER) == folded(log.events)
