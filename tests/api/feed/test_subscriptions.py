"""Subscriptions over HTTP: works, refused, harmless twice, stale version loses; secrets told once, history kept."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.service import Service
from tests.api.conftest import As
from tests.api.feed.conftest import AGENT, AUDITOR, Opening, subscriber, terms
from tests.api.test_problems import is_problem


async def test_an_administrator_opens_one_and_gets_its_secret_once(opening: Opening, act_as: As):
    said = await opening()
    assert [each["type"] for each in said["events"]] == ["subscription-opened"]
    assert said["secret"].startswith("gongdan-feed_")
    [shown] = (await act_as(AUDITOR).get("/subscriptions")).json()
    assert (shown["name"], shown["way"], shown["status"]) == ("erp", "http", "open")
    assert shown["terms"]["purpose"] == "ERP 结算"
    assert len(shown["secrets"]) == 1
    assert said["secret"] not in str(shown)


async def test_opened_again_as_it_is_nothing_changes_and_no_other_secret_is_told(opening: Opening, service: Service):
    secret = (await opening())["secret"]
    again = await opening()
    assert again["events"] == []
    assert "secret" not in again
    async with subscriber(service, secret) as client:
        assert (await client.get("/feed/events")).status_code == 200


async def test_on_other_terms_the_name_is_taken(opening: Opening, administrator: httpx.AsyncClient):
    await opening()
    body = {"name": "erp", "way": "sse", "terms": terms()}
    answer = await administrator.post("/subscriptions", json=body)
    assert is_problem(answer, 409, "subscription-name-taken")


@pytest.mark.parametrize("who", [AGENT, AUDITOR, "s-001:supervisor"])
async def test_only_administrators_open_and_end(opening: Opening, act_as: As, who: str):
    await opening()
    for place, body in (
        ("/subscriptions", {"name": "crm", "way": "http", "terms": terms()}),
        ("/subscriptions/erp/end", {}),
    ):
        assert is_problem(await act_as(who).post(place, json=body), 403, "forbidden")
    assert (await act_as(who).get("/subscriptions")).status_code == (200 if who == AUDITOR else 403)


async def test_it_is_paused_resumed_changed_and_ended_and_all_that_is_its_history(
    opening: Opening, administrator: httpx.AsyncClient
):
    await opening()
    changed = {"terms": terms(types=["ticket-closed"])}
    for noun, body in (("pause", {}), ("resumption", {}), ("terms", changed), ("secret", {}), ("end", {})):
        answer = await administrator.post(f"/subscriptions/erp/{noun}", json=body)
        assert answer.is_success, answer.text
    history = (await administrator.get("/subscriptions/erp/history")).json()
    assert [each["type"].removeprefix("subscription-") for each in history["events"]] == [
        *("opened", "secret-rotated", "paused", "resumed", "changed", "secret-rotated", "ended")
    ]
    shown = (await administrator.get("/subscriptions/erp")).json()
    assert (shown["status"], shown["terms"]["grant"]["types"]) == ("ended", ["ticket-closed"])


async def test_a_stale_version_loses(opening: Opening, administrator: httpx.AsyncClient):
    await opening()
    stale = await administrator.post("/subscriptions/erp/pause", json={}, headers={"If-Match": '"1"'})
    assert is_problem(stale, 412, "version-changed")
    fresh = await administrator.post("/subscriptions/erp/pause", json={}, headers={"If-Match": '"2"'})
    assert fresh.status_code == 200


async def test_an_old_secret_counts_while_it_overlaps(
    opening: Opening, administrator: httpx.AsyncClient, service: Service
):
    first = (await opening())["secret"]
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    second = (await administrator.post("/subscriptions/erp/secret", json={"overlap": until})).json()["secret"]
    third = (await administrator.post("/subscriptions/erp/secret", json={})).json()["secret"]
    for secret, status in ((first, 401), (second, 401), (third, 200)):
        async with subscriber(service, secret) as client:
            assert (await client.get("/feed/events")).status_code == status


async def test_two_secrets_count_until_the_overlap_ends(
    opening: Opening, administrator: httpx.AsyncClient, service: Service
):
    first = (await opening())["secret"]
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    second = (await administrator.post("/subscriptions/erp/secret", json={"overlap": until})).json()["secret"]
    for secret in (first, second):
        async with subscriber(service, secret) as client:
            assert (await client.get("/feed/events")).status_code == 200


@pytest.mark.parametrize(
    ("noun", "code", "status"), [("pause", "subscription-paused", 409), ("end", "subscription-over", 410)]
)
async def test_one_that_is_not_open_tells_nothing_and_says_why(
    opening: Opening, administrator: httpx.AsyncClient, service: Service, noun: str, code: str, status: int
):
    secret = (await opening())["secret"]
    await administrator.post(f"/subscriptions/erp/{noun}", json={})
    async with subscriber(service, secret) as client:
        assert is_problem(await client.get("/feed/events"), status, code)


async def test_a_webhooks_secret_signs_and_reads_nothing(opening: Opening, service: Service):
    said = await opening(way="webhook", said=terms() | {"endpoint": "https://erp.example.com/events"})
    assert said["secret"].startswith("whsec_")
    async with subscriber(service, said["secret"]) as client:
        assert (await client.get("/feed/events")).status_code == 401


async def test_what_is_not_there_or_no_name_is_said_so(administrator: httpx.AsyncClient):
    assert is_problem(await administrator.get("/subscriptions/erp"), 404, "no-subscription")
    body = {"name": "ERP!", "way": "http", "terms": terms()}
    assert is_problem(await administrator.post("/subscriptions", json=body), 422, "bad-subscription-name")
    unknown = {"name": "erp", "way": "http", "terms": terms(types=["ticket-exploded"])}
    assert (await administrator.post("/subscriptions", json=unknown)).status_code == 422


async def test_what_no_one_field_breaks_is_told_in_one_sentence(administrator: httpx.AsyncClient, opening: Opening):
    await opening("erp", "webhook", terms() | {"endpoint": "https://erp.example.com/events"})
    answer = await administrator.post("/subscriptions/erp/replay", json={"after": 7, "through": 7})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")
    assert "'through'" in answer.text
    both = {"name": "bi", "way": "http", "terms": terms(), "after": 1, "since": "2026-01-01T00:00:00+08:00"}
    assert (await administrator.post("/subscriptions", json=both)).status_code == 422


async def test_nobody_is_told_from_where_the_log_has_not_come_to(
    administrator: httpx.AsyncClient, opening: Opening, service: Service, act_as: As
):
    await opening("hook", "webhook", terms() | {"endpoint": "https://erp.example.com/events"}, after=0)
    ahead = await service.log.end() + 9
    for place, body in (
        ("/subscriptions", {"name": "bi", "way": "http", "terms": terms(), "after": ahead}),
        ("/subscriptions/hook/replay", {"after": 0, "through": ahead}),
    ):
        assert is_problem(await administrator.post(place, json=body), 422, "position-ahead")
        assert is_problem(await act_as(AGENT).post(place, json=body), 403, "forbidden")
    assert (await administrator.post("/subscriptions/hook/replay", json={"after": 0, "through": 1})).status_code == 200
