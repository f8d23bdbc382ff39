"""The rules of an account: what a command causes, or why it is refused. Pure; asking twice is harmless."""

from datetime import date, timedelta
from typing import Final, cast

from domain.accounts.commands import (
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
from domain.accounts.events import AccountEvent
from domain.accounts.state import Account
from domain.refusals import NotAllowed

MOST_KEYS: Final = 20
"""That count at a time: whoever has more has lost sight of them."""
LONGEST: Final = timedelta(days=366)
"""That a key counts: none is for ever."""


def decide(account: Account | None, command: AccountCommand, day: date) -> list[AccountEvent]:
    """Answer a command with the events it causes; an empty list means already so. Raises NotAllowed."""
    if account is None:
        if not isinstance(command, OpenAccount):
            raise NotAllowed("account-not-opened")
        return [_caused(command)]
    if not account.open:
        match command:
            case CloseAccount():
                return []
            case OpenAccount():
                return [_caused(command)]
            case _:
                raise NotAllowed("account-closed")
    return [] if _already_so(account, command) else [_caused(_checked(account, command, day))]


def _already_so(account: Account, command: AccountCommand) -> bool:
    match command:
        case OpenAccount():
            return True
        case SetSecondFactor():
            return account.second_factor
        case RemoveSecondFactor():
            return not account.second_factor
        case LinkIdentity():
            return account.linked
        case UnlinkIdentity():
            return not account.linked
        case IssueKey(key=key):
            return key in account.keys
        case RevokeKey(key=key):
            return key in account.revoked
        case ResetAccount() | ChangePassword() | EndSessions() | CloseAccount():
            return False


def _checked(account: Account, command: AccountCommand, day: date) -> AccountCommand:
    """Raises NotAllowed for what is not so."""
    match command:
        case RevokeKey(key=key) if key not in account.keys:
            raise NotAllowed("no-such-key", key=key)
        case IssueKey() if len(account.keys) >= MOST_KEYS:
            raise NotAllowed("too-many-keys", most=MOST_KEYS)
        case IssueKey(until=until) if not day <= until <= day + LONGEST:
            raise NotAllowed("key-days", first=day, last=day + LONGEST)
        case _:
            return command


def _caused(command: AccountCommand) -> AccountEvent:
    said = {name: getattr(command, name) for name in type(command).model_fields}
    return cast("AccountEvent", command.causes.model_validate(said))
