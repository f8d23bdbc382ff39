"""A person who is erased is gone from the feeds of grants that told of them; what was not had yet is told anew."""

import asyncio
from base64 import b64decode
from typing import Any
from uuid import uuid4

from domain.customer.events import ErasureCompleted
from domain.record.envelope import Actor, Envelope
from domain.store import Change, Pending
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Named
from gongdan.composition import Opened
from gongdan.feeding.outlet import asked
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from tests.customer.recording import NOON
from tests.feed.partners import Partner, granted, subscribe
from tests.feed.test_partners import Granted, filled
from tests.feed.test_partners import granting as granting_of_partners

__all__ = ["granting_of_partners"]
NAMES = Grant(types=("ticket-opened",), details=("name",))


async def erased(opened: Opened, keys: KeyStore, customer: str) -> None:
    """As it happens: the keys first, then on record."""
    keys.shred(customer)
    said: dict[str, Any] = {
        "id": str(uuid4()),
        "type": ErasureCompleted.stored_name,
        "schema": 1,
        "aggregate": customer,
        "version": 1,
        "occurred": NOON,
        "recorded": NOON,
        "actor": Actor(id="p-001", role="privacy-officer", channel="api"),
        "command": str(uuid4()),
        "correlation": str(uuid4()),
        "customer": customer,
    }
    history = await opened.store.load(customer, fresh=True)
    said["version"] = len(history.events) + 1
    await opened.store.append(
        [
            Change(
                history.tip,
                (
                    Pending(
                        Envelope.model_validate(said),
                        ErasureCompleted(subject_keys=("k",), data_keys=1, files=0, tables=0),
                    ),
                ),
            )
        ]
    )


async def test_what_was_told_of_an_erased_person_is_taken_away_and_told_anew_without_them(
    own_server: NatsServer, opened: Opened, keys: KeyStore, granting_of_partners: Granted
):
    granting, begins = granting_of_partners, 0
    await subscribe(opened, "crm", NAMES, after=begins)
    await granting.look()
    await filled(opened)
    should = await granted(opened.store, NAMES)
    half = len(should) // 2
    named = await granting.named("crm")
    async with Partner.of(own_server, granting.granting, named) as partner:
        before = await partner.hear(30, half)
        victim = next(each for each in should[half:] if "details" in each.data(("name",)))
        name, customer = victim.data(("name",))["details"], str(victim.recorded.envelope.customer)
        await erased(opened, keys, customer)
        await _shown(granting, named, await opened.store.end())
        again = await partner.hear(30, len(should) - half) + await partner.hear(0.5)
    assert [each[1] for each in before] == [each.id for each in should[:half]]
    assert [each[1] for each in again] == [each.id for each in should[half:]]
    told = next(each for each in again if each[1] == victim.id)
    assert name != told[2].get("details")
    assert all(said == "[erased]" for said in told[2].get("details", {}).values())


async def _shown(granting: Granted, named: Named, end: int) -> None:
    """Until the feed is told up to there."""
    channel, operations = granting.granting.channel(named), granting.operations
    async with asyncio.timeout(60):
        while True:
            found = await asked(operations, f"STREAM.MSG.GET.{channel.stream}", {"last_by_subj": channel.subject})
            if int(b64decode(found["message"]["data"])) >= end:
                return
            await asyncio.sleep(0.1)
