"""Works out who is told of an event, and has it requested: each notice once, whatever is stopped half-way."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog

from consumers.notices.measures import REQUESTED
from consumers.notices.outbox.causes import Cause, Causes
from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.planning.about import About, LookingUp
from consumers.notices.planning.people import People
from consumers.notices.planning.reaching import ways_of
from consumers.notices.planning.recording import NoticeRecorder, Wanted
from consumers.notices.planning.routes import Route
from consumers.notices.rules import NoticeRules
from domain.notices.audience import staff_of
from domain.notices.catalogue import CAUSED_BY
from domain.notices.commands import RequestNotice
from domain.notices.identity import notice_key
from domain.notices.kind import NoticeKind, Occasion
from domain.notices.preferences import FOR_CUSTOMERS, Preferences, held_back, of_staff, quiet_until
from domain.notices.vocabulary import INBOX, Held, NoticeLanguage
from domain.record.personal import ERASED
from domain.refusals import Refusal, StoreUnavailable
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_TRIES: Final = 5
_AGAIN: Final = timedelta(seconds=5)
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when what is urgent is due: it goes before all that waits."""


@dataclass(frozen=True, slots=True)
class _Recipient:
    """``key`` of whom; ``address`` for the request of a customer's, whose ``customer`` key it then is."""

    key: str
    wishes: Preferences
    channels: Collection[str]
    customer: str | None = None
    address: str | None = None
    hourly: int | None = None


class Planner:
    """``channels`` are those beyond the program that there are."""

    def __init__(
        self,
        looking_up: LookingUp,
        people: People,
        recorder: NoticeRecorder,
        causes: Causes,
        deliveries: Deliveries,
        rules: NoticeRules,
        clock: Callable[[], datetime],
        channels: Collection[str],
        routes: Collection[Route] = (),
    ) -> None:
        self._routes = routes
        self._looking_up, self._people, self._recorder = looking_up, people, recorder
        self._causes, self._deliveries = causes, deliveries
        self._rules, self._clock, self._channels = rules, clock, channels

    async def plan(self, *causes: Cause) -> None:
        """Have all their notices requested, or put them off. Raises StoreUnavailable.

        One cause after the other is worked out and prepared, as the next counts what somebody is given by this one;
        the requests go together.
        """
        requests: list[tuple[Cause, list[Wanted]]] = []
        prepared: list[Delivery] = []
        for cause in causes:
            wanted = await self._worked_out(cause)
            if wanted is not None:
                prepared += await self._prepare(wanted)
                requests.append((cause, wanted))
        asked = [self._request(wanted) for _, wanted in requests]
        for error in await asyncio.gather(*asked, return_exceptions=True):
            if error is not None:
                raise error
        if requests:
            await unbroken(self._deliveries.release, prepared, [cause for cause, _ in requests])

    async def _worked_out(self, cause: Cause) -> list[Wanted] | None:
        """None where it is put off."""
        try:
            about = await self._looking_up.about(cause.aggregate, cause.event)
            return [each async for each in self._wanted(about)] if about else []
        except StoreUnavailable:
            raise
        except Exception as error:
            await self._fail(cause, error)
            return None

    async def _prepare(self, wanted: list[Wanted]) -> list[Delivery]:
        """Those that go beyond the program."""
        now = self._clock()
        planned = [_delivery(each, now) for each in wanted if each.command.channel != INBOX]
        if planned:
            await unbroken(self._deliveries.prepare, planned, now.replace(minute=0, second=0, microsecond=0))
        return planned

    async def _request(self, wanted: list[Wanted]) -> None:
        for each in wanted:
            await self._recorder.request(each)
            REQUESTED.labels(each.command.kind, each.command.channel).inc()

    async def _fail(self, cause: Cause, error: Exception) -> None:
        """What can't be planned for a reason of its own is tried a few times, then left, and that is told."""
        why = error.code if isinstance(error, Refusal) else type(error).__name__
        if cause.tries + 1 < _TRIES:
            await unbroken(self._causes.postpone, cause, self._clock() + _AGAIN * 2**cause.tries)
            return
        log.error("notice_not_planned", event_id=cause.event, type=cause.type, error=why)
        await unbroken(self._causes.drop, cause)

    async def _wanted(self, about: About) -> AsyncIterator[Wanted]:
        if not about.history[-1].envelope.is_live:
            return  # another system has the ticket in hand, or nobody has
        occasion = Occasion(about.cause.event, about.pack, about.is_urgent)
        for kind in CAUSED_BY[about.cause.envelope.type]:
            if kind.when(occasion):
                async for recipient in self._recipients(about, kind):
                    for channel in recipient.channels:
                        yield await self._notice(about, kind, recipient, channel)

    async def _recipients(self, about: About, kind: NoticeKind) -> AsyncIterator[_Recipient]:
        for number in sorted(self._staff(about, kind)):
            if (found := self._of_staff(number)) is not None:
                yield found
        teams = about.ticket.teams if about.ticket else ()
        for route in self._routes:
            if route.is_told(kind, teams, urgent=about.is_urgent):
                yield _Recipient(route.key, route.wishes, (route.channel,), hourly=route.hourly)
        if kind.for_customer:
            async for customer in self._customers(about):
                yield customer

    def _staff(self, about: About, kind: NoticeKind) -> Iterator[str]:
        around = about.around(self._people.all, self._looking_up.today)
        told = {number for each in kind.audience(ticket=about.is_urgent) for number in staff_of(each, around)}
        if not any(self._of_staff(number) for number in told):
            told = {number for each in kind.or_else for number in staff_of(each, around)}
        yield from told

    def _of_staff(self, number: str) -> _Recipient | None:
        staff, day = self._people.known.get(number), self._looking_up.today
        if staff is None or day not in staff.employed:
            return None
        wishes = of_staff(staff, day)
        address = staff.notices.email if staff.notices else None
        can = self._channels if address and address != ERASED else ()
        beyond = [each for each in wishes.channels if each in can and each != INBOX]
        return _Recipient(f"staff-{number}", wishes, (INBOX, *beyond))

    async def _customers(self, about: About) -> AsyncIterator[_Recipient]:
        """Whose it is, or those whose tickets the event names."""
        told: set[str] = set()
        for history in await self._looking_up.histories(about):
            key = history[0].envelope.customer if history else None
            customer = await self._looking_up.customer(key)
            ways = ways_of(customer, history, self._channels) if key and key not in told else ()
            for channel, address in ways:
                told.add(key or "")
                language = customer.language if customer else None
                wishes = replace(FOR_CUSTOMERS, language=language, channels=(channel,))
                yield _Recipient(key or "", wishes, (channel,), key, address)

    async def _notice(self, about: About, kind: NoticeKind, recipient: _Recipient, channel: str) -> Wanted:
        envelope = about.cause.envelope
        urgent = kind.is_urgent(ticket=about.is_urgent)
        held, until = await self._held(recipient, channel, urgent=urgent) or (None, None)
        key = notice_key(envelope.id, kind.code, recipient.key, channel)
        language: NoticeLanguage = recipient.wishes.language or self._rules.language
        command = RequestNotice(
            kind=kind.code,
            about=envelope.aggregate,
            cause=envelope.id,
            at=envelope.occurred,
            recipient=recipient.key,
            channel=channel,
            language=language,
            urgent=urgent,
            address=recipient.address,
            held=held,
            until=until,
        )
        return Wanted.after(envelope, key, command, recipient.customer)

    async def _held(self, recipient: _Recipient, channel: str, *, urgent: bool) -> tuple[Held, datetime] | None:
        if channel == INBOX or urgent:
            return None
        now = self._clock()
        held = held_back(recipient.wishes, now.astimezone(self._looking_up.zone), urgent=urgent)
        if held is not None:
            return held
        hour = now.replace(minute=0, second=0, microsecond=0)
        given = await asyncio.to_thread(self._deliveries.given_in, recipient.key, channel, hour)
        if given < (recipient.hourly or self._rules.hourly):
            return None
        until = hour + timedelta(hours=1)
        return "rate", quiet_until(recipient.wishes, until.astimezone(self._looking_up.zone)) or until


def _delivery(wanted: Wanted, now: datetime) -> Delivery:
    said = wanted.command
    due = _FIRST if said.urgent else said.until or now
    return Delivery(wanted.key, said.recipient, said.channel, "new", said.held, None, 0, due)
