"""Whose rows of a past moment somebody sees: those that are theirs now, whosever they were then."""

from typing import Any

import httpx
import pytest

from api.service import Service
from tests.api.conftest import As
from tests.api.test_visible import numbers, person, seen

__all__ = ["numbers"]


async def opened_at(service: Service, number: str) -> str:
    """The moment when it was opened, and had no team yet."""
    return (await service.desk.history(number))[0].envelope.occurred.isoformat()


async def test_a_supervisor_sees_of_a_past_moment_what_is_their_teams_now(service: Service, numbers: list[str]):
    north, south, nobodys = numbers
    then = {"as_of": await opened_at(service, nobodys)}
    for team, expected in (("north", [north, nobodys]), ("south", [south, nobodys]), ("east", [nobodys])):
        for table in ("/register", "/faults", "/progress"):
            assert await seen(service, person("s-002", "supervisor", team), table, **then) == expected, (team, table)
    assert await seen(service, person("m-001", "manager"), **then) == numbers


async def test_a_filter_narrows_what_they_see_of_it(service: Service, numbers: list[str]):
    north, _, nobodys = numbers
    then = {"as_of": await opened_at(service, nobodys)}
    supervisor = person("s-002", "supervisor", "north")
    assert await seen(service, supervisor, text=nobodys, **then) == [nobodys]
    assert await seen(service, supervisor, "/progress", ticket=north, **then) == [north]


@pytest.fixture
def params(numbers: list[str]) -> dict[str, str]:
    year = numbers[0][:4]
    return {"metric": "tickets", "from": f"{year}-01-01", "to": f"{year}-12-31", "after": "now"}


async def test_metrics_of_a_past_moment_count_what_is_their_teams_now(
    service: Service, numbers: list[str], params: dict[str, str], act_as: As
):
    north, south, nobodys = numbers
    then = {"as_of": await opened_at(service, nobodys)}
    for team, expected in (("north", [north, nobodys]), ("south", [south, nobodys]), ("east", [nobodys])):
        supervisor = act_as("s-002:supervisor", team=team)
        found = await got(supervisor, "/figures", {**params, **then})
        assert found["items"][0]["figures"][0]["value"] == len(expected)
        cases = await got(supervisor, "/figures/tickets", {**params, **then})
        assert [case["number"] for case in cases["items"]] == expected


async def got(client: httpx.AsyncClient, place: str, params: dict[str, str]) -> Any:
    answer = await client.get(place, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()
