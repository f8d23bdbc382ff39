"""What is shown of accounts: how they stand, where somebody is signed in, keys without their secrets."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.accounts.port import Accounts, ProgramKey, Standing, State
from api.tickets.views import Answered, Shown
from domain.staff.vocabulary import Role


class AccountView(BaseModel):
    """An account; ``waiting``: no password was chosen yet, or not since a reset."""

    number: str
    state: State
    second_factor: bool
    linked: Annotated[bool, Field(description="Whether they sign in by the identity provider.")]
    sessions: int
    signed_in: Annotated[datetime | None, Field(description="Last; none where never.")]


class SessionView(BaseModel):
    """Where somebody is signed in to the pages."""

    session: str
    begun: datetime
    seen: datetime
    browser: str


class KeyView(BaseModel):
    """A key that a program acts with; ``key`` is what it is known by."""

    key: str
    purpose: str
    roles: list[str]
    reads_only: bool
    issued: datetime
    until: date
    used: Annotated[datetime | None, Field(description="Last, to the hour.")]
    revoked: bool


class WholeAccountView(AccountView):
    """With where they are signed in, and keys, those that count no more among them."""

    version: int
    signed_in_at: list[SessionView]
    keys: list[KeyView]


class LinkGiven(Answered):
    """What came of it, and the one-time link by which the person chooses a password: it is told this once."""

    link: str
    until: datetime
    keys: Annotated[int, Field(description="Keys for programs that count still: a reset leaves them as they are.")]


class KeyGiven(Answered):
    """What came of it, and the key's secret, to be sent as Bearer: it is told this once."""

    key: str
    secret: str
    roles: list[Role]
    until: date


def account_view(shown: Shown, standing: Standing) -> AccountView:
    return AccountView(
        number=standing.number,
        state=standing.state,
        second_factor=standing.second_factor,
        linked=standing.linked,
        sessions=standing.sessions,
        signed_in=shown.local(standing.signed_in) if standing.signed_in else None,
    )


def whole_view(shown: Shown, standing: Standing, accounts: Accounts, version: int) -> WholeAccountView:
    sessions = [
        SessionView(session=each.id, begun=shown.local(each.begun), seen=shown.local(each.seen), browser=each.browser)
        for each in accounts.sessions(standing.number)
    ]
    return WholeAccountView(
        **account_view(shown, standing).model_dump(),
        version=version,
        signed_in_at=sessions,
        keys=[_key(shown, each) for each in accounts.keys(standing.number)],
    )


def counting(accounts: Accounts, number: str, today: date) -> list[ProgramKey]:
    """The keys that open something still."""
    return [each for each in accounts.keys(number) if not each.revoked and each.until >= today]


def _key(shown: Shown, key: ProgramKey) -> KeyView:
    return KeyView(
        key=key.id,
        purpose=key.purpose,
        roles=sorted(key.roles),
        reads_only=key.reads_only,
        issued=shown.local(key.issued),
        until=key.until,
        used=shown.local(key.used) if key.used else None,
        revoked=key.revoked,
    )
