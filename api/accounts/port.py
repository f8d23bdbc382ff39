"""What the API and the pages ask of the store of accounts: secrets stay in it, answers say how things stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

State = Literal["waiting", "open", "closed"]
"""``waiting``: opened or reset, and since then no password chosen and no identity linked."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is at an identity provider: by its address, the name that it never gives to another."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an account stands; ``recovery_codes`` are those not used yet.

    ``password`` and ``linked``: whether one signs in by a password, and by the identity provider.
    """

    number: str
    state: State
    password: bool
    linked: bool
    second_factor: bool
    recovery_codes: int
    sessions: int
    signed_in: datetime | None


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in, or ``half``: their password was right, and their code is still to come."""

    id: str
    number: str
    half: bool
    begun: datetime
    seen: datetime
    browser: str


@dataclass(frozen=True, slots=True)
class ProgramKey:
    """A key that a program acts with; ``roles`` are some of the person's."""

    id: str
    number: str
    purpose: str
    roles: frozenset[str]
    reads_only: bool
    issued: datetime
    until: date
    used: datetime | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """Whom a link lets choose a password; nobody yet for that of the first administrator."""

    number: str | None
    until: datetime


class Accounts(Protocol):
    """Raises ApiProblem for what is wrong or refused; what the log has to know of is the caller's to record before."""

    @property
    def address(self) -> str | None:
        """Under which people open the pages, where that was said: ``https://desk.example.com``."""
        ...

    def any(self) -> bool:
        """Whether anybody can sign in by an account yet."""
        ...

    def standing(self, number: str) -> Standing | None: ...

    def all(self) -> Sequence[Standing]:
        """By staff number."""
        ...

    def first_link(self) -> str:
        """The one link for the first administrator: those made before open nothing."""
        ...

    def link(self, secret: str) -> OneTimeLink:
        """Raises ApiProblem where it opens nothing, or no longer. Asking does not use it up."""
        ...

    def open(self, number: str) -> str:
        """The one-time link's secret; those made before open nothing. Password and second factor are gone."""
        ...

    def close(self, number: str) -> None:
        """With all its sessions, keys and links."""
        ...

    def check_new(self, number: str, password: str, again: str) -> None:
        """Raises ApiProblem for a password that is none."""
        ...

    async def choose(self, number: str, password: str) -> None:
        """Store it; ends every session, and what links there are."""
        ...

    async def sign_in(self, number: str, password: str, address: str, browser: str) -> tuple[str, bool]:
        """A new session's cookie, and whether it is half: a code is needed. Raises ApiProblem."""
        ...

    async def complete(self, cookie: str, code: str, address: str) -> str:
        """The cookie of the whole session that a half one becomes. Raises ApiProblem."""
        ...

    def admit(self, number: str, browser: str, *, second_factor: bool) -> tuple[str, bool]:
        """For whom the identity provider vouches, with a ``second_factor`` that counts here: as ``sign_in``."""
        ...

    def owner_of(self, identity: Identity) -> str | None:
        """Who signs in by it."""
        ...

    def link_identity(self, number: str, identity: Identity) -> None:
        """One-time links open nothing any more. Raises ApiProblem where it or the account is linked otherwise."""
        ...

    def unlink_identity(self, number: str) -> None: ...

    async def check_password(self, number: str, password: str) -> None:
        """That who is signed in is who they say. Raises ApiProblem."""
        ...

    def begin(self, number: str, browser: str) -> str:
        """A session's cookie, for who proved otherwise who they are."""
        ...

    def session(self, cookie: str, *, seen: bool = True) -> Session | None:
        """Whose it is, if it counts still; ``seen`` now by a person, and not asked by an open page on its own."""
        ...

    def sessions(self, number: str) -> Sequence[Session]:
        """Those that count, the one seen last first."""
        ...

    def end(self, number: str, *, one: str | None = None, but: str | None = None) -> int:
        """One session by its id, or all but one; how many ended."""
        ...

    def prepare_factor(self, number: str) -> str:
        """The address of a new secret (``otpauth://…``), which counts once a code of it was given."""
        ...

    def check_prepared(self, number: str, code: str) -> None:
        """That a code is of the secret that was prepared. Raises ApiProblem."""
        ...

    def set_factor(self, number: str) -> Sequence[str]:
        """What was prepared counts from now on; its recovery codes, shown this once."""
        ...

    def check_code(self, number: str, code: str) -> None:
        """A code of now, or one for recovery; each once. Raises ApiProblem."""
        ...

    def remove_factor(self, number: str) -> None: ...

    def keys(self, number: str) -> Sequence[ProgramKey]:
        """The newest first, with those that count no more."""
        ...

    def issue(self, key: ProgramKey) -> str:
        """The secret that a program sends; asked again for the same key, the one before opens nothing."""
        ...

    def revoke(self, key: str) -> None: ...
