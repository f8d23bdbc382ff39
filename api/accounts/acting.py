"""What is done to an account: recorded first, then done in the store, so that no change is without its event."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from api.accounts.port import Accounts, Identity
from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from api.staff.actions import key_of
from api.tickets.sending.expected import expected_among
from api.tickets.sending.handling import Sent, acted
from domain.accounts.commands import (
    AccountCommand,
    ChangePassword,
    CloseAccount,
    EndSessions,
    LinkIdentity,
    OpenAccount,
    RemoveSecondFactor,
    ResetAccount,
    SetSecondFactor,
    UnlinkIdentity,
)
from domain.accounts.events import Which
from domain.desk.answering import Answer
from domain.desk.kinds import Thing
from domain.refusals import NotAllowed
from domain.rights import check


@dataclass(frozen=True, slots=True)
class Under:
    """Who does it, under which key, and if which version is still the newest (If-Match)."""

    caller: Caller
    key: str | None = None
    expected: str | None = None


def accounts_of(service: Service) -> Accounts:
    """Raises ApiProblem where this service keeps none."""
    if service.accounts is None:
        raise ApiProblem("accounts-not-kept")
    return service.accounts


def require_reading(caller: Caller, number: str | None = None) -> None:
    """Everybody looks at their own account, who is to see all at all. Raises Forbidden."""
    check(caller.person, "read-accounts", Thing(owners=(number,) if number else ()))


async def recorded(service: Service, number: str, command: AccountCommand, under: Under) -> Answer:
    """Raises Forbidden, NotAllowed, ApiProblem, StoreUnavailable."""
    if under.caller.key is not None:
        raise ApiProblem("not-by-key")
    aggregate = f"account-{number}"
    version = await expected_among(under.expected, lambda: service.desk.events_of(aggregate))
    sent = Sent(under.caller, under.key, expected=under.expected)
    return await acted(service, aggregate, f"accounts/{number}/{command.action}", command, sent, version)


async def open_account(service: Service, number: str, under: Under) -> tuple[Answer, str]:
    """Of somebody who is on record; what came of it, and the secret of the link by which they choose a password."""
    accounts, standing = accounts_of(service), accounts_of(service).standing(number)
    check(under.caller.person, "open-account", Thing(owners=(number,)))
    if not await service.desk.events_of(key_of(number)):
        raise NotAllowed("staff-not-on-record", numbers=number)
    if standing is not None and standing.state == "open":
        raise ApiProblem("account-is-open")
    answer = await recorded(service, number, OpenAccount(), under)
    return answer, accounts.open(number)


async def reset_account(service: Service, number: str, under: Under) -> tuple[Answer, str]:
    """The secret of a new one-time link; password, second factor and sessions are gone."""
    accounts = accounts_of(service)
    answer = await recorded(service, number, ResetAccount(), under)
    return answer, accounts.open(number)


async def close_account(service: Service, number: str, under: Under) -> Answer:
    accounts = accounts_of(service)
    answer = await recorded(service, number, CloseAccount(), under)
    accounts.close(number)
    return answer


async def change_password(service: Service, number: str, password: str, again: str, under: Under) -> None:
    """All sessions end."""
    accounts = accounts_of(service)
    accounts.check_new(number, password, again)
    await recorded(service, number, ChangePassword(), under)
    await accounts.choose(number, password)


async def set_factor(service: Service, number: str, code: str, under: Under) -> list[str]:
    """With a code of what was prepared; the codes for recovery, shown this once. Raises ApiProblem where one is set."""
    accounts = accounts_of(service)
    standing = accounts.standing(number)
    if standing is not None and standing.second_factor:
        raise ApiProblem("factor-is-set")
    accounts.check_prepared(number, code)
    await recorded(service, number, SetSecondFactor(), under)
    return [*accounts.set_factor(number)]


async def remove_factor(service: Service, number: str, under: Under) -> None:
    await recorded(service, number, RemoveSecondFactor(), under)
    accounts_of(service).remove_factor(number)


async def link_identity(service: Service, number: str, identity: Identity, under: Under) -> None:
    """Harmless twice. Raises ApiProblem where one of the two is linked otherwise, or the account is none."""
    accounts, owner = accounts_of(service), accounts_of(service).owner_of(identity)
    standing = accounts.standing(number)
    if owner == number:
        return
    if standing is None or standing.state == "closed":
        raise ApiProblem("no-account")
    if owner is not None or standing.linked:
        raise ApiProblem("identity-taken")
    await recorded(service, number, LinkIdentity(provider=urlsplit(identity.issuer).netloc), under)
    accounts.link_identity(number, identity)


async def unlink_identity(service: Service, number: str, under: Under, *, but: str | None = None) -> Answer:
    """All sessions end but that one; where nothing was linked, nothing ends."""
    accounts = accounts_of(service)
    answer = await recorded(service, number, UnlinkIdentity(), under)
    standing = accounts.standing(number)
    if standing is not None and standing.linked:
        accounts.unlink_identity(number)
        accounts.end(number, but=but)
    return answer


async def end_sessions(
    service: Service, number: str, which: Which, under: Under, *, one: str | None = None, but: str | None = None
) -> Answer:
    accounts = accounts_of(service)
    answer = await recorded(service, number, EndSessions(sessions=which), under)
    accounts.end(number, one=one, but=but)
    return answer


@dataclass(frozen=True, slots=True)
class Given:
    """A link to hand to somebody, once."""

    number: str
    address: str
    until: datetime


def given(service: Service, number: str, secret: str, address: str) -> Given:
    """``address`` is where the request came to, which counts where no other was said for people."""
    accounts = accounts_of(service)
    return Given(number, f"{accounts.address or address}/desk/link/{secret}", accounts.link(secret).until)
