"""What a provider says of itself, and its keys: fetched once for all who wait, kept while it is away, and not believed blindly."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from gongdan.access.provider.calls import Away
from gongdan.access.provider.directory import Directory
from tests.accounts.issuer import FIRST, SECOND

ISSUER = "https://sso.example.com"
RIGHT = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
}


@dataclass
class Wire:
    """What comes back, in order of nothing; ``at`` is the time in seconds."""

    said: Any = field(default_factory=lambda: dict(RIGHT))
    keys: Any = field(default_factory=lambda: {"keys": [FIRST.as_dict(private=False)]})
    answer: Callable[[], httpx.Response] | None = None
    asked: list[str] = field(default_factory=list[str])
    at: float = 0.0

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.path)
        await asyncio.sleep(0)
        if self.answer:
            return self.answer()
        return httpx.Response(200, json=self.keys if request.url.path == "/jwks" else self.said)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
async def directory(wire: Wire) -> AsyncIterator[Directory]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(wire)) as client:
        yield Directory(client, ISSUER, lambda: wire.at)


async def why_not(directory: Directory) -> str:
    with pytest.raises(Away) as away:
        await directory.described()
    return away.value.why


async def test_it_is_asked_once_by_all_who_wait_and_again_after_an_hour(directory: Directory, wire: Wire):
    await asyncio.gather(*(directory.described() for _ in range(20)), *(directory.keys() for _ in range(20)))
    assert wire.asked == ["/.well-known/openid-configuration", "/jwks"]
    wire.at = 3_601
    await directory.keys()
    assert len(wire.asked) == 4


async def test_while_it_is_away_what_it_said_goes_on_to_count_for_a_day(directory: Directory, wire: Wire):
    await directory.described()
    wire.answer, wire.at = lambda: httpx.Response(503, json={}), 3_601
    assert (await directory.described()).keys == f"{ISSUER}/jwks"
    wire.at = 86_402
    assert await why_not(directory) == "Http503"


async def test_who_is_away_is_not_asked_again_by_each_who_waits(directory: Directory, wire: Wire):
    wire.answer = lambda: httpx.Response(503, json={})
    told = await asyncio.gather(*(why_not(directory) for _ in range(20)))
    assert (set(told), len(wire.asked)) == ({"Http503"}, 1)
    wire.answer, wire.at = None, 6
    assert await directory.described()


async def test_new_keys_are_fetched_once_by_all_who_miss_one(directory: Directory, wire: Wire):
    await directory.keys()
    wire.keys, wire.at = {"keys": [SECOND.as_dict(private=False)]}, 1
    found = await asyncio.gather(*(directory.keys(anew=True) for _ in range(20)))
    assert {key.kid for each in found for key in each.keys} == {"second"}
    assert wire.asked.count("/jwks") == 2


async def test_a_key_of_an_unknown_kind_takes_no_other_away(directory: Directory, wire: Wire):
    wire.keys = {"keys": [{"kty": "new"}, {}, "x", None, {"kty": "RSA"}, FIRST.as_dict(private=False)]}
    assert [key.kid for key in (await directory.keys()).keys] == ["first"]


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": {}}, {"keys": [{"kty": "oct", "k": ""}]}], ids=repr)
async def test_no_keys_are_none(directory: Directory, wire: Wire, keys: Any):
    wire.keys = keys
    with pytest.raises(Away):
        await directory.keys()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (RIGHT | {"issuer": "https://evil.example"}, "AnotherIssuer"),
        (RIGHT | {"issuer": ISSUER + "/"}, "AnotherIssuer"),
        (RIGHT | {"token_endpoint": "http://sso.example.com/token"}, "UnsafeAddress"),
        (RIGHT | {"authorization_endpoint": "javascript:alert(1)"}, "UnsafeAddress"),
        (RIGHT | {"jwks_uri": None}, "UnsafeAddress"),
        ([], "Http200"),
        ("x", "Http200"),
    ],
    ids=repr,
)
async def test_what_it_says_is_not_believed_where_it_is_another_or_can_be_read_on_the_way(
    directory: Directory, wire: Wire, said: Any, why: str
):
    wire.said = said
    assert await why_not(directory) == why


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(302, headers={"Location": "https://evil.example"}, json={}),
        httpx.Response(404, json=RIGHT),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, content=b'"' + b"x" * 600_000 + b'"'),
    ],
    ids=["a redirect", "not found", "no JSON", "too long"],
)
async def test_what_is_no_description_is_none(directory: Directory, wire: Wire, answer: httpx.Response):
    wire.answer = lambda: httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
    assert await why_not(directory)


async def test_a_sign_out_page_that_can_be_read_on_the_way_is_not_offered(directory: Directory, wire: Wire):
    wire.said["end_session_endpoint"] = "http://sso.example.com/logout"
    assert (await directory.described()).signs_out is None
