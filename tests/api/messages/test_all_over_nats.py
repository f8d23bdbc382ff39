"""What there is over HTTP there is over NATS, listed by discovery, and nobody may do there what they may not do here."""

import asyncio
import json

import httpx
import pytest
from nats.aio.client import Client

from api.app import all_routes
from api.messages.operations import Operations
from api.tickets.actions import NOUNS
from api.tickets.examples import EXAMPLES
from domain.wording import ROLES
from eventsourcing_nats.broker.client import settled
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.services import SERVICE
from tests.api.conftest import As
from tests.api.messages.conftest import PREFIX, By, Json, connected
from tests.api.test_tickets import opened

SAMPLED = sorted(NOUNS)[::12]


async def discovered(client: Client, verb: str) -> Json:
    return json.loads((await client.request(f"$SRV.{verb}.{PREFIX}", b"", timeout=30)).data)


async def test_every_route_has_an_endpoint_that_discovery_lists(by: By):
    client = by().client
    assert (await discovered(client, "PING"))["version"] == "1.2.3"
    found = await discovered(client, "INFO")
    listed = {(each["metadata"]["method"], each["metadata"]["path"]) for each in found["endpoints"] if each["metadata"]}
    routes = {(method, each.path) for each in all_routes() if each.include_in_schema for method in each.methods}
    assert listed == routes
    assert len(listed) > 300
    assert {each["queue_group"] for each in found["endpoints"]} == {"gongdan-do", "gongdan-do-unknown"}


async def test_every_operation_has_a_name_of_its_own_and_reaches_its_own_route():
    operations = Operations(all_routes())
    every = list(operations)
    assert len({each.name for each in every}) == len(every)
    for each in every:
        assert operations.reaches(each, each.place(dict.fromkeys(each.names, "x"))), each


async def test_statistics_tell_what_was_asked_and_what_was_refused(by: By):
    await by("a-001:agent").ask("tickets.open", {"channel": "web", "summary": "异响"})
    await by("a-001:agent").ask("tickets.open")
    stats = await discovered(by().client, "STATS")
    [opening] = [each for each in stats["endpoints"] if each["subject"] == f"{PREFIX}-do.tickets.open"]
    assert (opening["num_requests"], opening["data"]) == (2, {"answered": 2, "problems": 1})


@pytest.mark.parametrize("action", SAMPLED)
async def test_rights_are_the_same_over_both_entrances(by: By, act_as: As, agent: httpx.AsyncClient, action: str):
    number = await opened(agent)

    async def compared(role: str) -> tuple[str, int, int]:
        staff = f"n-001:{role}"
        over_nats = await by(staff).ask(f"tickets.{action}", EXAMPLES[action], number=number)
        over_http = await act_as(staff).post(f"/tickets/{number}/{NOUNS[action]}", json=EXAMPLES[action])
        return role, over_nats.status, over_http.status_code

    for role, over_nats, over_http in await asyncio.gather(
        *map(compared, sorted(ROLES.keys() - {"customer", "system"}))
    ):
        assert (over_nats == 403) == (over_http == 403), (role, action)


@pytest.mark.parametrize(
    ("subject", "allowed"),
    [
        ("gongdan-do.tickets.open", True),
        ("$SRV.INFO", True),
        ("gongdan.00.ticket.1", False),
        ("gongdan-feed.ticket.ticket-opened.-.1", False),
        ("$JS.API.INFO", False),
        ("$SYS.REQ.SERVER.PING", False),
        ("_INBOX_partner.x", False),
        ("_INBOX_service.x", False),
        ("_R_.x", False),
    ],
)
async def test_a_program_that_asks_may_publish_requests_only(nats_server: NatsServer, subject: str, allowed: bool):
    refused: list[str] = []
    client = await connected(nats_server, SERVICE, refused)
    await client.publish(subject, b"{}")
    await settled(client)
    await asyncio.sleep(0.02)
    assert (not refused) is allowed
    await client.close()


@pytest.mark.parametrize(
    "subject", [">", "_INBOX_service.x", "gongdan-do.>", "$SRV.>", "gongdan-feed.>", "_INBOX_api.>"]
)
async def test_it_hears_its_own_inbox_only(nats_server: NatsServer, subject: str):
    refused: list[str] = []
    client = await connected(nats_server, SERVICE, refused)
    await client.subscribe(subject)
    await settled(client)
    await asyncio.sleep(0.02)
    assert (not refused) is (subject == "_INBOX_service.x")
    await client.close()
