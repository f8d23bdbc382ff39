"""If-Match: any of the versions that it names may be the ticket's, and none of them is a conflict."""

import httpx
import pytest

from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened


@pytest.mark.parametrize("tags", ['"1", "7"', '"7","1"', "1, 7", '"1", , "7"', '"1",'])
async def test_of_several_versions_any_may_be_the_tickets(agent: httpx.AsyncClient, tags: str):
    number = await opened(agent)
    answer = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": tags})
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')


async def test_none_of_several_versions_is_the_tickets(agent: httpx.AsyncClient):
    number = await opened(agent)
    late = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": '"6", "7"'})
    is_problem(late, 412, "version-changed")
    for tags in ('"1", "x"', ",", '"1", *'):
        wrong = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": tags})
        is_problem(wrong, 400, "bad-version")


async def test_a_command_sent_again_is_known_whatever_versions_it_names(agent: httpx.AsyncClient):
    number = await opened(agent)
    headers = {"If-Match": '"1", "7"', "Idempotency-Key": "call-17"}
    first, again = [await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=headers) for _ in range(2)]
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())


@pytest.mark.parametrize("tags", ['W/"1"', 'W/"1", W/"2"', 'W/"1", "7"'])
async def test_a_weak_tag_is_no_version_whatever_it_names(agent: httpx.AsyncClient, tags: str):
    number = await opened(agent)
    late = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": tags})
    is_problem(late, 412, "version-changed")
    either = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": f'{tags}, "1"'})
    assert either.status_code == 200


@pytest.mark.parametrize("tag", ['"01"', "01", '"1', '1"', "W/1", 'w/"1"', '""', "-1"])
async def test_what_no_answer_ever_gave_as_a_version_is_refused(agent: httpx.AsyncClient, tag: str):
    number = await opened(agent)
    wrong = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers={"If-Match": tag})
    is_problem(wrong, 400, "bad-version")


async def test_two_keys_of_one_request_are_refused_and_nothing_is_done(agent: httpx.AsyncClient):
    number = await opened(agent)
    twice = [*agent.headers.items(), ("Idempotency-Key", "call-1"), ("Idempotency-Key", "call-2")]
    wrong = is_problem(
        await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=twice), 422, "not-valid"
    )
    assert wrong["errors"][0]["field"] == "Idempotency-Key"
    assert (await agent.get(f"/tickets/{number}")).headers["etag"] == '"1"'
