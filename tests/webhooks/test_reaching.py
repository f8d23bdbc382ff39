"""No delivery reaches what is not on the public internet, however its URL, its name or its answer put it."""

import asyncio
import ipaddress
import socket
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from consumers.webhooks.reaching.addresses import is_public, may_be_reached, networks
from consumers.webhooks.reaching.endpoints import NoEndpoint, endpoint
from consumers.webhooks.reaching.post import Answer, Post
from tests.notices.certificates import contexts
from tests.webhooks.receiver import OK, Receiver, Reply, Request, receiving

LOOPBACK = networks("127.0.0.0/8,::1/128")

FORBIDDEN = (
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255"),  # noqa: S104
    *("127.0.0.1", "127.0.0.2", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2"),
    *("168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.0.170", "192.0.0.192", "192.0.2.1"),
    *("192.31.196.1", "192.52.193.1", "192.88.99.1", "192.168.0.1", "192.168.255.255", "192.175.48.1"),
    *("198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "233.252.0.1", "239.255.255.250"),
    *("240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:169.254.169.254"),
    *("64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "100::1", "2001::1", "2001:0:4136:e378::1"),
    *("2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::", "2620:4f:8000::1", "3fff::1"),
    *("4000::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fd20:ce::254", "fe80::1", "fec0::1", "ff02::1", "ff0e::1"),
)
OPEN = ("1.1.1.1", "8.8.8.8", "114.114.114.114", "223.5.5.5", "100.63.255.255", "100.128.0.1", "172.32.0.1")
OPEN_6 = ("2606:4700:4700::1111", "2400:3200::1", "2a00:1450:4001::1", "2620:fe::fe")

STRANGE = (
    *(
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0x7f.0.0.1:{port}/",
        "http://0177.0.0.1:{port}/",
    ),
    *("http://017700000001:{port}/", "http://127.1:{port}/", "http://127.0.1:{port}/", "http://0:{port}/"),
    *(
        "http://127.0.0.01:{port}/",
        "http://127.0.0.0x1:{port}/",
        "http://[::1%25lo]:{port}/",
        "http://[fe80::1%lo]:{port}/",
    ),
    *("http://①②⑦.⓪.⓪.①:{port}/", "http://１２７.0.0.1:{port}/"),
    *("http://user@127.0.0.1:{port}/", "http://8.8.8.8@127.0.0.1:{port}/", "http://8.8.8.8:80@127.0.0.1:{port}/"),
    *("http://127.0.0.1:{port}\\@8.8.8.8/", "http://127.0.0.1\t:{port}/", "http://127.0.0.1:{port}/#@8.8.8.8/"),
    *("http://8.8.8.8#@127.0.0.1:{port}/", "http://127.0.0.1%2f:{port}/", "http://127.0.0.1%00.example.com:{port}/"),
    *(
        "ftp://127.0.0.1:{port}/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/",
        "//127.0.0.1:{port}/",
        "127.0.0.1",
    ),
    *("http://:{port}/", "http:///", "http://-a.example:{port}/", "http://a..example:{port}/", ""),
    *("http://127.0.0.1:22/", "http://127.0.0.1:25/", "https://127.0.0.1:53/", "http://127.0.0.1:70000/"),
    *("http://127.0.0.1:{port}/\r\nHost: other", "http://127.0.0.1:{port}/ü", "http://127.0.0.1:{port}/" + "a" * 2000),
)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """On every address of this machine."""
    async with receiving("0.0.0.0") as found:  # noqa: S104
        yield found


def naming(*found: str) -> Post:
    """Whatever name is asked for stands for these."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return found

    return Post(within=2, resolve=resolve)


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


async def asked(url: str, post: Post) -> Answer:
    try:
        return await post.deliver(url, {"webhook-id": "m"}, b"{}")
    finally:
        await post.close()


async def test_sixty_forbidden_addresses_and_their_names_are_never_asked(receiver: Receiver):
    before = receiver.connections
    assert len(set(FORBIDDEN)) >= 60
    for address in FORBIDDEN:
        for scheme in ("http", "https"):
            literal = await asked(f"{scheme}://{bracketed(address)}:{receiver.port}/", Post(within=2))
            named = await asked(f"{scheme}://partner.example:{receiver.port}/", naming(address))
            beside = await asked(f"{scheme}://partner.example:{receiver.port}/", naming("8.8.8.8", address))
            assert {literal.error, named.error, beside.error} == {"address-forbidden"}, address
    assert receiver.connections == before


@pytest.mark.parametrize("url", STRANGE)
async def test_a_url_that_could_mean_two_hosts_is_refused(url: str, receiver: Receiver):
    before = receiver.connections
    said = url.format(port=receiver.port) if "{port}" in url else url
    with pytest.raises(NoEndpoint):
        endpoint(said)
    answer = await asked(said, Post(LOOPBACK, within=2))

    assert (answer.error or "").startswith("url-")
    assert receiver.connections == before


@pytest.mark.parametrize("url", ["http://localhost:{port}/", "https://localhost:{port}/", "http://localhost.:{port}/"])
async def test_a_name_of_our_own_is_not_asked(url: str, receiver: Receiver):
    before = receiver.connections
    answer = await asked(url.format(port=receiver.port), Post(within=2))

    assert answer.error == "address-forbidden"
    assert receiver.connections == before


async def test_a_name_that_means_another_address_the_second_time_is_found_out_at_each_delivery(receiver: Receiver):
    before, answers = receiver.connections, iter([["8.8.8.8"], ["127.0.0.1"], ["10.0.0.1", "8.8.8.8"]])

    async def rebinding(host: str, port: int) -> Sequence[str]:
        return next(answers)

    post = Post(within=0.2, resolve=rebinding)
    errors = [(await post.deliver(f"https://partner.example:{receiver.port}/", {}, b"")).error for _ in range(3)]
    await post.close()

    assert errors[0] in ("timeout", "no-connection")  # asked at the address that was checked, which is not ours
    assert errors[1:] == ["address-forbidden"] * 2
    assert receiver.connections == before


async def test_what_was_checked_is_what_is_connected_to(receiver: Receiver):
    """The name is resolved once: between the check and the request it can't come to mean another address."""
    asked_for = list[str]()

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked_for.append(host)
        return ["127.0.0.1"] if len(asked_for) == 1 else ["8.8.8.8"]

    answer = await asked(f"http://partner.example:{receiver.port}/a?b=c", Post(LOOPBACK, within=2, resolve=resolve))

    assert answer.taken
    assert asked_for == ["partner.example"]
    assert receiver.requests[-1].target == "/a?b=c"
    assert receiver.requests[-1].headers["host"] == f"partner.example:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_not_followed(status: int, receiver: Receiver):
    receiver.answering(status, {"Location": f"http://127.0.0.1:{receiver.port}/elsewhere"})
    before = len(receiver.requests)
    answer = await asked(receiver.url, Post(LOOPBACK, within=2))

    assert (answer.taken, answer.why, answer.status) == (False, "redirect", status)
    assert len(receiver.requests) == before + 1


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_2xx_is_taken(status: int, receiver: Receiver):
    receiver.answering(status)

    assert (await asked(receiver.url, Post(LOOPBACK, within=2))).taken


@pytest.mark.parametrize("status", [400, 401, 404, 410, 429, 500, 502, 503])
async def test_all_else_is_not(status: int, receiver: Receiver):
    receiver.answering(status)
    answer = await asked(receiver.url, Post(LOOPBACK, within=2))

    assert (answer.taken, answer.why, answer.gone) == (False, "status", status == 410)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("in an hour", pytest.approx(3600, abs=60)),
        ("an hour ago", 0.0),
        ("soon", None),
        ("Mon, 01 Jan 2024 00:00:00 +99999999999999999", None),
        ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
        ("-5", None),
    ],
)
async def test_what_it_says_of_when_to_come_again_is_heard(said: str, seconds: float | None, receiver: Receiver):
    day = {"in an hour": timedelta(hours=1), "an hour ago": timedelta(hours=-1)}.get(said)
    said = said if day is None else format_datetime(datetime.now(UTC) + day, usegmt=True)
    receiver.answering(503, {"Retry-After": said})

    assert (await asked(receiver.url, Post(LOOPBACK, within=2))).retry_after == seconds


async def test_who_does_not_answer_in_time_is_not_waited_for(receiver: Receiver):
    async def slowly(request: Request) -> Reply:
        await asyncio.sleep(1)
        return OK

    receiver.behave = slowly
    began = time.monotonic()
    answer = await asked(receiver.url, Post(LOOPBACK, within=0.2))

    assert answer.error == "timeout"
    assert time.monotonic() - began < 0.8


async def test_who_says_too_much_is_listened_to_no_longer(receiver: Receiver):
    receiver.answering(200, body=b"x" * 5_000_000)
    answer = await asked(receiver.url, Post(LOOPBACK, within=5))

    assert answer.taken
    assert answer.ms < 1_000


async def test_a_name_that_is_not_there_is_told_as_such(receiver: Receiver):
    async def nowhere(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror

    assert (await asked("https://partner.example/", Post(resolve=nowhere))).error == "name-not-found"


async def test_a_connection_is_used_again(receiver: Receiver):
    receiver.answering(204)
    post, before = Post(LOOPBACK, within=2), receiver.connections
    for _ in range(5):
        assert (await post.deliver(receiver.url, {}, b"{}")).taken
    await post.close()

    assert receiver.connections == before + 1


async def test_what_was_not_answered_in_time_costs_nothing_that_comes_after_it(receiver: Receiver):
    async def hangs(request: Request) -> Reply:
        await asyncio.sleep(60)
        return OK

    post, receiver.behave = Post(LOOPBACK, within=0.5), hangs
    silent = await asyncio.gather(*(post.deliver(receiver.url, {}, b"{}") for _ in range(16)))
    receiver.answering(204)
    after = await asyncio.gather(*(post.deliver(receiver.url, {}, b"{}") for _ in range(16)))
    await post.close()

    assert {answer.error for answer in silent} == {"timeout"}
    assert all(answer.taken for answer in after)


async def test_connections_that_nobody_needed_for_long_are_closed(receiver: Receiver, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("consumers.webhooks.reaching.post._IDLE", -1.0)
    receiver.answering(204)
    post = Post(LOOPBACK, within=2)
    await asyncio.gather(*(post.deliver(receiver.url, {}, b"{}") for _ in range(8)))
    await post.deliver(receiver.url, {}, b"{}")
    assert sum(map(len, post._idle.values())) == 1
    await post.close()


async def test_in_the_clear_only_what_is_allowed_is_asked():
    assert (await asked("http://partner.example/", naming("8.8.8.8"))).error == "address-forbidden"


async def test_the_certificate_is_to_be_that_of_the_name(tmp_path: Path):
    trusting, theirs = contexts(tmp_path)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async with receiving(tls=theirs) as receiver:
        right, wrong, strange = [
            await asked(f"https://{name}:{receiver.port}/", Post(LOOPBACK, 2, context, resolve))
            for name, context in (
                ("localhost", trusting),
                ("other.example", trusting),
                ("localhost", None),
            )
        ]
    assert right.taken
    assert (wrong.error, strange.error) == ("tls", "tls")
    assert len(receiver.requests) == 1


def test_what_is_public_is_public():
    assert all(is_public(ipaddress.ip_address(each)) for each in (*OPEN, *OPEN_6))


def test_an_allowed_network_opens_itself_and_nothing_else_and_never_a_cloud_s_metadata():
    allowed = networks("10.1.0.0/16, 169.254.0.0/16,fd00::/8")

    def may(address: str) -> bool:
        return may_be_reached(ipaddress.ip_address(address), allowed)

    assert [may(each) for each in ("10.1.2.3", "169.254.1.1", "fd12::1")] == [True] * 3
    refused = ("10.2.0.1", "127.0.0.1", "169.254.169.254", "fd00:ec2::254", "::ffff:10.1.2.3", "fc00::1")
    assert not any(map(may, refused))


@pytest.mark.parametrize(
    "address",
    ["::ffff:169.254.169.254", "::169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b::6464:64c8", "2002:a9fe:a9fe::1"],
)
def test_no_network_that_is_allowed_hides_a_cloud_s_metadata(address: str):
    assert not may_be_reached(ipaddress.ip_address(address), networks("::/0"))
    assert may_be_reached(ipaddress.ip_address("64:ff9b::808:808"), networks("64:ff9b::/96"))


@pytest.mark.parametrize("text", ["10.0.0.1/8", "10.0.0.0/33", "all"])
def test_what_is_no_network_is_refused(text: str):
    with pytest.raises(ValueError, match=r"host bits|permitted|appear"):
        networks(text)


def test_a_name_in_another_script_is_asked_by_its_ascii_form():
    assert endpoint("https://例子.测试/钩".replace("/钩", "/a")).host == "xn--fsqu00a.xn--0zwm56d"


@pytest.mark.parametrize(
    "url",
    [
        *("https://169.254.169.254/", "https://[::ffff:127.0.0.1]/", "https://0x7f.1/", "https://10.0.0.1/"),
        *("https://erp.example.com:22/", "http://erp.example.com/", "https://erp.example.com/路径"),
    ],
)
def test_it_is_known_beforehand_where_nothing_is_ever_delivered(url: str):
    assert not Post().may_reach(url)
    assert Post().may_reach("https://erp.example.com:8443/events")


def test_networks_of_the_house_are_reached_where_they_are_allowed():
    for url in ("http://127.0.0.1:8080/", "https://[::1]/", "http://erp.house/"):
        assert Post(LOOPBACK).may_reach(url)
        assert not Post(networks("10.0.0.0/8")).may_reach(url) or "house" in url
