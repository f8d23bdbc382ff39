"""What an account's commands cause, and why they are refused: TRUST "Access"."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from domain.accounts.commands import (
    COMMANDS,
    AccountCommand,
    ChangePassword,
    CloseAccount,
    EndSessions,
    IssueKey,
    LinkIdentity,
    OpenAccount,
    RemoveSecondFactor,
    ResetAccount,
    RevokeKey,
    SetSecondFactor,
    UnlinkIdentity,
)
from domain.accounts.decide import LONGEST, MOST_KEYS, decide
from domain.accounts.events import (
    EVENTS,
    AccountClosed,
    AccountEvent,
    AccountOpened,
    AccountReset,
    IdentityLinked,
    IdentityUnlinked,
    KeyIssued,
    KeyRevoked,
    PasswordChanged,
    SecondFactorRemoved,
    SecondFactorSet,
    SessionsEnded,
)
from domain.accounts.state import Account, after
from domain.desk.kinds import KINDS, Thing
from domain.refusals import NotAllowed
from domain.rights import RIGHTS, Person, may
from domain.staff.vocabulary import Role

DAY = date(2026, 11, 27)
KEY = "0123456789abcdef"
ISSUE = IssueKey(key=KEY, purpose="排班系统", roles=(Role.AGENT,), reads_only=True, until=DAY)
LINKED, UNLINKED = IdentityLinked(provider="sso.example.com"), IdentityUnlinked()
OPENED, SET, CLOSED = AccountOpened(), SecondFactorSet(), AccountClosed()
ISSUED = KeyIssued(key=KEY, purpose="排班系统", roles=(Role.AGENT,), reads_only=True, until=DAY)


def given(*events: AccountEvent) -> Account | None:
    account = None
    for event in events:
        account = after(account or Account(), event)
    return account


SETTLED = [
    ((), OpenAccount(), OPENED),
    ((OPENED, CLOSED), OpenAccount(), OPENED),
    ((OPENED,), SetSecondFactor(), SET),
    ((OPENED, SET), RemoveSecondFactor(), SecondFactorRemoved()),
    ((OPENED,), LinkIdentity(provider="sso.example.com"), LINKED),
    ((OPENED, LINKED), UnlinkIdentity(), UNLINKED),
    ((OPENED,), ISSUE, ISSUED),
    ((OPENED, ISSUED), RevokeKey(key=KEY), KeyRevoked(key=KEY)),
    ((OPENED,), CloseAccount(), CLOSED),
]
REPEATED = [
    ((OPENED,), ResetAccount(), AccountReset()),
    ((OPENED,), ChangePassword(), PasswordChanged()),
    ((OPENED,), EndSessions(sessions="others"), SessionsEnded(sessions="others")),
]
"""What may be done over and over, each time anew: one command is done once by its id."""


@pytest.mark.parametrize(("before", "command", "event"), [*SETTLED, *REPEATED])
def test_it_works(before: tuple[AccountEvent, ...], command: AccountCommand, event: AccountEvent):
    assert decide(given(*before), command, DAY) == [event]


@pytest.mark.parametrize(("before", "command", "event"), SETTLED)
def test_the_same_again_is_nothing_new(before: tuple[AccountEvent, ...], command: AccountCommand, event: AccountEvent):
    assert decide(given(*before, event), command, DAY) == []


@pytest.mark.parametrize(
    "command", [command for _, command, _ in (*SETTLED[2:], *REPEATED)], ids=lambda each: each.action
)
def test_nothing_is_done_to_an_account_that_was_not_opened_or_is_closed(command: AccountCommand):
    for before, code in (((), "account-not-opened"), ((OPENED, CLOSED), "account-closed")):
        if before and isinstance(command, CloseAccount):
            continue
        with pytest.raises(NotAllowed) as refused:
            decide(given(*before), command, DAY)
        assert refused.value.code == code


def test_a_key_that_was_never_issued_is_not_revoked():
    with pytest.raises(NotAllowed) as refused:
        decide(given(OPENED), RevokeKey(key=KEY), DAY)
    assert refused.value.code == "no-such-key"


@pytest.mark.parametrize("until", [DAY - timedelta(days=1), DAY + LONGEST + timedelta(days=1)])
def test_no_key_is_for_ever_nor_for_yesterday(until: date):
    with pytest.raises(NotAllowed) as refused:
        decide(given(OPENED), ISSUE.model_copy(update={"until": until}), DAY)
    assert refused.value.code == "key-days"


def test_nobody_has_more_keys_than_they_can_keep_in_sight():
    issued = [ISSUED.model_copy(update={"key": f"{place:016x}"}) for place in range(MOST_KEYS)]
    with pytest.raises(NotAllowed) as refused:
        decide(given(OPENED, *issued), ISSUE, DAY)
    assert refused.value.code == "too-many-keys"
    assert decide(given(OPENED, *issued, KeyRevoked(key=issued[0].key)), ISSUE, DAY) == [ISSUED]


def test_a_closed_account_has_no_key_and_no_second_factor_when_it_is_opened_again():
    again = given(OPENED, SET, ISSUED, CLOSED, OPENED)
    assert again == Account(open=True, revoked=frozenset({KEY}))


def test_a_reset_takes_the_second_factor_and_the_identity_away():
    assert given(OPENED, SET, LINKED, AccountReset()) == Account()


def test_every_command_has_an_event_of_its_own_fields():
    assert {command.causes.stored_name for command in COMMANDS.values()} == set(EVENTS)
    for command in COMMANDS.values():
        assert set(command.model_fields) == set(command.causes.model_fields)


@pytest.mark.parametrize("key", ["", "0123", "0123456789ABCDEF", "0123456789abcdeg"])
def test_a_key_is_known_by_sixteen_digits(key: str):
    with pytest.raises(ValidationError):
        RevokeKey(key=key)


@pytest.mark.parametrize(
    "action", ["change-password", "set-second-factor", "remove-second-factor", "link-identity", "issue-key"]
)
def test_what_is_somebodys_own_no_administrator_does_for_them(action: str):
    owned = KINDS["account"].owned("account-a-001", given(OPENED), ChangePassword(), DAY)
    assert isinstance(owned, Thing)
    assert may(Person("a-001", frozenset({"agent"})), action, owned)
    assert not may(Person("m-900", frozenset({"administrator"})), action, owned)


@pytest.mark.parametrize("action", ["open-account", "reset-account", "close-account"])
def test_only_administrators_open_reset_and_close(action: str):
    assert set(RIGHTS[action]) == {"administrator"}
