"""Following a ticket by number and code, without a token: its steps in plain words, and no guessing."""

import httpx
import pytest

from api.following.guesses import MOST, Guesses
from domain.ticket.follow_code import as_written, follow_code
from tests.api.conftest import As
from tests.api.test_tickets import opened


@pytest.fixture
def visitor(act_as: As) -> httpx.AsyncClient:
    nobody = act_as()
    del nobody.headers["Authorization"]
    return nobody


def full_width(text: str) -> str:
    """As a Chinese keyboard types it where nobody switched it over."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


async def code_of(agent: httpx.AsyncClient, number: str) -> str:
    return (await agent.get(f"/tickets/{number}/follow-code")).json()["code"]


async def follows(visitor: httpx.AsyncClient, number: str, code: str, language: str = "en") -> httpx.Response:
    return await visitor.post("/follow", json={"number": number, "code": code}, headers={"Accept-Language": language})


async def test_the_customer_sees_each_step_in_plain_words(agent: httpx.AsyncClient, visitor: httpx.AsyncClient) -> None:
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/acknowledgement", json={"channel": "phone"})
    await agent.post(f"/tickets/{number}/note", json={"text": "客户急躁"})
    code = await code_of(agent, number)
    english, chinese = await follows(visitor, number, code), await follows(visitor, number, code, "zh")
    assert english.status_code == 200, english.text
    assert [step["text"] for step in english.json()["steps"]] == ["Your request was registered", "It was taken up"]
    assert [step["text"] for step in chinese.json()["steps"]] == ["已登记您的诉求", "已受理"]
    assert (english.json()["status"], chinese.json()["text"]) == ("responded", "已响应")
    assert "客户急躁" not in chinese.text


@pytest.mark.parametrize("write", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} ", full_width])
async def test_a_code_may_be_typed_as_people_do(
    agent: httpx.AsyncClient, visitor: httpx.AsyncClient, write: object
) -> None:
    number = await opened(agent)
    assert callable(write)
    assert (await follows(visitor, number, write(await code_of(agent, number)))).status_code == 200


async def test_a_number_may_be_typed_full_width_or_with_a_space_after(
    agent: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    number = await opened(agent)
    code = await code_of(agent, number)
    for typed in (full_width(number), f"{number} ", f"\u3000{number}"):
        found = await follows(visitor, typed, code)
        assert (found.status_code, found.json()["number"]) == (200, number)


async def test_a_wrong_code_and_a_wrong_number_are_told_alike(
    agent: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    number, other = await opened(agent), await opened(agent)
    told = [
        await follows(visitor, number, "AAAAA-AAAAA"),
        await follows(visitor, number, await code_of(agent, other)),
        await follows(visitor, "209901-00001", "AAAAA-AAAAA"),
        await follows(visitor, "../x", "查询码"),
    ]
    assert {(each.status_code, each.json()["detail"]) for each in told} == {(404, told[0].json()["detail"])}


async def test_five_wrong_codes_close_a_ticket_for_a_while_and_no_other(
    agent: httpx.AsyncClient, visitor: httpx.AsyncClient
) -> None:
    number, other = await opened(agent), await opened(agent)
    for _ in range(MOST):
        assert (await follows(visitor, number, "AAAAA-AAAAA")).status_code == 404
    closed = await follows(visitor, number, await code_of(agent, number))
    assert (closed.status_code, closed.json()["code"]) == (429, "too-many-codes")
    assert int(closed.headers["retry-after"]) > 0
    assert (await follows(visitor, other, await code_of(agent, other))).status_code == 200


async def test_only_who_may_write_to_the_customer_sees_the_code(agent: httpx.AsyncClient, act_as: As) -> None:
    number = await opened(agent)
    assert (await act_as("x-001:auditor").get(f"/tickets/{number}/follow-code")).status_code == 403
    assert (await act_as("e-009:engineer").get(f"/tickets/{number}/follow-code")).status_code == 403


def test_wrong_codes_are_forgotten_after_a_while() -> None:
    now = [0.0]
    guesses = Guesses(clock=lambda: now[0])
    for _ in range(MOST):
        guesses.wrong("1")
    assert guesses.closed("1")
    now[0] = 901.0
    assert not guesses.closed("1")


def test_a_code_has_no_signs_that_look_alike_and_is_the_same_for_ever() -> None:
    assert follow_code("7f3c0d9be1a24f6d8b5e2c1a90d47f36") == follow_code("7f3c0d9be1a24f6d8b5e2c1a90d47f36")
    codes = {follow_code(f"{number:032x}") for number in range(0, 2**128, 2**118)}
    assert len(codes) == 1024
    assert not set("01ILO") & set("".join(codes))
    assert all(as_written(code.lower()) == code for code in codes)
