"""What subscriptions by NATS need on the nats-servers, made as the log says: stream, durable consumer, account."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import structlog

from domain.refusals import StoreUnavailable
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Named
from eventsourcing_nats import LogSettings
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.feeding.channel import Channel, owns_stream
from gongdan.feeding.outlet import asked
from gongdan.feeding.starting import sequence_after
from gongdan.nats_servers.partners import Grantee, listing
from gongdan.nats_servers.passwords import Passwords

log = structlog.get_logger(__name__)

_GONE: Final = {10059, 10014}
"""No such stream, no such consumer."""
_OPEN: Final = 5_000
_FOR_EVER: Final = "2999-12-31T00:00:00Z"
_REPLAYED: Final = "gongdan-replayed"
"""In a consumer's metadata: the last asked-for replay that it began anew for."""


class Granting:
    """``reload`` has the servers take the partners that are written down; None where an operator does that."""

    def __init__(
        self,
        operations: Connection,
        settings: LogSettings,
        passwords: Passwords | None,
        reload: Callable[[], None] | None,
        *,
        ack_wait: float = 60.0,
    ) -> None:
        """After ``ack_wait`` seconds what a partner took and never answered for is handed out again."""
        self._ack_wait = int(ack_wait * 1_000_000_000)
        self._operations, self._settings, self._passwords, self._reload = operations, settings, passwords, reload
        self._settled: dict[str, tuple[int, str]] = {}

    @property
    def possible(self) -> bool:
        """Whether partners can have users of their own."""
        return self._passwords is not None

    @property
    def reloads(self) -> bool:
        return self._reload is not None

    def renewed(self, name: str) -> str:
        """Another password of the partner's user."""
        if self._passwords is None:
            raise StoreUnavailable("the nats-servers' users are not kept here")
        return self._passwords.renew(Grantee(name, "").user)

    def channel(self, named: Named) -> Channel:
        return Channel.of(self._settings.prefix, named.name, named.subscription)

    def grantee(self, named: Named) -> Grantee:
        return Grantee(named.name, self.channel(named).stream)

    async def settle(
        self, every: Mapping[str, Named], day: date, *, renewed: bool = False
    ) -> Mapping[str, StoreUnavailable]:
        """Those that can't be made now, and why: they hold up no other. Raises OSError; harmless twice."""
        ours = [each for each in every.values() if each.subscription.way == "nats"]
        failed = {named.name: error for named in ours if (error := await self._tried(named, day))}
        await self._let_in(ours, day, renewed=renewed)
        return failed

    async def _tried(self, named: Named, day: date) -> StoreUnavailable | None:
        seen = (len(named.history), named.subscription.status(day))
        try:
            if self._settled.get(named.name) != seen:
                await self._settle(named, day)
                self._settled[named.name] = seen
        except StoreUnavailable as error:
            log.warning("grant_not_settled", subscription=named.name, why=str(error))
            return error
        return None

    async def _let_in(self, ours: Sequence[Named], day: date, *, renewed: bool) -> None:
        if self._passwords is None:
            return
        let_in = [each for each in ours if each.subscription.status(day) in ("open", "paused")]
        changed = listing(self._passwords, [self.grantee(each) for each in let_in])
        if (changed or renewed) and self._reload is not None:
            await asyncio.to_thread(self._reload)
            log.info("partners_changed", partners=len(let_in))

    async def behind(self, named: Named) -> tuple[int, int, str | None]:
        """Messages that it has not had, the log's position before the first, and when that was recorded.

        Raises StoreUnavailable; nothing and 0 where it has had all.
        """
        channel = self.channel(named)
        try:
            info = await asked(self._operations, f"CONSUMER.INFO.{channel.stream}.{named.name}", None)
            waiting = info["num_pending"] + info["num_ack_pending"]
            if not waiting:
                return 0, 0, None
            place = await sequence_after(self._operations, channel, info["ack_floor"]["stream_seq"])
        except api.ApiError as error:
            raise StoreUnavailable(f"{channel.stream} shows nothing: {error}") from error
        return (waiting, place.position - 1, place.recorded) if place else (waiting, 0, None)

    async def _settle(self, named: Named, day: date) -> None:
        channel, subscription = self.channel(named), named.subscription
        try:
            if subscription.ended:
                await self._take_down(named, channel)
                return
            if owns_stream(subscription):
                await self._make_stream(channel)
            await self._make_consumer(named, channel)
            until = _FOR_EVER if subscription.status(day) != "open" else None
            await asked(
                self._operations,
                f"CONSUMER.PAUSE.{channel.stream}.{named.name}",
                {"pause_until": until} if until else {},
            )
        except api.ApiError as error:
            raise StoreUnavailable(f"what {named.name} needs can't be made: {error}") from error

    async def _take_down(self, named: Named, channel: Channel) -> None:
        owned = owns_stream(named.subscription)
        await self._deleted(f"STREAM.DELETE.{channel.stream}" if owned else self._consumer("DELETE", channel, named))
        if self._passwords is not None:
            self._passwords.forget(Grantee(named.name, "").user)

    async def _make_stream(self, channel: Channel) -> None:
        wanted = channel.stream_config(self._settings.stream_compression, self._settings.replicas)
        await asked(self._operations, f"STREAM.CREATE.{channel.stream}", wanted)

    async def _make_consumer(self, named: Named, channel: Channel) -> None:
        """Begun where the subscription begins, or anew where a replay was asked for; else its place stays."""
        live, replays = await self._live(named, channel), named.subscription.replays
        config = live["config"] if live else {}
        done = int(config.get("metadata", {}).get(_REPLAYED, "0"))
        if live is None or (replays and replays[-1].asked > done):
            config = await self._config(named, channel, live)
            await self._deleted(self._consumer("DELETE", channel, named))
        wanted = config | {"filter_subjects": _filters(channel, named)}
        body = {"stream_name": channel.stream, "config": wanted}
        await asked(self._operations, f"CONSUMER.DURABLE.CREATE.{channel.stream}.{named.name}", body)

    async def _config(self, named: Named, channel: Channel, live: dict[str, Any] | None) -> dict[str, Any]:
        """A replay passes over nothing that the partner had not; where nobody knows what they had, all comes again."""
        subscription, replays = named.subscription, named.subscription.replays
        after = replays[-1].after if live and replays else subscription.begins
        found = await sequence_after(self._operations, channel, position=after)
        first = found.sequence if found else 1
        return {
            "durable_name": named.name,
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": min(first, _had(live) + 1) if live else first,
            "ack_policy": "explicit",
            "ack_wait": self._ack_wait,
            "max_deliver": -1,
            "max_ack_pending": _OPEN,
            "replay_policy": "instant",
            "metadata": {_REPLAYED: str(replays[-1].asked if replays else 0)},
        }

    async def _live(self, named: Named, channel: Channel) -> dict[str, Any] | None:
        try:
            found = await asked(self._operations, self._consumer("INFO", channel, named), None)
        except api.ApiError as error:
            if error.code in _GONE:
                return None
            raise
        return found

    async def _deleted(self, verb: str) -> None:
        try:
            await asked(self._operations, verb, None)
        except api.ApiError as error:
            if error.code not in _GONE:
                raise

    def _consumer(self, verb: str, channel: Channel, named: Named) -> str:
        return f"CONSUMER.{verb}.{channel.stream}.{named.name}"


def _had(live: dict[str, Any]) -> int:
    """Up to which sequence a consumer's partner had all."""
    return max(live["ack_floor"]["stream_seq"], live["config"].get("opt_start_seq", 1) - 1)


def _filters(channel: Channel, named: Named) -> list[str]:
    """Subjects that tell just what the grant lets pass."""
    if owns_stream(named.subscription):
        return [f"{channel.under}.>"]
    return [f"{channel.under}.*.{kind}.{severity}.>" for kind, severity in _pairs(named.subscription.terms.grant)]


def _pairs(grant: Grant) -> list[tuple[str, str]]:
    return [(kind, severity) for kind in grant.types or ("*",) for severity in grant.severities or ("*",)]
