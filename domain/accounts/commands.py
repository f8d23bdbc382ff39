"""Everything that can be asked of an account: imperative, validated, and without who or when."""

from typing import Annotated, Final, get_args

from pydantic import Field, StringConstraints

from domain.accounts import events
from domain.accounts.events import Which
from domain.record.command import Command
from domain.record.day import Day
from domain.record.event import Label
from domain.staff.vocabulary import Role

KeyId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
"""By which a key is known; it opens nothing."""


class OpenAccount(Command):
    """Let a member of staff sign in, or let them again."""

    action = "open-account"
    causes = events.AccountOpened


class ResetAccount(Command):
    """Give out a new one-time link to who lost their password or second factor; both count no longer."""

    action = "reset-account"
    causes = events.AccountReset


class ChangePassword(Command):
    """Choose one's password."""

    action = "change-password"
    causes = events.PasswordChanged


class SetSecondFactor(Command):
    """Ask for a code as well whenever one signs in."""

    action = "set-second-factor"
    causes = events.SecondFactorSet


class RemoveSecondFactor(Command):
    """Sign in by the password alone again."""

    action = "remove-second-factor"
    causes = events.SecondFactorRemoved


class LinkIdentity(Command):
    """Sign in by an identity provider as well, as whom it knows one."""

    action = "link-identity"
    causes = events.IdentityLinked
    provider: Label


class UnlinkIdentity(Command):
    """Sign in by the identity provider no more."""

    action = "unlink-identity"
    causes = events.IdentityUnlinked


class EndSessions(Command):
    """Sign somebody out: in one place, in all others, or everywhere."""

    action = "end-sessions"
    causes = events.SessionsEnded
    sessions: Which


class IssueKey(Command):
    """Let a program act for one, in some of one's roles, until the end of a day."""

    action = "issue-key"
    causes = events.KeyIssued
    key: KeyId
    purpose: Label
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=20)]
    reads_only: bool
    until: Day


class RevokeKey(Command):
    """Let a key open nothing any more."""

    action = "revoke-key"
    causes = events.KeyRevoked
    key: KeyId


class CloseAccount(Command):
    """Let nobody sign in by the account any more."""

    action = "close-account"
    causes = events.AccountClosed


AccountCommand = (
    OpenAccount
    | ResetAccount
    | ChangePassword
    | SetSecondFactor
    | RemoveSecondFactor
    | LinkIdentity
    | UnlinkIdentity
    | EndSessions
    | IssueKey
    | RevokeKey
    | CloseAccount
)

COMMANDS: Final[dict[str, type[AccountCommand]]] = {command.action: command for command in get_args(AccountCommand)}
"""Every command by the word it has in the rights table."""
