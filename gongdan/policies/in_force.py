"""The packs in force: those that come with the program and those published in the log, looked at again and again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import structlog

from domain.desk.kinds import id_of
from domain.policy.choice import Choice
from domain.policy.events import PolicyPublished
from domain.policy.in_force import Policies, shipped
from domain.policy.pack import Pack
from domain.refusals import NotAllowed, Refusal
from domain.routing.events import RoutingPublished
from domain.routing.rules import NO_RULES, Routing
from domain.rulebook.reading import read
from gongdan.failures import Failure
from gongdan.policies.calendars import CalendarsInForce
from gongdan.storing.store import NatsEventStore
from gongdan.watching.kept import under_way

log = structlog.get_logger(__name__)

_AGAIN: Final = 5.0
"""Seconds after which a version that another process published is known here too."""


class PoliciesInForce:
    """What tickets are judged by at this moment; called, it answers with the packs. ``calendars`` go with them."""

    def __init__(self, store: NatsEventStore, choice: Choice, *, again: float = _AGAIN) -> None:
        self._store, self._choice, self._again = store, choice, again
        self._now = Policies(shipped().packs, choice)
        self._read: dict[str, Pack] = {}
        self._unreadable: dict[str, str] = {}
        self._routing: tuple[str, Routing] = ("", NO_RULES)
        self.calendars = CalendarsInForce(store)

    def __call__(self) -> Policies:
        return self._now

    @property
    def chosen(self) -> set[str]:
        """The names of the packs that a ticket may get."""
        return {self._choice.default, *(rule.pack for rule in self._choice.rules)}

    @property
    def unreadable(self) -> tuple[str, ...]:
        """Versions that are published, but that this program can't read: a newer program's."""
        return tuple(self._unreadable.values())

    async def refresh(self) -> None:
        """Know what is published by now. Raises StoreUnavailable, HistoryDamaged."""
        for recorded in await self._store.category("policy"):
            if isinstance(event := recorded.event, PolicyPublished):
                self._know(id_of(recorded.envelope.aggregate), event)
        self._now = Policies((*shipped().packs, *self._read.values()), self._choice, await self._rules())
        await self.calendars.refresh()

    async def look_again(self) -> None:
        """As :meth:`refresh`; where the log can't be read just now, that is left for the next look."""
        try:
            await self.refresh()
        except Refusal as refusal:
            log.warning("policies_not_read", code=refusal.code)

    def require_chosen(self) -> None:
        """Raises Failure where the choice names a pack that is not in force."""
        for name in self.chosen:
            try:
                self._now.newest(name)
            except NotAllowed:
                raise Failure("policy-not-published", name=name) from None

    @asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        """Look again and again while inside."""
        async with under_way("policies", self._keep_fresh):
            yield

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(self._again)
            await self.look_again()

    async def _rules(self) -> Routing:
        """The newest rules of routing that are published, read and complained of once; none where they can't be."""
        found = [recorded.event for recorded in await self._store.category("routing")]
        published = [event for event in found if isinstance(event, RoutingPublished)]
        if published and published[-1].sha256 != self._routing[0]:
            self._routing = (published[-1].sha256, _routing(published[-1].text))
        return self._routing[1]

    def _know(self, name: str, event: PolicyPublished) -> None:
        """A version never changes, so each is read once."""
        if event.sha256 in self._read or event.sha256 in self._unreadable:
            return
        try:
            self._read[event.sha256] = read(event.text, Pack)
        except ValueError:
            self._unreadable[event.sha256] = f"{name}@{event.version}"
            log.error("policy_unreadable", sha256=event.sha256, version=event.version)


def _routing(text: str) -> Routing:
    try:
        return read(text, Routing)
    except ValueError:
        log.error("routing_unreadable")
        return NO_RULES
