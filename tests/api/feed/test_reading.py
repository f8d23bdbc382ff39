"""The feed over HTTP: pages and streams tell all that happened, once and in order, to who may see it, from anywhere."""

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from api.feed.reader import FeedReader, checked
from api.feed.streaming import streamed
from api.manners.problems import ApiProblem
from api.service import Service
from domain.subscriptions.grant import Grant
from tests.api.conftest import As
from tests.api.feed.conftest import AUDITOR, Json, Opening, subscriber, terms
from tests.api.test_problems import is_problem

OPENING = {
    "channel": "phone",
    "kind": "fault",
    "summary": "空调不制冷",
    "contact": {"name": "王小姐", "phone": "13800000001"},
}


async def happened(agent: httpx.AsyncClient, many: int = 3) -> list[str]:
    """Tickets that were opened and graded."""
    numbers = list[str]()
    for place in range(many):
        said = OPENING | {"product": {"name": f"空调{place % 2}"}}
        answer = await agent.post("/tickets", json=said)
        assert answer.status_code == 201, answer.text
        numbers.append(answer.json()["number"])
        await agent.post(f"/tickets/{numbers[-1]}/grade", json={"severity": "urgent", "reason": "高温天气"})
    return numbers


async def read_all(client: httpx.AsyncClient, **asked: Any) -> list[Json]:
    """Page by page."""
    found, after = list[Json](), asked.pop("after", None)
    while True:
        params = {"limit": 3, **asked, **({"after": after} if after else {})}
        answer = await client.get("/feed/events", params=params)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["events"]
        after = page["next"]
        if not page["more"]:
            return found


def types(events: list[Json]) -> list[str]:
    return [each["type"].split(".")[2] for each in events]


@pytest.fixture
async def erp(service: Service, opening: Opening) -> AsyncIterator[httpx.AsyncClient]:
    """Of one that is told from the log's beginning."""
    async with subscriber(service, (await opening(after=0))["secret"]) as client:
        yield client


async def test_pages_tell_all_once_and_in_order(agent: httpx.AsyncClient, erp: httpx.AsyncClient):
    numbers = await happened(agent)
    events = await read_all(erp)
    ids = [each["id"] for each in events]
    assert len(set(ids)) == len(ids)
    assert [each["sequence"] for each in events] == sorted(each["sequence"] for each in events)
    assert types([each for each in events if each["subject"] == numbers[0]]) == [
        *("ticket-opened", "ticket-graded", "ticket-moved")
    ]
    assert events[0]["specversion"] == "1.0"
    assert events[0]["source"].startswith("urn:gongdan:log:")
    assert "王小姐" not in json.dumps(events, ensure_ascii=False)


async def test_one_that_begins_now_is_told_what_comes_after_it(
    agent: httpx.AsyncClient, service: Service, opening: Opening
):
    await happened(agent, 1)
    async with subscriber(service, (await opening())["secret"]) as client:
        assert await read_all(client) == []
        [number] = await happened(agent, 1)
        assert {each["subject"] for each in await read_all(client)} == {number}
        everything = await read_all(client, after=f"{service.log.epoch}:0")
        assert {each["subject"] for each in everything} == {number}


async def test_one_that_begins_at_a_time_is_told_what_was_recorded_since(
    agent: httpx.AsyncClient, service: Service, opening: Opening
):
    await happened(agent, 1)
    [number] = await happened(agent, 1)
    history = (await agent.get(f"/tickets/{number}/history")).json()
    since = history["events"][0]["recorded"]
    async with subscriber(service, (await opening(since=since))["secret"]) as client:
        assert {each["subject"] for each in await read_all(client)} == {number}


@pytest.mark.parametrize(
    ("grant", "asked", "expected"),
    [
        ({"types": ["ticket-graded"]}, {}, {"ticket-graded"}),
        ({}, {"type": "ticket-opened"}, {"ticket-opened"}),
        ({"types": ["ticket-graded"]}, {"type": "ticket-opened"}, set[str]()),
        ({"severities": ["urgent"]}, {}, {"ticket-graded", "ticket-moved"}),
        ({"regions": ["华东"]}, {}, set[str]()),
    ],
)
async def test_a_grant_is_narrowed_and_never_widened(
    agent: httpx.AsyncClient, service: Service, opening: Opening, grant: Json, asked: Json, expected: set[str]
):
    await happened(agent, 2)
    async with subscriber(service, (await opening(said=terms(**grant), after=0))["secret"]) as client:
        assert set(types(await read_all(client, **asked))) == expected


async def test_a_grant_of_a_product_sees_no_other(agent: httpx.AsyncClient, service: Service, opening: Opening):
    numbers = await happened(agent, 4)
    said = await opening(said=terms(products=["空调1"]), after=0)
    async with subscriber(service, said["secret"]) as client:
        assert {each["subject"] for each in await read_all(client)} == set(numbers[1::2])


async def test_details_are_told_to_who_was_granted_them(agent: httpx.AsyncClient, service: Service, opening: Opening):
    await happened(agent, 1)
    said = terms(details=["name"], types=["ticket-opened"]) | {"until": "2027-06-30"}
    async with subscriber(service, (await opening(said=said, after=0))["secret"]) as client:
        [event] = await read_all(client)
    assert event["data"]["details"] == {"contact.name": "王小姐"}
    assert event["data"]["customer"].startswith("customer-")


async def test_counts_and_digests_of_a_range_are_those_of_what_was_read(
    agent: httpx.AsyncClient, erp: httpx.AsyncClient, service: Service
):
    await happened(agent)
    ids = [each["id"] for each in await read_all(erp)]
    said = (await erp.get("/feed/digest", params={"ids": "true"})).json()
    lines = "".join(f"{each}\n" for each in sorted(ids))
    assert (said["count"], said["ids"]) == (len(ids), ids)
    assert said["digest"] == hashlib.sha256(lines.encode()).hexdigest()
    reversed_range = {"after": "now", "through": f"{service.log.epoch}:1"}
    assert is_problem(await erp.get("/feed/digest", params=reversed_range), 422, "range-reversed")


async def test_what_one_is_told_by_webhook_or_nats_is_counted_for_who_looks_at_subscriptions(
    agent: httpx.AsyncClient, erp: httpx.AsyncClient, act_as: As, opening: Opening
):
    await happened(agent, 1)
    said = terms(types=["ticket-graded"]) | {"endpoint": "https://erp.example.com/events"}
    begins = (await opening("hook", "webhook", said))["position"]
    await happened(agent, 2)
    auditor, asked = act_as(AUDITOR), {"subscription": "hook", "ids": "true"}
    told = (await auditor.get("/feed/digest", params=asked)).json()
    graded = await read_all(erp, after=begins, type="ticket-graded")
    assert (told["count"], told["ids"]) == (2, [each["id"] for each in graded])
    assert is_problem(await auditor.get("/feed/digest", params={"subscription": "none"}), 404, "no-subscription")
    assert is_problem(await erp.get("/feed/digest", params=asked), 404, "no-subscription")
    assert (await erp.get("/feed/digest", params={"subscription": "erp"})).status_code == 200


async def test_how_far_behind_a_subscriber_is_shows(
    agent: httpx.AsyncClient, erp: httpx.AsyncClient, administrator: httpx.AsyncClient
):
    await happened(agent, 1)
    before = (await administrator.get("/subscriptions/erp")).json()
    assert before["lag_events"] > 0
    assert before["lag_seconds"] > 0
    after = (await erp.get("/feed/events")).json()["next"]
    await erp.get("/feed/events", params={"after": after})
    shown = (await administrator.get("/subscriptions/erp")).json()
    assert (shown["lag_events"], shown["lag_seconds"], shown["position"]) == (0, 0.0, after)
    assert shown["seen"]


@pytest.mark.parametrize("place", ["1", "x:1", "0" * 32, "now:1"])
async def test_what_is_no_place_is_said_so(erp: httpx.AsyncClient, place: str):
    assert is_problem(await erp.get("/feed/events", params={"after": place}), 400, "bad-place")


async def test_a_place_of_another_log_is_said_so(erp: httpx.AsyncClient):
    assert is_problem(await erp.get("/feed/events", params={"after": f"{'0' * 32}:1"}), 410, "other-log")


@pytest.mark.parametrize("sign", ["", ".1"])
async def test_a_place_that_the_log_has_not_come_to_is_said_so(erp: httpx.AsyncClient, service: Service, sign: str):
    epoch, end = service.log.epoch, await service.log.end()
    ahead = f"{epoch}:{end + 1}{sign}"
    for place in (ahead, f"{epoch}:{'9' * 16}"):
        assert is_problem(await erp.get("/feed/events", params={"after": place}), 422, "place-ahead")
        assert is_problem(await erp.get("/feed/digest", params={"through": place}), 422, "place-ahead")
        streaming = {"Accept": "text/event-stream", "Last-Event-ID": place}
        assert is_problem(await erp.get("/feed/events", headers=streaming), 422, "place-ahead")
    assert (await erp.get("/feed/events", params={"after": f"{epoch}:{end}{sign}"})).json()["events"] == []


async def test_within_what_its_first_event_tells_a_reader_goes_on_where_it_was(
    agent: httpx.AsyncClient, service: Service, opening: Opening
):
    [number] = await happened(agent, 1)
    history = (await agent.get(f"/tickets/{number}/history")).json()
    [graded] = [int(each["position"].partition(":")[2]) for each in history["events"] if "graded" in each["type"]]
    async with subscriber(service, (await opening(after=graded - 1))["secret"]) as client:
        all_of_it = await read_all(client)
        assert types(all_of_it)[:2] == ["ticket-graded", "ticket-moved"]
        assert await read_all(client, after=f"{service.log.epoch}:{graded}.1") == all_of_it[1:]


async def test_who_has_no_secret_reads_nothing_and_auditors_read_without_details(
    agent: httpx.AsyncClient, service: Service, act_as: As
):
    await happened(agent, 1)
    async with subscriber(service, "gongdan-feed_guessed") as stranger:
        assert is_problem(await stranger.get("/feed/events"), 401, "bad-feed-secret")
    assert is_problem(await agent.get("/feed/events"), 403, "forbidden")
    assert set(types(await read_all(act_as(AUDITOR)))) >= {"ticket-opened"}


async def test_a_secret_opens_nothing_but_the_feed(erp: httpx.AsyncClient):
    for place in ("/register", "/subscriptions", "/tickets/202405-00001"):
        assert (await erp.get(place)).status_code == 401


class Stream:
    """Server-sent events as a browser takes them."""

    def __init__(self) -> None:
        self.last, self.events = "", list[Json]()

    def take(self, told: bytes) -> None:
        for block in told.decode().split("\n\n"):
            said = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
            self.last = said.get("id", self.last)
            if "data" in said:
                self.events.append(json.loads(said["data"]))


async def test_a_stream_tells_what_happens_and_goes_on_after_the_last_event(
    agent: httpx.AsyncClient, erp: httpx.AsyncClient, service: Service
):
    await happened(agent, 2)
    stream = Stream()
    expected = await read_all(erp)
    while len(stream.events) < len(expected):
        cut = len(stream.events) + 2
        await _told(service, erp, stream, cut)
    assert stream.events == expected


async def test_a_stream_ends_when_the_subscription_is_paused(
    agent: httpx.AsyncClient, erp: httpx.AsyncClient, service: Service, administrator: httpx.AsyncClient
):
    await happened(agent, 1)
    told = await _stream(service, erp, "0")
    await anext(told)
    await administrator.post("/subscriptions/erp/pause", json={})
    assert [each async for each in told] == []


async def test_a_stream_of_who_may_look_no_more_ends(agent: httpx.AsyncClient, service: Service):
    asked = list[str]()

    async def looking() -> FeedReader:
        asked.append("once more")
        if len(asked) > 1:
            raise ApiProblem("bad-token")
        return reader

    reader = FeedReader(None, looking, Grant())
    told = streamed(service, reader, "0", reader.wanted(Grant(), None))
    [before] = await happened(agent, 1)
    heard = [await anext(told) for _ in range(2)]
    [after] = await happened(agent, 1)
    heard += [each async for each in told]
    assert before.encode() in b"".join(heard)
    assert after.encode() not in b"".join(heard)


async def _told(service: Service, erp: httpx.AsyncClient, stream: Stream, until: int) -> None:
    """Cut off after so many."""
    place = stream.last.partition(":")[2] or "0"
    told = await _stream(service, erp, place)
    async for piece in told:
        stream.take(piece)
        if len(stream.events) >= until:
            break
    await told.aclose()


async def _stream(service: Service, erp: httpx.AsyncClient, place: str) -> Any:
    """As the route answers: httpx's transport within a process waits for the end of an answer."""
    assert service.subscribers
    holder = service.subscribers.holder(erp.headers["Authorization"].removeprefix("Bearer "))
    assert holder
    reader = await checked(service, *holder)
    return streamed(service, reader, place, reader.wanted(Grant(), None))


async def test_a_type_that_is_none_is_not_passed_over_in_silence(erp: httpx.AsyncClient):
    said = is_problem(await erp.get("/feed/events", params={"type": "ticket-close"}), 422, "not-valid")
    assert "feed catalog" in said["detail"]


@pytest.mark.parametrize(
    "asked", [{"severity": "\0"}, {"product": "长" * 101}, {"region": "一\n二"}, {"product": ["a"] * 201}]
)
async def test_words_that_no_grant_could_hold_are_not_valid(erp: httpx.AsyncClient, asked: Any):
    for place in ("/feed/events", "/feed/digest"):
        assert is_problem(await erp.get(place, params=asked), 422, "not-valid")
