"""Everything that can have happened to an account (``account-<staff number>``): frozen facts under stored names.

Passwords, secrets of second factors, sessions, keys and one-time links stand in a store of their own, and in no event;
nor does a sign-in, of which a stranger could make as many as they like.
"""

from datetime import date
from typing import Final, Literal, get_args

from domain.record.event import Event, Label
from domain.staff.vocabulary import Role

Which = Literal["one", "others", "all"]
"""Of somebody's sessions."""


class AccountOpened(Event):
    """The person may sign in, once they have chosen a password by a one-time link; also again, after it was closed."""

    stored_name = "account-opened"


class AccountReset(Event):
    """Password and second factor count no longer, and no session: a new one-time link was given out."""

    stored_name = "account-reset"


class PasswordChanged(Event):
    """The person has chosen a password; other sessions have ended."""

    stored_name = "password-changed"


class SecondFactorSet(Event):
    """To sign in takes a code as well, which changes every half minute."""

    stored_name = "second-factor-set"


class SecondFactorRemoved(Event):
    """The password alone is enough again."""

    stored_name = "second-factor-removed"


class IdentityLinked(Event):
    """The person may sign in by what an identity provider knows them as; who they are there stands in no event."""

    stored_name = "identity-linked"
    provider: Label


class IdentityUnlinked(Event):
    """The identity provider lets them in no longer, and all other sessions have ended."""

    stored_name = "identity-unlinked"


class SessionsEnded(Event):
    """Whoever was signed in so has to do it again."""

    stored_name = "sessions-ended"
    sessions: Which


class KeyIssued(Event):
    """A program may act for the person in some of their roles until the end of a day; ``purpose`` says what for."""

    stored_name = "key-issued"
    key: str
    purpose: Label
    roles: tuple[Role, ...]
    reads_only: bool
    until: date


class KeyRevoked(Event):
    """That key opens nothing any more."""

    stored_name = "key-revoked"
    key: str


class AccountClosed(Event):
    """Nobody signs in by it, and no session or key of it counts."""

    stored_name = "account-closed"


AccountEvent = (
    AccountOpened
    | AccountReset
    | PasswordChanged
    | SecondFactorSet
    | SecondFactorRemoved
    | IdentityLinked
    | IdentityUnlinked
    | SessionsEnded
    | KeyIssued
    | KeyRevoked
    | AccountClosed
)

EVENTS: Final[dict[str, type[AccountEvent]]] = {event.stored_name: event for event in get_args(AccountEvent)}
"""Every event type by its stored name."""
