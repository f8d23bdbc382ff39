"""Customers are found by phone, e-mail, serial and order number, and no table holds one of these in the clear."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.customer.events import (
    ContactChanged,
    ContactRemoved,
    ContractAgreed,
    CustomerErased,
    CustomerRegistered,
    CustomerRenamed,
    CustomerRestricted,
    CustomerUnrestricted,
    NoticesChosen,
    ProductRegistered,
    ProductReleased,
)
from domain.customer.finding import Kind
from domain.record.event import Event
from domain.record.personal import ERASED
from domain.ticket.events import Contact, CorrectionRecorded, NoteAdded, Score, SurveyAnswered, TicketOpened
from domain.ticket.vocabulary import Channel
from domain.ticket.vocabulary import Kind as Asked
from projections.customers import PROJECTION, finding
from projections.customers.tables import ALL, CUSTOMERS
from projections.errors import BadQuery
from projections.store import ReadStore
from tests.customer.specification import AIR_CONDITIONER, LI, OWNED, PHONE, REGISTERED, SECOND_CONTACT, ZHANG
from tests.projections.people import PeopleLog, blind, fill
from tests.trying import tries

ZHANGS, LIS = "customer-zhang", "customer-li"
OPENED = TicketOpened(
    channel=Channel.PHONE,
    kind=Asked.FAULT,
    customer_name="李四",
    contact=LI,
    order_number="JD-2024-0501",
    product=AIR_CONDITIONER,
)
RESTRICTED, UNRESTRICTED = CustomerRestricted(requested_by="p-1"), CustomerUnrestricted(requested_by="p-1")
ERASED_EVENT = CustomerErased(requested_by="p-1")
SECRETS = ("13812345678", "张三", "李四", "li@example.com", "202403A0001", "202404B0002", "JD-2024-0501", "JD20240501")


@pytest.fixture
def store(database: Path | str) -> Iterator[ReadStore]:
    with closing(ReadStore.open(database, blind)) as store:
        yield store


def filled(store: ReadStore, log: PeopleLog) -> ReadStore:
    return fill(store, PROJECTION, log.events)


def found(store: ReadStore, kind: Kind, value: str) -> list[str]:
    with store.read() as connection:
        return [known.row["customer"] for known in finding.found_by(connection, kind, value)]


def known(store: ReadStore, customer: str = ZHANGS) -> finding.Known:
    with store.read() as connection:
        return finding.find(connection, customer) or pytest.fail("not on record")


def both() -> PeopleLog:
    """Zhang is registered with an air conditioner; Li has called about one of the same serial number."""
    log = PeopleLog().happen(ZHANGS, REGISTERED, OWNED)
    return log.happen("ticket-202405-00001", OPENED, NoteAdded(text="x"), customer=LIS)


@pytest.mark.parametrize(
    ("kind", "value", "customers"),
    [
        ("phone", "138 1234 5678", [ZHANGS]),
        ("phone", "+86 13812345678", [ZHANGS]),
        ("email", "LI@example.com", [LIS]),
        ("serial", "202403a-0001", [LIS, ZHANGS]),
        ("order", "jd 2024 0501", [LIS]),
        ("phone", "13800000000", []),
        ("serial", "x", []),
    ],
)
def test_a_customer_is_found_however_the_value_is_written(
    store: ReadStore, kind: Kind, value: str, customers: list[str]
) -> None:
    assert found(filled(store, both()), kind, value) == customers


def test_no_table_holds_a_readable_value(store: ReadStore) -> None:
    filled(store, both().happen(ZHANGS, SECOND_CONTACT, ProductRegistered(item=2, product=PHONE)))
    rows = str([store.dump(table) for table in ALL])
    assert [secret for secret in SECRETS if secret in rows] == []


def test_without_the_key_nothing_is_kept_to_be_found_by(database: Path | str) -> None:
    with closing(ReadStore.open(database)) as keyless:
        fill(keyless, PROJECTION, both().events)
        assert keyless.dump(ALL[-1]) == []
        with keyless.read() as connection, pytest.raises(finding.NoIndexKey):
            finding.found_by(connection, "phone", "13812345678")


def test_a_tickets_last_answer_stands_without_its_comment(store: ReadStore) -> None:
    low = SurveyAnswered(survey=1, scores=(Score(question="attitude", score=2),), low=True, comment="李四很生气")
    well = SurveyAnswered(survey=2, scores=(Score(question="attitude", score=5),), low=False, recommend=9)
    log = both().happen("ticket-202405-00001", low, customer=LIS)
    first = known(filled(store, log), LIS).tickets[0]["feedback"]
    assert "生气" not in first
    log = both().happen("ticket-202405-00001", low, well, customer=LIS)
    told = json.loads(known(filled(store, log), LIS).tickets[0]["feedback"])
    assert (told["scores"], told["low"], told["recommend"]) == ({"attitude": 5}, False, 9)


def test_what_is_known_is_shown_masked(store: ReadStore) -> None:
    zhang = known(filled(store, both()))
    assert zhang.row | {"updated": None, "registered": None} == {
        "customer": ZHANGS,
        "name": "科技有限公司",
        "company": True,
        "tier": "standard",
        "dedicated_staff": None,
        "notices": None,
        "registered": None,
        "restricted": False,
        "erased": False,
        "contacts": 1,
        "products": 1,
        "tickets": 0,
        "version": 2,
        "updated": None,
    }
    assert [(one["person"], one["name"], one["reach"]) for one in zhang.contacts] == [(1, "张*", "138****5678")]
    [product] = zhang.products
    assert (product["item"], product["model"], product["serial"]) == (1, "KFR-35", "202403*****")
    assert product["purchased"] == "2024-03"


def test_a_customer_known_by_a_ticket_alone_has_its_name_and_product(store: ReadStore) -> None:
    li = known(filled(store, both()), LIS)
    assert (li.row["name"], li.row["registered"], li.row["version"], li.row["tickets"]) == ("李*", None, 0, 1)
    [ticket] = li.tickets
    assert (ticket["number"], ticket["reach"], ticket["serial"]) == ("202405-00001", "***@example.com", "202403*****")


def test_the_same_serial_number_is_told_by_its_hash(store: ReadStore) -> None:
    filled(store, both())
    [product], [ticket] = known(store).products, known(store, LIS).tickets
    assert product["blind"] == ticket["blind"] == blind("serial", "202403A0001")
    with store.read() as connection:
        assert finding.tickets_of(connection, "serial", [product["blind"]]) == {"202405-00001": product["blind"]}


def test_a_changed_contact_is_found_by_the_new_number_only(store: ReadStore) -> None:
    moved = ContactChanged(person=1, contact=Contact(name="张三", phone="13900005678"))
    filled(store, both().happen(ZHANGS, moved))
    assert found(store, "phone", "13812345678") == []
    assert found(store, "phone", "13900005678") == [ZHANGS]


def test_a_removed_contact_is_not_found_nor_shown(store: ReadStore) -> None:
    filled(store, both().happen(ZHANGS, ContactRemoved(person=1)))
    assert found(store, "phone", "13812345678") == []
    assert known(store).contacts == []


def test_a_released_product_is_not_found_nor_shown(store: ReadStore) -> None:
    filled(store, both().happen(ZHANGS, ProductReleased(item=1, released_as="passed-on")))
    assert found(store, "serial", "202403A0001") == [LIS]
    assert known(store).products == []


def test_a_corrected_product_is_found_by_the_right_serial_only(store: ReadStore) -> None:
    filled(store, both().happen(ZHANGS, ProductRegistered(item=1, product=PHONE)))
    assert found(store, "serial", "202403A0001") == [LIS]
    assert found(store, "serial", "202404B0002") == [ZHANGS]


def test_a_restricted_customer_is_not_found_until_unrestricted(store: ReadStore) -> None:
    filled(store, both().happen(ZHANGS, RESTRICTED))
    assert found(store, "phone", "13812345678") == []
    with store.read() as connection:
        assert finding.count(connection) == 1
        assert known(store).row["restricted"]


def test_the_tickets_of_a_restricted_customer_are_known_to_the_program(store: ReadStore) -> None:
    log = PeopleLog()
    for number in ("2", "1"):
        log.happen(f"ticket-202405-0000{number}", OPENED, customer=ZHANGS)
    log.happen("ticket-202405-00003", OPENED, customer=LIS)
    log.happen(ZHANGS, REGISTERED)
    log.happen(ZHANGS, RESTRICTED)
    with filled(store, log).read() as connection:
        assert finding.numbers_of(connection, ZHANGS) == ["202405-00001", "202405-00002"]


def test_an_unrestricted_customer_is_found_again(store: ReadStore) -> None:
    filled(store, both().happen(ZHANGS, RESTRICTED, UNRESTRICTED))
    assert found(store, "phone", "13812345678") == [ZHANGS]


def test_of_an_erased_customer_nothing_is_left_but_counts(store: ReadStore) -> None:
    second = TicketOpened(channel=Channel.PHONE, kind=Asked.FAULT, contact=ZHANG, product=PHONE)
    log = both().happen("ticket-202405-00002", second, customer=ZHANGS).happen(ZHANGS, SECOND_CONTACT, ERASED_EVENT)
    filled(store, log)
    mine = [row for table in ALL for row in store.dump(table) if row["customer"] == ZHANGS]
    values = {
        value for row in mine for name, value in row.items() if name in ("name", "reach", "contact", "serial", "blind")
    }
    assert values <= {None, "智能空调", "智能手机"}
    assert known(store).row["erased"]
    assert found(store, "serial", "202404B0002") == []


def test_what_was_erased_before_it_was_read_leaves_the_same_rows(database: Path | str) -> None:
    """A rebuild reads [erased] where the first fold read values."""
    gone = Contact(name=ERASED, salutation=ERASED, phone=ERASED)
    product = AIR_CONDITIONER.model_copy(update={"serial": ERASED})
    tables = [
        _dumped(PeopleLog().happen(ZHANGS, *events, ERASED_EVENT))
        for events in (
            (CustomerRegistered(name="张三", contact=ZHANG), OWNED, CustomerRenamed(name="章三")),
            (
                CustomerRegistered(name=ERASED, contact=gone),
                ProductRegistered(item=1, product=product),
                CustomerRenamed(name=ERASED),
            ),
        )
    ]
    assert _without_places(tables[0]) == _without_places(tables[1])


def test_tier_and_notices_are_those_said_last(store: ReadStore) -> None:
    changes = (ContractAgreed(tier="key", dedicated_staff="a-009"), NoticesChosen(notices="sms"))
    row = known(filled(store, both().happen(ZHANGS, *changes))).row
    assert (row["tier"], row["dedicated_staff"], row["notices"]) == ("key", "a-009", "sms")


def test_a_page_lists_customers_by_when_they_were_last_seen(store: ReadStore) -> None:
    with filled(store, both()).read() as connection:
        assert [row["customer"] for row in finding.page(connection).rows] == [LIS, ZHANGS]
        assert finding.page(connection, limit=1).next is not None
        with pytest.raises(BadQuery):
            finding.page(connection, sort="name")


@pytest.mark.parametrize("customer", ["customer-nobody", "customer-\0"])
def test_nobody_is_found_who_is_not_on_record(store: ReadStore, customer: str) -> None:
    with filled(store, both()).read() as connection:
        assert finding.find(connection, customer) is None


EVENTS: list[Event] = [
    REGISTERED,
    SECOND_CONTACT,
    ContactRemoved(person=1),
    OWNED,
    ProductRegistered(item=2, product=PHONE),
    ProductReleased(item=1, released_as="returned"),
    RESTRICTED,
    UNRESTRICTED,
    ERASED_EVENT,
    OPENED,
    CorrectionRecorded(version=1, field="contact.phone", right="13700007777", reason="听错"),
    CorrectionRecorded(version=1, field="product.model", right="KFR-50", reason="听错"),
]


@settings(max_examples=tries(12), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(1, 2)), max_size=20), st.lists(st.integers(1, 20)))
def test_any_cut_into_batches_gives_the_same_tables(life: list[tuple[Event, int]], cuts: list[int]) -> None:
    log = _lived(life)
    assert _dumped(log, cuts) == _dumped(log)


@settings(max_examples=tries(12), deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(1, 2)), max_size=14), st.integers(0, 13))
def test_whatever_was_left_out_and_is_folded_later_gives_the_same_tables(
    life: list[tuple[Event, int]], nth: int
) -> None:
    """As a ticket or a customer that was parked and replayed."""
    log = _lived(life)
    aggregates = [event.envelope.aggregate for event in log.events]
    late = aggregates[nth % len(aggregates)] if aggregates else ""
    reordered = PeopleLog()
    ordered = sorted(log.events, key=lambda event: event.envelope.aggregate == late)
    reordered.events = [replace(event, sequence=place) for place, event in enumerate(ordered, 1)]
    assert _dumped(reordered) == _dumped(log)


def _lived(life: list[tuple[Event, int]]) -> PeopleLog:
    log, newest = PeopleLog(), dict[int, str]()
    for place, (event, who) in enumerate(life):
        aggregate = f"ticket-{place}" if isinstance(event, TicketOpened) else f"customer-{who}"
        if isinstance(event, TicketOpened):
            newest[who] = aggregate
        if isinstance(event, CorrectionRecorded):
            if who not in newest:
                continue
            aggregate = newest[who]
        log.happen(aggregate, event, customer=f"customer-{who}")
    return log


def _dumped(log: PeopleLog, cuts: list[int] | None = None) -> dict[str, list[dict[str, object]]]:
    with closing(ReadStore.in_memory(blind)) as store:
        fill(store, PROJECTION, log.events, cuts or ())
        return {table.name: store.dump(table) for table in ALL}


def _without_places(tables: dict[str, list[dict[str, object]]]) -> dict[str, list[dict[str, object]]]:
    """A value that was erased before it was read never had a place."""
    return tables | {"customer_findable": [row for row in tables["customer_findable"] if row["blind"]]}


def test_events_of_tickets_that_open_nothing_leave_no_row(store: ReadStore) -> None:
    filled(store, PeopleLog().happen("ticket-1", NoteAdded(text="x"), customer=ZHANGS))
    assert store.dump(CUSTOMERS) == []
