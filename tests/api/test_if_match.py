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


def lines(agent: httpx.AsyncClient, name: str, *values: str) -> list[tuple[str, str]]:
    """The agent's headers, one of them in several lines."""
    return [*((k, v) for k, v in agent.headers.items() if k != name.lower()), *((name, value) for value in values)]


@pytest.mark.parametrize("tags", [('"1"', '"7"'), ('"7"', '"1"'), ('"6", "7"', '"1"'), ('W/"1"', "1")])
async def test_several_lines_are_one_list(agent: httpx.AsyncClient, tags: tuple[str, ...]):
    number = await opened(agent)
    answer = await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=lines(agent, "If-Match", *tags))
    assert answer.status_code == 200


async def test_no_line_of_several_is_passed_over(agent: httpx.AsyncClient):
    number = await opened(agent)
    for tags, status, code in [
        (('"6"', '"7"'), 412, "version-changed"),
        (('"1"', "x"), 400, "bad-version"),
        (("x", '"1"'), 400, "bad-version"),
        (('"1"', "*"), 400, "bad-version"),
        (('"1"', ", ".join(['"1"'] * 100)), 422, "not-valid"),
    ]:
        sent = lines(agent, "If-Match", *tags)
        is_problem(await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=sent), status, code)
    assert (await agent.get(f"/tickets/{number}")).headers["etag"] == '"1"'


async def test_the_language_is_that_of_all_lines(agent: httpx.AsyncClient):
    sent = lines(agent, "Accept-Language", "en;q=0.5", "zh")
    assert (await agent.get("/nowhere", headers=sent)).headers["content-language"] == "zh"


@pytest.mark.parametrize("name", ["Idempotency-Key", "Gongdan-As", "Authorization"])
async def test_what_may_be_said_once_is_refused_where_it_is_said_twice(agent: httpx.AsyncClient, name: str):
    number = await opened(agent)
    value = agent.headers.get(name, "call-1")
    twice = lines(agent, name, value, value[:-1] + "2")
    wrong = is_problem(
        await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=twice), 422, "not-valid"
    )
    assert [error["field"] for error in wrong["errors"]] == [name]
    assert (await agent.get(f"/tickets/{number}")).headers["etag"] == '"1"'
