"""An account's state, as far as the rules need it, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import assert_never, cast

from domain.accounts.events import (
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
from domain.record.envelope import Recorded


@dataclass(frozen=True, slots=True)
class Account:
    """Whether one can sign in by it, and by an identity provider (``linked``).

    ``keys`` are those that open something, ``revoked`` those that did.
    """

    open: bool = True
    second_factor: bool = False
    linked: bool = False
    keys: frozenset[str] = frozenset()
    revoked: frozenset[str] = frozenset()


def evolve(account: Account | None, recorded: Recorded) -> Account:
    """The state after an event. Never refuses: it has happened, in whatever order."""
    return after(account or Account(), cast("AccountEvent", recorded.event))


def after(account: Account, event: AccountEvent) -> Account:
    """What an event makes of an account."""
    match event:
        case AccountOpened():
            return replace(account, open=True)
        case AccountReset():
            return replace(account, second_factor=False, linked=False)
        case SecondFactorSet():
            return replace(account, second_factor=True)
        case SecondFactorRemoved():
            return replace(account, second_factor=False)
        case IdentityLinked():
            return replace(account, linked=True)
        case IdentityUnlinked():
            return replace(account, linked=False)
        case KeyIssued(key=key):
            return replace(account, keys=account.keys | {key})
        case KeyRevoked(key=key):
            return replace(account, keys=account.keys - {key}, revoked=account.revoked | {key})
        case AccountClosed():
            return Account(open=False, revoked=account.revoked | account.keys)
        case PasswordChanged() | SessionsEnded():
            return account
        case _:
            assert_never(event)
