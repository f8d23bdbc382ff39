"""Keys that programs act with: issued by whoever they act for, in some of their roles, and revoked."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Final

from uuid_utils.compat import uuid7

from api.accounts.acting import Under, accounts_of, recorded
from api.accounts.port import ProgramKey
from api.accounts.views import counting
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.service import Service
from domain.accounts.commands import IssueKey, RevokeKey
from domain.desk.answering import Answer
from domain.desk.kinds import Thing
from domain.rights import check
from domain.staff.vocabulary import Role

_DIGITS: Final = 16


async def issue_key(
    service: Service, number: str, purpose: str, roles: tuple[Role, ...], reads_only: bool, until: date, under: Under
) -> tuple[Answer, ProgramKey, str]:
    """What came of it, the key, and its secret, which is told this once; asked again, it is another.

    Raises ApiProblem where somebody gives a key more than they hold.
    """
    accounts, held = accounts_of(service), under.caller.roles
    check(under.caller.person, "issue-key", Thing(owners=(number,)))
    standing = accounts.standing(number)
    if standing is None or standing.state == "closed":
        raise ApiProblem("no-account")
    if not held.issuperset(roles):
        raise ApiProblem("roles-not-held", allowed=", ".join(sorted(held)))
    identity = hashlib.sha256(f"{number}\n{under.key or uuid7()}".encode()).hexdigest()[:_DIGITS]
    wanted = tuple(role for role in Role if role in roles)
    command = IssueKey(key=identity, purpose=purpose, roles=wanted, reads_only=reads_only, until=until)
    answer = await recorded(service, number, command, under)
    key = ProgramKey(identity, number, command.purpose, frozenset(wanted), reads_only, now(service), until, None, False)
    return answer, key, accounts.issue(key)


async def revoke_key(service: Service, number: str, key: str, under: Under) -> Answer:
    """Raises NotAllowed where the account never had it."""
    answer = await recorded(service, number, RevokeKey(key=key), under)
    accounts_of(service).revoke(key)
    return answer


async def revoke_keys(service: Service, number: str, under: Under) -> None:
    """Every key that counts still: each is an event of its own."""
    for each in counting(accounts_of(service), number, now(service).date()):
        await revoke_key(service, number, each.id, replace(under, key=f"{under.key}-{each.id}" if under.key else None))
