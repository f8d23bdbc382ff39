"""The part of a running service that answers over NATS: it comes back with its server, and is left out where it may not be."""

import asyncio
import json

import pytest
from nats.errors import Error as NatsError
from nats.errors import NoRespondersError
from structlog.testing import capture_logs

from api.app import create_app
from api.service import Service
from gongdan.composition import Broker
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.services import SERVICE
from gongdan.nats_servers.users import ANSWERING
from gongdan.service.answering import answering_requests
from gongdan.settings import Settings
from tests.api.messages.conftest import connected

LIVE = "gongdan-do.livez.live"


async def asked(server: NatsServer) -> int:
    """The status that a question is answered with, asked until somebody answers."""
    async with asyncio.timeout(60):
        while True:
            try:
                client = await connected(server, SERVICE)
                try:
                    answer = await client.request(LIVE, b"", timeout=10)
                finally:
                    await client.close()
            except (NoRespondersError, NatsError, OSError):
                await asyncio.sleep(0.1)
            else:
                return int((answer.headers or {})["Gongdan-Status"])


async def test_it_answers_again_after_its_server_was_away(service: Service, own_server: NatsServer):
    settings = Settings(nats_port=int(own_server.url.rpartition(":")[2]))
    async with answering_requests(settings, Broker.of(own_server), create_app(service)):
        assert await asked(own_server) == 200
        own_server.kill()
        own_server.start()
        assert await asked(own_server) == 200


async def test_two_services_share_what_is_asked_and_one_that_stops_leaves_it_to_the_other(
    service: Service, nats_server: NatsServer
):
    app, broker = create_app(service), Broker.of(nats_server)
    async with answering_requests(Settings(), broker, app):
        async with answering_requests(Settings(), broker, app):
            assert [await asked(nats_server) for _ in range(10)] == [200] * 10
            client = await connected(nats_server, SERVICE)
            found, inbox = list[str](), client.new_inbox()
            heard = await client.subscribe(inbox)
            await client.publish("$SRV.PING.gongdan", b"", reply=inbox)
            for _ in range(2):
                found.append(json.loads((await heard.next_msg(10)).data)["id"])
            assert len(set(found)) == 2
            await client.close()
        assert [await asked(nats_server) for _ in range(10)] == [200] * 10


async def test_where_the_servers_know_no_such_user_it_is_said_and_the_rest_goes_on(
    service: Service, own_server: NatsServer
):
    (own_server.passwords.folder / ANSWERING).write_text("another password\n")
    with capture_logs() as logged:
        async with answering_requests(Settings(), Broker.of(own_server), create_app(service)):
            pass
    assert [each["event"] for each in logged if each["log_level"] == "warning"][-1] == "nats_requests_off"


@pytest.fixture(autouse=True)
def _quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    """No environment of whoever runs the tests."""
    monkeypatch.delenv("GONGDAN_NATS_URL", raising=False)
