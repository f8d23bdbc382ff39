"""What is stored of customers and staff: it reads back as it was, and no personal value stands in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain.customer import events as customers
from domain.record.event import Event
from domain.staff import events as staff
from domain.ticket.events import Contact
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.customer import specification as people
from tests.customer.recording import recorded
from tests.staff import specification as workers

TOLD: list[tuple[str, Event]] = [
    ("customer-1", people.REGISTERED),
    ("customer-1", customers.CustomerRenamed(name="欧阳修", reason="更正张三")),
    (
        "customer-1",
        customers.ContactChanged(person=2, contact=Contact(name="李四", wechat="lisi-1990", phone="13900000139")),
    ),
    ("customer-1", customers.ContactRemoved(person=2, reason="李四已离职")),
    ("customer-1", people.KEY),
    ("customer-1", people.BY_SMS),
    ("customer-1", people.OWNED),
    ("customer-1", customers.ProductReleased(item=1, released_as="passed-on", reason="转让给李四")),
    ("customer-1", customers.ConsentGiven(purpose="survey", evidence="张三在电话中同意")),
    ("customer-1", customers.ConsentWithdrawn(purpose="survey", reason="张三来电")),
    ("customer-1", customers.MeasureRequested(measure="erase", ground="asked", reason="张三要求")),
    ("customer-1", customers.MeasureDeclined(measure="erase", requested_by="p-1", reason="张三撤回")),
    ("customer-1", people.RESTRICTED),
    ("customer-1", customers.CustomerUnrestricted(requested_by="p-1")),
    ("customer-1", people.ERASED),
    ("customer-1", customers.ErasurePostponed(because="term", until=date(2027, 5, 1), requested_by="p-1")),
    ("customer-1", customers.ErasureCompleted(subject_keys=("0" * 32,), data_keys=7, files=1, tables=20)),
    ("customer-1", customers.TermsEnded(tickets=("202405-00123",), data_keys=4)),
    ("customer-1", customers.HoldPlaced(hold=1, ticket="202405-00123", requested_by="p-1")),
    ("customer-1", customers.HoldLifted(hold=1, requested_by="p-1")),
    ("customer-1", customers.ExportApproved(requested_by="p-1")),
    ("customer-1", customers.ExportFetched()),
    ("staff-003", workers.JOINED),
    ("staff-003", staff.StaffRenamed(name="李四")),
    ("staff-003", staff.OfficeAssigned(office="主管")),
    ("staff-003", workers.ENGINEER),
    ("staff-003", staff.RoleRevoked(role=workers.Role.ENGINEER, since=workers.JUNE_1, reason="李四转岗")),
    (
        "staff-003",
        staff.SkillCertified(skill="空调", since=workers.MAY_1, certificate="证", certificate_number="C-4711"),
    ),
    ("staff-003", staff.SkillWithdrawn(skill="空调", since=workers.MAY_2, reason="李四未续证")),
    ("staff-003", staff.TrainingRecorded(title="空调", day=workers.MAY_1, minutes=240, note="李四补考")),
    ("staff-003", workers.ROSTER),
    ("staff-003", staff.LeaveTaken(since=workers.MAY_1, until=workers.MAY_2, kind="sick", reason="李四住院")),
    ("staff-003", staff.LeaveCancelled(since=workers.MAY_2, until=workers.MAY_2, reason="李四提前返岗")),
    ("staff-003", staff.StandInNamed(absent="004", since=workers.MAY_1, until=workers.MAY_2, reason="李四住院")),
    ("staff-003", staff.StandInReleased(absent="004", since=workers.MAY_2)),
    ("staff-003", workers.IN_TEAM),
    ("staff-003", workers.OUT_OF_TEAM),
    ("staff-003", staff.NoticePreferencesSet(email="lisi@example.com", language="zh", quiet_from="21:00")),
    ("staff-003", staff.StaffLeft(since=workers.JUNE_1, reason="李四辞职")),
]
SECRETS = ("张三", "李四", "欧阳", "张工", "138123", "139000", "lisi", "202403A", "INV-1", "C-4711", "sick", "住院")


@pytest.fixture(scope="module")
def mapper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventMapper]:
    keys = KeyStore.open(Path(tmp_path_factory.mktemp("keys")) / "keys.db", b"k" * 32)
    yield EventMapper(keys)
    keys.close()


@pytest.mark.parametrize(("aggregate", "event"), TOLD, ids=[event.stored_name for _, event in TOLD])
def test_an_event_is_stored_sealed_and_reads_back_as_it_was(mapper: EventMapper, aggregate: str, event: Event) -> None:
    told = recorded(event, aggregate, "a-001", 1)
    stored = mapper.to_stored_event(told)
    assert [secret for secret in SECRETS if secret in stored.state.decode()] == []
    assert mapper.to_domain_event(stored, 1) == told


def test_every_event_of_customers_and_staff_is_among_them() -> None:
    assert {event.stored_name for _, event in TOLD} == {*customers.EVENTS, *staff.EVENTS}
