"""How somebody says that they want to be told: said whole, replaces what was said, and is theirs to say."""

from datetime import time

import pytest

from domain.desk.kinds import KINDS, Thing
from domain.notices.preferences import Preferences, of_staff
from domain.refusals import NotAllowed
from domain.rights import Person, may
from domain.staff.commands import SetNoticePreferences
from domain.staff.decide import decide
from domain.staff.events import NoticePreferencesSet
from domain.staff.state import after
from domain.staff.vocabulary import Role
from tests.notices.office import NOON, ZONE, member

DAY = NOON.astimezone(ZONE).date()
ENGINEER = member("003", Role.ENGINEER)
WISHES = SetNoticePreferences(email="new@desk.example", quiet_from="20:00", quiet_until="06:30", digest="08:15")
SET = NoticePreferencesSet(email="new@desk.example", quiet_from="20:00", quiet_until="06:30", digest="08:15")


def test_wishes_are_recorded_and_the_same_again_is_nothing_new():
    assert decide(ENGINEER, WISHES, "003") == [SET]
    assert decide(after(ENGINEER, SET), WISHES, "003") == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (SetNoticePreferences(quiet_from="20:00"), "quiet-hours-half"),
        (SetNoticePreferences(quiet_until="06:00"), "quiet-hours-half"),
        (SetNoticePreferences(channels=("email",)), "no-address-for-email"),
    ],
)
def test_half_a_wish_is_refused(command: SetNoticePreferences, code: str):
    with pytest.raises(NotAllowed) as refused:
        decide(ENGINEER, command, "003")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "address",
    ["nobody", "a b@desk.example", "a@b@c", "<a@desk.example>", "a@desk.example\nBcc: x@y", "a,b@c.de", "a@[b.c"],
)
def test_what_is_no_address_is_none(address: str):
    with pytest.raises(ValueError, match="email"):
        SetNoticePreferences(email=address)


def test_what_was_said_holds_and_the_rest_as_for_everybody():
    assert of_staff(after(ENGINEER, SET), DAY) == Preferences(quiet=(time(20), time(6, 30)), digest=time(8, 15))
    assert of_staff(after(ENGINEER, NoticePreferencesSet(language="en")), DAY).quiet == (time(22), time(7))


def test_everybody_may_say_it_for_themself_and_a_supervisor_for_their_team():
    owned = KINDS["staff"].owned("staff-003", ENGINEER, WISHES, DAY)
    assert isinstance(owned, Thing)
    assert may(Person("003", frozenset({"engineer"})), WISHES.action, owned)
    assert not may(Person("004", frozenset({"engineer"})), WISHES.action, owned)
    assert may(Person("s-001", frozenset({"supervisor"})), WISHES.action, owned)
