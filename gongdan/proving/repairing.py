"""Makes the log whole again from the archive: what only the log has is archived first, then all is put back."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import structlog

from consumers.notary.notary import TOGETHER
from consumers.notary.scrub import Damage, Scrub
from consumers.notary.taking import Taking
from eventsourcing_nats import EventLog, StoredMessage, StoreUnavailable, is_there, restore
from gongdan.composition import Broker, log_settings, open_log, store_failure
from gongdan.failures import Failure
from gongdan.nats_servers.embedded import NatsServer, ServerFailed
from gongdan.nats_servers.users import ACCOUNT, OPERATIONS
from gongdan.settings import Settings
from gongdan.storing.private_file import write_private
from trust.archive import Archive
from trust.auditing import audit
from trust.signing import Signer
from trust.verifier import encoded

log = structlog.get_logger(__name__)

MARK: Final = "repairing"
"""A file of the home while the log is being put back: no service may take it for the whole log."""


_AS_RECORDED: Final = frozenset({"chain-broken", "event-of-another"})
"""What may be wrong with the log itself, and was archived as it stood."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """``damage`` was found, ``saved`` events stood in the log and not yet in the archive, ``put_back`` are all."""

    events: int
    damage: Sequence[Damage]
    saved: int
    put_back: bool


async def repaired(
    settings: Settings, broker: Broker, archive: Archive, signer: Signer, *, only_look: bool = False
) -> Repaired:
    """No service may run on this log meanwhile. Raises Failure, and then it may be called again."""
    await asyncio.to_thread(_require_sound, archive, signer)
    try:
        damage, saved = await _looked(settings, broker, archive, signer, only_look=only_look)
        end = archive.end()
        count = end.position if end else 0
        unfinished = (settings.home / MARK).exists()
        if only_look or not (damage or unfinished):
            return Repaired(count, damage, saved, put_back=False)
        await _kept_aside(settings, broker, damage)
        await _put_back(settings, broker, archive)
        return Repaired(count, damage, saved, put_back=True)
    except StoreUnavailable as error:
        raise store_failure(error, broker) from None


def _require_sound(archive: Archive, signer: Signer) -> None:
    """What is put back must be what was signed."""
    found = [each for each in audit(archive, signer.key).findings if each.code not in _AS_RECORDED]
    if found:
        first = found[0]
        raise Failure("archive-not-sound", what=f"{first.aggregate} {first.event} [{first.code}]".strip())


async def _looked(
    settings: Settings, broker: Broker, archive: Archive, signer: Signer, *, only_look: bool
) -> tuple[list[Damage], int]:
    """The damage, and how many events that the log alone had are archived now; none where it is only looked at."""
    if not await is_there(log_settings(settings, broker.signed_in_as(OPERATIONS))):
        return [Damage(row.position, row.subject, missing=True) for row in archive.after(0, 1)], 0
    async with await open_log(settings, broker.signed_in_as(OPERATIONS)) as events:
        if events.epoch != archive.meta["epoch"]:
            raise Failure("archive-of-another-log", place=archive.name)
        found = await Scrub(events, archive).round()
        saved = 0 if only_look or (settings.home / MARK).exists() else await _saved(events, archive, signer)
        return [*found.values()], saved


async def _saved(events: EventLog, archive: Archive, signer: Signer) -> int:
    """What follows the archive's end is archived. Raises Failure where it can't all be read: nobody else has it."""
    taking = await asyncio.to_thread(Taking, archive, signer)
    before = taking.position
    end = await events.end()
    while taking.position < end:
        found = await events.stored(taking.position + 1, TOGETHER)
        unbroken = [each for at, each in enumerate(found, taking.position + 1) if each.sequence == at]
        if not unbroken:
            raise Failure("repair-not-whole", first=taking.position + 1, end=end)
        await asyncio.to_thread(taking.take, unbroken)
    if taking.sealed < taking.position:
        await asyncio.to_thread(taking.seal, datetime.now(UTC))
    return taking.position - before


async def _kept_aside(settings: Settings, broker: Broker, damage: Sequence[Damage]) -> None:
    """What stands where something else was archived, for whoever has to find out why."""
    if not (other := [each.position for each in damage if not each.missing]):
        return
    path = settings.home / f"log-aside-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.jsonl"
    async with await open_log(settings, broker.signed_in_as(OPERATIONS)) as events:
        found = [there for position in other if (there := await events.stored_at(position))]
    lines = [
        {"position": each.sequence, "subject": each.subject, "time": each.time}
        | {"headers": encoded(each.headers), "body": encoded(each.body)}
        for each in found
    ]
    await asyncio.to_thread(write_private, path, "".join(f"{json.dumps(each)}\n" for each in lines))
    log.warning("log_kept_aside", path=str(path), messages=len(lines))


async def _put_back(settings: Settings, broker: Broker, archive: Archive) -> None:
    (settings.home / MARK).touch(mode=0o600)
    said = log_settings(settings, broker.signed_in_as(OPERATIONS))
    await restore(said, archive.meta["epoch"], _all(archive))
    async with await open_log(settings, broker.signed_in_as(OPERATIONS)) as events:
        left = await Scrub(events, archive).round()
    if left:
        raise Failure("repair-failed", positions=", ".join(map(str, sorted(left)[:5])))
    log.info("log_repaired", stream=f"{settings.prefix.upper()}_EVENTS")


async def _all(archive: Archive) -> AsyncIterator[list[StoredMessage]]:
    position = 0
    while rows := await asyncio.to_thread(archive.after, position, TOGETHER):
        yield [StoredMessage(row.position, row.subject, row.headers, row.body, "") for row in rows]
        position = rows[-1].position


def settle(settings: Settings) -> None:
    """What was put back is on disk, its server stopped: a service may start again."""
    os.sync()
    (settings.home / MARK).unlink(missing_ok=True)


@asynccontextmanager
async def server_for_repair(settings: Settings, *, only_look: bool = False) -> AsyncIterator[Broker]:
    """Our own nats-server, started though its store be damaged, or the one that the settings name.

    Who only looks is told where it does not start with the store as it is. Raises Failure.
    """
    if not settings.embedded:
        yield Broker.external(settings)
        return
    # syncing each event would take hours of a large log: all is synced at its end
    server = NatsServer(settings.home / "nats", settings.nats_port, sync="2m", prefix=settings.prefix)
    try:
        await asyncio.to_thread(server.start)
    except ServerFailed as error:
        if only_look:
            raise Failure("store-not-started", why=error) from None
        _put_aside(settings, f"{error}")
        await asyncio.to_thread(server.start)
    try:
        yield Broker.of(server)
    finally:
        await asyncio.to_thread(server.stop)


def _put_aside(settings: Settings, why: str) -> None:
    """The events' stream, which the server does not start with; marked first: a service would begin another log."""
    place = settings.home / "nats" / "jetstream" / ACCOUNT / "streams" / f"{settings.prefix.upper()}_EVENTS"
    if place.is_dir():
        aside = Path(f"{settings.home / 'nats'}-damaged-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        (settings.home / MARK).touch(mode=0o600)
        place.rename(aside)
        log.error("stream_put_aside", path=str(aside), why=why)
