"""``gongdan feed`` against a running service: a partner is let in by NATS while it runs, others read and verify."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import nats
import pytest

from gongdan.failures import WRONG_USAGE
from tests.whole.service import Service, start
from tests.whole.test_own_pack import done

ADMINISTRATOR, AGENT = ("--as", "m-900:administrator"), ("--as", "a-001:agent")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With its reactions, and so the feed."""
    running = start(tmp_path_factory.mktemp("feed") / "home", timeout=60, GONGDAN_REACTIONS="true")
    yield running
    running.kill()


def opened(service: Service) -> str:
    said = done(service, "ticket", "open", "channel=phone", "summary=设备无法启动", *AGENT, "--json")
    return json.loads(said)["number"]


async def heard(connect: dict[str, str], secret: str) -> str:
    """The subject of the first event, as the answer to the grant says how to hear it."""
    inbox = connect["inbox_prefix"]
    client = await nats.connect(connect["servers"], user=connect["user"], password=secret, inbox_prefix=inbox)
    fetching = await client.jetstream(domain=connect["domain"]).pull_subscribe_bind(
        connect["consumer"], connect["stream"], f"{inbox}.".encode()
    )
    [message] = await fetching.fetch(1, timeout=30)
    await message.ack_sync()
    await client.close()
    return message.subject


def test_a_partner_that_was_granted_the_feed_hears_what_happens_then(service: Service):
    terms = ("--owner", "m-900", "--purpose", "结算", "--type", "ticket-opened")
    said = json.loads(done(service, "feed", "grant", "erp", *terms, *ADMINISTRATOR, "--json"))
    number = opened(service)
    assert asyncio.run(heard(said["connect"], said["secret"])) == f"gongdan-feed.ticket.ticket-opened.-.{number}"
    listed = done(service, "feed", "subscriptions", *ADMINISTRATOR, lang="zh")
    assert "结算" in listed
    assert "正常" in listed
    changed = ("feed", "change", "erp", "--purpose", "对账", "--type", "ticket-closed")
    assert done(service, *changed, *ADMINISTRATOR, lang="zh") == "已办理。\n"
    assert "本来如此" in done(service, *changed, "--without", "until", *ADMINISTRATOR, lang="zh")
    [terms] = [each["terms"] for each in json.loads(done(service, "feed", "subscriptions", *ADMINISTRATOR, "--json"))]
    assert (terms["purpose"], terms["owner"], terms["grant"]["types"]) == ("对账", "m-900", ["ticket-closed"])
    assert service.command(*changed, "--without", "owner", *ADMINISTRATOR, lang="zh").returncode == WRONG_USAGE
    assert done(service, "feed", "end", "erp", *ADMINISTRATOR, lang="zh") == "已办理。\n"
    assert "开通订阅" in done(service, "feed", "history", "erp", *ADMINISTRATOR, lang="zh")


def test_the_feed_is_read_and_what_came_of_it_verified(service: Service, tmp_path: Path):
    opened(service)
    lines = done(service, "feed", "tail", *ADMINISTRATOR).splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    assert "Complete" in done(service, "feed", "verify", _file(tmp_path, lines), *ADMINISTRATOR)
    wrong = service.command("feed", "verify", _file(tmp_path, [*ids[1:], ids[1]]), *ADMINISTRATOR, lang="en")
    assert wrong.returncode != 0
    assert f"missing: {ids[0]}" in wrong.stdout
    assert f"twice: {ids[1]}" in wrong.stdout


def _file(folder: Path, lines: list[str]) -> str:
    path = folder / "came.txt"
    path.write_text("\n".join(lines))
    return str(path)
