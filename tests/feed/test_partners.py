"""A partner account on a real server sees exactly its subjects and fields, and is refused all else, each tried."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import nats
import pytest
from nats.errors import Error as NatsError

from domain.refusals import StoreUnavailable
from domain.subscriptions.commands import (
    AskReplay,
    EndSubscription,
    PauseSubscription,
    ResumeSubscription,
)
from domain.subscriptions.grant import Grant
from domain.subscriptions.standing import Named, Subscriptions
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, Opened, log_settings
from gongdan.demo.engine.storing import store_all
from gongdan.feeding.channel import Channel
from gongdan.feeding.granting import Granting
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import CONSUMERS, OPERATIONS
from gongdan.service.granting import Grants
from gongdan.settings import Settings
from tests.feed.conftest import Relaying
from tests.feed.partners import Partner, act, granted, subscribe
from tests.feed.reading import shown, until
from tests.feed.test_relay import days

CLOSED = Grant(types=("ticket-closed", "ticket-opened"))
FINE = Grant(types=("ticket-opened",), products=("智能手机", "智能空调"), details=("name",))


class Granted:
    """The feeds of grants, looked at when the test says so."""

    def __init__(self, opened: Opened, granting: Granting, grants: Grants, operations: Connection) -> None:
        self.opened, self.granting, self.grants, self.operations = opened, granting, grants, operations
        self.subscriptions = Subscriptions(opened.store)

    async def look(self) -> None:
        await self.grants.look(datetime.now(UTC))

    async def named(self, name: str):
        return (await self.subscriptions.refresh())[name]


@pytest.fixture
async def granting(settings: Settings, own_server: NatsServer, opened: Opened) -> AsyncIterator[Granted]:
    broker = Broker.of(own_server)
    operations, telling = [
        await Connection.open(log_settings(settings, broker.signed_in_as(user)), "grants")
        for user in (OPERATIONS, CONSUMERS)
    ]
    made = Granting(operations, log_settings(settings, broker), own_server.passwords, own_server.reload)
    grants = Grants(made, opened, telling, operations)
    yield Granted(opened, made, grants, operations)
    await grants.end()
    await operations.close()
    await telling.close()


async def filled(opened: Opened) -> int:
    await store_all(opened.store, iter(days()), lambda batch: None)
    return await opened.log.end()


async def test_each_partner_hears_what_it_was_granted_once_and_in_order(
    own_server: NatsServer, opened: Opened, relaying: Relaying, granting: Granted
):
    await subscribe(opened, "erp", CLOSED)
    await subscribe(opened, "crm", FINE)
    await granting.look()
    async with relaying() as relay:
        await shown(relay, await filled(opened))
    for name, grant in (("erp", CLOSED), ("crm", FINE)):
        named = await granting.named(name)
        should = await granted(opened.store, grant, named.subscription.begins)
        assert len(should) > 5
        async with Partner.of(own_server, granting.granting, named) as partner:
            heard = await partner.hear(20, len(should)) + await partner.hear(0.3)
        assert [each[1] for each in heard] == [each.id for each in should]
        assert [each[2] for each in heard] == [each.data(grant.details or ()) for each in should]
        assert all(any(f".{kind}." in each[0] for kind in grant.types or ()) for each in heard)
    assert any("details" in each[2] for each in heard)


REFUSED = (
    *("gongdan.00.ticket.1", "gongdan-feed.ticket.ticket-opened.-.1", "gongdan-fed.position", "gongdan-granted.erp"),
    *("gongdan-grant.erp.ticket.ticket-opened.-.1", "gongdan-timers.x", "gongdan-dead.x", "gongdan-leases.x"),
    *(f"$JS.{api}.{verb}" for api in ("API", "feed.API") for verb in ("INFO", "STREAM.NAMES", "STREAM.LIST")),
    *(
        f"$JS.{api}.STREAM.{verb}.{stream}"
        for api in ("API", "feed.API")
        for verb in ("INFO", "CREATE", "UPDATE", "DELETE", "PURGE", "MSG.GET", "MSG.DELETE", "SNAPSHOT")
        for stream in ("GONGDAN_FEED", "GONGDAN_FEED_crm", "GONGDAN_EVENTS")
    ),
    *(
        f"$JS.{api}.CONSUMER.{verb}"
        for api in ("API", "feed.API")
        for verb in (
            *(
                "CREATE.GONGDAN_FEED",
                "CREATE.GONGDAN_FEED.sneaky",
                "DURABLE.CREATE.GONGDAN_FEED.erp",
                "NAMES.GONGDAN_FEED",
            ),
            *("DELETE.GONGDAN_FEED.erp", "PAUSE.GONGDAN_FEED.erp", "LIST.GONGDAN_FEED", "RESET.GONGDAN_FEED.erp"),
            *("MSG.NEXT.GONGDAN_FEED_crm.crm", "INFO.GONGDAN_FEED_crm.crm", "MSG.NEXT.GONGDAN_EVENTS.deadlines"),
        )
    ),
    *("$JS.API.DIRECT.GET.GONGDAN_FEED", "$JS.feed.API.DIRECT.GET.GONGDAN_FEED", "$JS.FC.GONGDAN_FEED.erp.x"),
    *("$JS.ACK.GONGDAN_FEED_crm.crm.1.1.1.1.1", "$JS.ACK.GONGDAN_FEED.other.1.1.1.1.1", "$JS.ACK.GONGDAN_EVENTS.x.1"),
    *(
        "$SYS.REQ.SERVER.PING",
        "$SYS.REQ.USER.INFO",
        "_INBOX.x",
        "_INBOX_partner-crm.x",
        "_INBOX_operations.x",
        "anything",
    ),
)
UNHEARD = (
    *(">", "*", "gongdan.>", "gongdan-feed.>", "gongdan-grant.>", "gongdan-grant.erp.>", "gongdan-fed.>", "$JS.>"),
    *("$JS.EVENT.>", "$SYS.>", "_INBOX.>", "_INBOX_partner-crm.>", "_INBOX_operations.>", "$JS.ACK.>", "_R_.>"),
)


async def test_a_partner_is_refused_all_else(own_server: NatsServer, opened: Opened, granting: Granted):
    await subscribe(opened, "erp", CLOSED)
    await subscribe(opened, "crm", FINE)
    await granting.look()
    async with Partner.of(own_server, granting.granting, await granting.named("erp")) as partner:
        assert [each for each in REFUSED if await partner.may_publish(each)] == []
        assert [each for each in UNHEARD if await partner.may_subscribe(each)] == []
        await partner.hear(0.5)
        info = await partner.client.jetstream(domain="feed").consumer_info("GONGDAN_FEED", "erp")
        assert info.config.filter_subjects == [
            "gongdan-feed.*.ticket-closed.*.>",
            "gongdan-feed.*.ticket-opened.*.>",
        ]


async def test_one_that_begins_in_the_past_has_all_of_it_though_the_feed_keeps_it_no_more(
    own_server: NatsServer, opened: Opened, granting: Granted
):
    end = await filled(opened)
    await subscribe(opened, "warehouse", Grant(), after=10)
    await granting.look()
    should = await granted(opened.store, Grant(), 10, end)
    async with Partner.of(own_server, granting.granting, await granting.named("warehouse")) as partner:
        heard = await partner.hear(20, len(should)) + await partner.hear(0.3)
    assert [each[1] for each in heard] == [each.id for each in should]


async def test_it_is_paused_resumed_told_again_and_ended(
    own_server: NatsServer, opened: Opened, relaying: Relaying, granting: Granted
):
    await subscribe(opened, "erp", CLOSED)
    await granting.look()
    begins = (await granting.named("erp")).subscription.begins
    await act(opened, "erp", PauseSubscription())
    await granting.look()
    async with relaying() as relay:
        await shown(relay, await filled(opened))
    should = [each.id for each in await granted(opened.store, CLOSED, begins)]
    async with Partner.of(own_server, granting.granting, await granting.named("erp")) as partner:
        assert await partner.hear(0.5) == []
        await act(opened, "erp", ResumeSubscription())
        await granting.look()
        first = len(should) // 4
        assert [each[1] for each in await partner.hear(20, first)] == should[:first]
        end = await opened.log.end()
        await act(opened, "erp", AskReplay(after=end - 1, through=end))
        await granting.look()
        rest = await partner.hear(20, len(should) - first)
        assert [each[1] for each in rest] == should[first:], "a replay passes nothing over"
        assert (await granting.granting.behind(await granting.named("erp")))[0] == 0
        middle = (await granted(opened.store, CLOSED, begins))[len(should) // 2].recorded.sequence
        await act(opened, "erp", AskReplay(after=middle, through=middle + 10))
        await granting.look()
        again = [each.id for each in await granted(opened.store, CLOSED, middle)]
        assert [each[1] for each in await partner.hear(20, len(again))] == again
        await act(opened, "erp", EndSubscription())
        await granting.look()
        await until(lambda: any("authorization" in said for said in partner.refused), 10)
    with pytest.raises((NatsError, OSError)):
        await nats.connect(own_server.url, user="partner-erp", password="any", allow_reconnect=False, connect_timeout=1)


async def test_one_that_cannot_be_made_keeps_no_other_let_in(
    own_server: NatsServer, opened: Opened, granting: Granted, monkeypatch: pytest.MonkeyPatch
):
    make = granting.granting._make_consumer

    async def broken(named: Named, channel: Channel) -> None:
        if named.name == "crm":
            raise StoreUnavailable("its consumer can't be made")
        await make(named, channel)

    monkeypatch.setattr(granting.granting, "_make_consumer", broken)
    await subscribe(opened, "crm", FINE)
    await subscribe(opened, "erp", CLOSED)
    await granting.look()
    async with Partner.of(own_server, granting.granting, await granting.named("erp")) as partner:
        await act(opened, "erp", EndSubscription())
        await granting.look()
        await until(lambda: any("authorization" in said for said in partner.refused), 10)
    with pytest.raises((NatsError, OSError)):
        await nats.connect(own_server.url, user="partner-erp", password="any", allow_reconnect=False, connect_timeout=1)
