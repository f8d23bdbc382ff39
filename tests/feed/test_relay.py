"""Subscribers are told all that happens, once and in order, whatever stops or starts meanwhile."""

from functools import cache

import nats
import pytest
from nats.errors import TimeoutError as NothingCame

from consumers.feed.messages import Message, messages_of
from consumers.feed.relay import Overtaken
from domain.published.telling import Teller
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from eventsourcing_nats.broker.client import settled
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, Opened, log_settings
from gongdan.demo.engine.batching import Batch
from gongdan.demo.engine.storing import store_all
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import CONSUMERS, PARTNER
from gongdan.settings import Settings
from tests.demo.making import making
from tests.feed.conftest import NAME, Relaying
from tests.feed.reading import Feed, should_stand, shown, until


@cache
def days() -> tuple[Batch, ...]:
    """Two made-up ones."""
    return tuple(making(7, 4, 10).batches())


async def filled(opened: Opened) -> int:
    """The position at which the days end."""
    await store_all(opened.store, iter(days()), lambda batch: None)
    return await opened.log.end()


async def test_all_that_happened_is_told_once_and_in_order(opened: Opened, relaying: Relaying, feed: Feed):
    end = await filled(opened)
    async with relaying() as relay:
        await shown(relay, end)

    stands = await feed.stands()
    assert len(stands) > 100
    assert stands == await should_stand(opened.store, "gongdan")


async def test_a_message_is_a_cloud_event(opened: Opened, relaying: Relaying, feed: Feed):
    end = await filled(opened)
    async with relaying() as relay:
        await shown(relay, end)

    headers = await feed.headers()
    assert headers["ce-specversion"] == "1.0"
    assert headers["Nats-Msg-Id"] == headers["ce-id"]
    assert headers["ce-type"].startswith("gongdan.")
    assert headers["ce-source"] == "urn:gongdan:log:of-this-test"


async def test_a_relay_goes_on_where_the_last_one_ended(opened: Opened, relaying: Relaying, feed: Feed):
    end = await filled(opened)
    async with relaying() as relay:
        await shown(relay, 1)
    assert relay.position < end
    async with relaying() as relay:
        await shown(relay, end)

    assert await feed.stands() == await should_stand(opened.store, "gongdan")


async def test_of_two_relays_neither_tells_anything_twice(opened: Opened, relaying: Relaying, feed: Feed):
    async with relaying() as one, relaying() as other:
        end = await filled(opened)
        await until(lambda: max(one.position, other.position) >= end)

    assert await feed.stands() == await should_stand(opened.store, "gongdan")


async def test_of_two_that_tell_at_once_the_second_is_refused_whole(
    settings: Settings, own_server: NatsServer, opened: Opened, feed: Feed
):
    await filled(opened)
    events = [recorded async for batch in opened.store.follow(0, until=300) for recorded in batch]
    connection = await Connection.open(log_settings(settings, Broker.of(own_server).signed_in_as(CONSUMERS)), "feed")
    one, other = (NatsOutlet(connection, Channel.public(settings.prefix), NAME) for _ in range(2))
    messages = _told(events)
    await one.last()
    await other.last()
    await one.tell(messages[:3], 10)
    with pytest.raises(Overtaken):
        await other.tell(messages[3:9], 20)

    assert await other.last() == 10
    assert len(await feed.stands()) == 3
    await connection.close()


async def test_a_feed_that_somebody_emptied_is_told_anew(opened: Opened, relaying: Relaying, feed: Feed):
    end = await filled(opened)
    for _ in range(2):
        async with relaying() as relay:
            await shown(relay, end)
        assert await feed.stands() == await should_stand(opened.store, "gongdan")
        await feed.empty()


async def test_a_feed_of_another_log_is_not_gone_on_with(
    settings: Settings, own_server: NatsServer, opened: Opened, relaying: Relaying
):
    end = await filled(opened)
    async with relaying() as relay:
        await shown(relay, end)
    connection = await Connection.open(log_settings(settings, Broker.of(own_server).signed_in_as(CONSUMERS)), "feed")
    with pytest.raises(StoreUnavailable, match="another log"):
        await NatsOutlet(connection, Channel.public(settings.prefix), "urn:gongdan:log:restored").last()
    await connection.close()


async def test_what_the_feed_keeps_no_more_is_not_told_again(opened: Opened, relaying: Relaying, feed: Feed):
    end = await filled(opened)
    async with relaying() as relay:
        await shown(relay, 1)
    gone = await feed.expire()
    async with relaying() as relay:
        await shown(relay, end)

    assert gone > 0
    assert await feed.stands() == (await should_stand(opened.store, "gongdan"))[gone:]


async def test_a_partner_hears_the_feed_and_not_how_far_it_is(
    settings: Settings, own_server: NatsServer, opened: Opened, relaying: Relaying
):
    partner = log_settings(settings, Broker.of(own_server).signed_in_as(PARTNER))
    client = await nats.connect(own_server.url, user=partner.user, password=partner.password)
    heard = await client.subscribe("gongdan-feed.>")
    everything = await client.subscribe("gongdan-fed.>")
    await settled(client)
    async with relaying() as relay:
        await shown(relay, await filled(opened))
    message = await heard.next_msg(5)
    assert message.subject.startswith("gongdan-feed.")
    with pytest.raises(NothingCame):
        await everything.next_msg(0.3)
    await client.close()


def _told(events: list[Recorded]) -> list[Message]:
    tellers: dict[str, Teller] = {}
    return [
        message
        for recorded in events
        for message in messages_of(
            recorded, tellers.setdefault(recorded.envelope.aggregate, Teller()).tell(recorded), "gongdan", "urn:x"
        )
    ]
