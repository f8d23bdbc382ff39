"""A correction of what a ticket's opening says of a customer: found and shown by what is right, and by that alone."""

from dataclasses import replace

import pytest

from domain.customer.finding import Kind
from domain.ticket.events import CorrectionRecorded
from projections.customers import finding
from projections.customers.tables import ALL, TICKETS
from projections.store import ReadStore
from tests.projections.people import PeopleLog
from tests.projections.test_customers import ERASED_EVENT, LIS, OPENED, both, filled, found, known, store

__all__ = ["store"]


def right(field: str, text: str | None) -> CorrectionRecorded:
    return CorrectionRecorded(version=1, field=field, right=text, reason="听错")


def once_corrected(store: ReadStore, *corrections: CorrectionRecorded) -> finding.Known:
    return known(filled(store, both().happen("ticket-202405-00001", *corrections, customer=LIS)), LIS)


@pytest.mark.parametrize(
    ("kind", "field", "old", "new"),
    [
        ("phone", "contact.phone", "13900005678", "13700007777"),
        ("email", "contact.email", "li@example.com", "lina@example.com"),
        ("serial", "product.serial", "202403A0001", "202403C7777"),
        ("order", "order_number", "JD-2024-0501", "JD-2024-0777"),
    ],
)
def test_a_corrected_opening_is_found_by_what_is_right_only(
    store: ReadStore, kind: Kind, field: str, old: str, new: str
) -> None:
    once_corrected(store, right(field, old), right(field, new))
    assert LIS not in found(store, kind, old)
    assert found(store, kind, new) == [LIS]
    assert new not in str([store.dump(table) for table in ALL])


def test_what_was_never_so_finds_nobody_and_the_next_best_is_shown(store: ReadStore) -> None:
    li = once_corrected(store, right("contact.phone", "13700007777"), right("contact.phone", None))
    assert found(store, "phone", "13700007777") == []
    assert [ticket["reach"] for ticket in li.tickets] == ["***@example.com"]


def test_a_corrected_opening_is_shown_right_and_masked(store: ReadStore) -> None:
    said = {"customer_name": "王五", "contact.name": "赵六", "contact.phone": "13700007777", "kind": "consultation"}
    product = {"product.model": "KFR-50", "product.warranty_months": "24", "product.serial": "202403C7777"}
    li = once_corrected(store, *(right(field, text) for field, text in (said | product).items()))
    [ticket] = li.tickets
    assert {name: ticket[name] for name in ("customer_name", "contact", "reach", "kind")} == {
        "customer_name": "王*",
        "contact": "赵*",
        "reach": "137****7777",
        "kind": "consultation",
    }
    assert (ticket["model"], ticket["warranty_months"], ticket["serial"]) == ("KFR-50", 24, "202403*****")


def test_what_was_taken_for_a_company_is_masked_once_it_is_a_person(store: ReadStore) -> None:
    company = OPENED.model_copy(update={"company": True})
    log = PeopleLog().happen("ticket-202405-00001", company, right("company", "false"), customer=LIS)
    [ticket] = known(filled(store, log), LIS).tickets
    assert (ticket["customer_name"], ticket["company"]) == ("李*", False)


def test_a_correction_tells_nothing_of_who_was_erased(store: ReadStore) -> None:
    log = both().happen(LIS, ERASED_EVENT).happen("ticket-202405-00001", right("contact.phone", "13700007777"))
    log.events[-1] = replace(log.events[-1], envelope=log.events[-1].envelope.model_copy(update={"customer": LIS}))
    filled(store, log)
    assert found(store, "phone", "13700007777") == []
    assert [row["reach"] for row in store.dump(TICKETS)] == [None]


def test_a_correction_of_another_event_is_not_the_openings(store: ReadStore) -> None:
    other = right("contact.phone", "13700007777").model_copy(update={"version": 2})
    once_corrected(store, other)
    assert found(store, "phone", "13700007777") == []
