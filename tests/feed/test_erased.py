"""A person who is erased is gone from the feeds of grants that told of them; what was not had yet is told anew."""

import asyncio
from base64 import b64decode
from typing import Any
from uuid import uuid4

import pytest

from domain.customer.events import ErasureCompleted
from domain.record.envelope import Actor, Envelope
from domain.store import Change, Pending
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Named
from gongdan.composition import Opened
from gongdan.feeding.erasing import GrantOutlet
from gongdan.feeding.outlet import asked
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from tests.customer.recording import NOON
from tests.feed.partners import Partner, granted, subscribe
from tests.feed.test_partners import Granted, filled
from tests.feed.test_partners import granting as granting_of_partners
from tests.whole.test_canary import held

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


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("the word went back", marks=pytest.mark.slow),
        "it was taken away",
        pytest.param("the word was told again", marks=pytest.mark.slow),
    ],
)
async def test_what_is_taken_away_leaves_no_byte_and_killed_at_any_point_is_gone_on_with(
    own_server: NatsServer, opened: Opened, granting_of_partners: Granted, monkeypatch: pytest.MonkeyPatch, after: str
):
    granting = granting_of_partners
    await subscribe(opened, "crm", NAMES, after=0)
    await granting.look()
    await filled(opened)
    should = await granted(opened.store, NAMES)
    named, half = await granting.named("crm"), len(should) // 2
    async with Partner.of(own_server, granting.granting, named) as partner:
        await partner.hear(30, half)
    await _shown(granting, named, await opened.store.end())
    name = next(str(said) for each in should if (said := _detail(each.data(("name",)))))
    channel, operations = granting.granting.channel(named), granting.operations
    assert _in_bytes(own_server, channel.stream, name)
    dying = GrantOutlet(operations, operations, channel, f"urn:gongdan:log:{opened.store.epoch}", named.name)
    assert await dying.last() > 0
    dies = {"the word went back": "_take_away", "it was taken away": "_tell_again", "the word was told again": "_keep"}
    _die_at(monkeypatch, dies[after], first=after != "the word was told again")
    with pytest.raises(Killed):
        await dying.erase(await opened.store.end())
    monkeypatch.undo()
    next_one = GrantOutlet(operations, operations, channel, f"urn:gongdan:log:{opened.store.epoch}", named.name)
    assert await next_one.last() == should[half].recorded.sequence - 1
    assert await next_one._kept() is None
    assert not _in_bytes(own_server, channel.stream, name)
    assert not await next_one.erase(await opened.store.end())


class Killed(Exception):
    pass


def _die_at(monkeypatch: pytest.MonkeyPatch, name: str, *, first: bool) -> None:
    """When this is called, or when it is for the second time."""
    calls, whole = list[int](), getattr(GrantOutlet, name)

    async def dies(self: GrantOutlet, *said: Any) -> Any:
        calls.append(1)
        if first or len(calls) > 1:
            raise Killed
        return await whole(self, *said)

    monkeypatch.setattr(GrantOutlet, name, dies)


def _detail(said: dict[str, Any]) -> str | None:
    return next(iter(said.get("details", {}).values()), None)


def _in_bytes(server: NatsServer, stream: str, text: str) -> bool:
    return any(held(text, path.read_bytes()) for path in server.folder.rglob(f"{stream}/msgs/*.blk"))
