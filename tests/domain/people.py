"""Named examples of what the staff records say of number 003, to whom a ticket is to be dispatched."""

from datetime import date, timedelta

from domain.staff.events import LeaveTaken, RoleGranted, SkillCertified, StaffEvent, StaffJoined, StaffLeft
from domain.staff.state import Staff, after
from domain.staff.vocabulary import Role
from domain.ticket.known import Known
from tests.domain.specification import NOON

DAY = NOON.date()
TOMORROW = DAY + timedelta(days=1)
NEW_YEAR = date(2024, 1, 1)

JOINED = StaffJoined(name="张工", office="技术员", since=NEW_YEAR)
ENGINEER = RoleGranted(role=Role.ENGINEER, since=NEW_YEAR)
AWAY_TODAY = LeaveTaken(since=DAY, until=DAY, kind="annual")
AWAY_TOMORROW = LeaveTaken(since=TOMORROW, until=TOMORROW, kind="annual")
LEFT = StaffLeft(since=DAY)
LEAVING = StaffLeft(since=TOMORROW)
PHONES = SkillCertified(skill="手机", since=NEW_YEAR, certificate="电子设备维修工")
COOLING = SkillCertified(skill="空调", since=NEW_YEAR)
LAPSED = SkillCertified(skill="空调", since=NEW_YEAR, until=DAY - timedelta(days=1), certificate="制冷设备维修工")
RENEWED = SkillCertified(skill="空调", since=DAY, certificate="制冷设备维修工")

CLERK = after(Staff(number="003"), JOINED)
"""On record and at work, but no engineer."""


def engineer(*events: StaffEvent) -> Staff:
    staff = after(CLERK, ENGINEER)
    for event in events:
        staff = after(staff, event)
    return staff


def supervisor(*events: StaffEvent) -> Staff:
    """Number 002, who judges and calls back."""
    staff = after(Staff(number="002"), JOINED)
    for event in events:
        staff = after(staff, event)
    return staff


def of_staff(person: Staff | None, *, kept: bool = True) -> Known:
    """Where staff records are ``kept``, what they say of number 003."""
    return Known(staff={"003": person}, staff_kept=kept)
