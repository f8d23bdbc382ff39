"""Who calls: taken from the token, or another whom the local operator acts for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Final

from fastapi import Depends, Header, Request
from fastapi.security import HTTPBearer

from api.manners.problems import ApiProblem
from domain.record.envelope import Actor
from domain.rights import Person


@dataclass(frozen=True, slots=True)
class Caller:
    """``entered_by`` names the local operator where they act for another, ``key`` the key that a program acts with.

    ``channel`` is the entrance that they came by.
    """

    id: str
    roles: frozenset[str]
    entered_by: str | None = None
    teams: frozenset[str] = frozenset()
    stands_in_for: frozenset[str] = frozenset()
    absent_teams: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    absent_roles: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    key: str | None = None
    reads_only: bool = False
    channel: str = "api"

    @property
    def person(self) -> Person:
        return Person(self.id, self.roles, self.teams, self.stands_in_for, self.absent_teams, self.absent_roles)

    @property
    def in_the_log(self) -> dict[str, str | list[str]]:
        """As log lines name who asks."""
        entered = {"entered_by": self.entered_by} if self.entered_by else {}
        key = {"key": self.key} if self.key else {}
        return {"by": self.id, "roles": sorted(self.roles), **entered, **key}

    @property
    def actor(self) -> Actor:
        """For the event's envelope; the desk puts in the role that allowed the action."""
        return Actor(id=self.id, role=min(self.roles, default=""), channel=self.channel, entered_by=self.entered_by)


ENTRANCE: Final = "gongdan.entrance"
"""Where a request's scope says by which entrance it came, if not by HTTP."""

Identify = Callable[[str, str | None], Caller]
"""From a token and the Gongdan-As header to the caller. Raises ApiProblem."""


class _Calling(HTTPBearer):
    """The scheme and what follows from it in one: FastAPI spends a hundredth of an opening on each dependency."""

    async def __call__(  # pyright: ignore[reportIncompatibleMethodOverride] -- FastAPI reads what it takes
        self,
        request: Request,
        acting_as: Annotated[
            str | None,
            Header(alias="Gongdan-As", description="STAFF or STAFF:ROLE; with the local operator's token only."),
        ] = None,
    ) -> Caller:
        """The caller of this request. Raises ApiProblem 401 without a valid token."""
        bearer = await super().__call__(request)
        if bearer is None:
            raise ApiProblem("token-missing")
        service = request.app.state.service
        identify: Identify = service.identify
        found = identify(bearer.credentials, acting_as)
        if entrance := request.scope.get(ENTRANCE):
            found = replace(found, channel=entrance)
        request.state.caller = found
        if found.reads_only and request.method not in ("GET", "HEAD"):
            raise ApiProblem("key-reads-only")
        if service.staff:
            request.state.caller = found = await service.staff.today(found)
        return found


caller: Final = _Calling(
    scheme_name="HTTPBearer",
    auto_error=False,
    description="A token made by `gongdan token`, or the one in run.json.",
)
CallerOf = Annotated[Caller, Depends(caller)]
