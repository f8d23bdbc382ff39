"""Text messages and official accounts by calls that are set: filled in safely, and answered by the set codes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest

from consumers.notices.channels.calls import Answers, CallChannel, Provider, filled, filled_url
from consumers.notices.channels.port import Deferred, Delivered, Message, Outcome, Refused, Unknown
from gongdan.notices.previewing import preview
from tests.notices.answering import Provider as Server
from tests.notices.answering import answering

MESSAGE = Message("notice-" + "0" * 32, '138"},"x":"', replace(preview("received", "zh"), ticket="202405-00001"))
ANSWERS = Answers("result.code", frozenset({"0", "OK"}), frozenset({"15"}), frozenset({"22"}))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with answering(tmp_path_factory.mktemp("https")) as found:
        yield found


async def called(server: Server, answer: str = '{"result":{"code":0}}', status: int = 200, **more: Any) -> Outcome:
    server.asked.clear()
    server.body, server.status = answer.encode(), status
    said: dict[str, Any] = {
        "url": f"{server.host}/send?to={{to}}",
        "headers": {"Authorization": "Bearer {secret}", "X-Line": "a {subject}"},
        "body": {"phone": "{to}", "text": "{text}", "inner": {"ticket": ["{number}"]}, "kind": 1},
        "answers": ANSWERS,
        "secret": "s3cret",
    }
    channel = CallChannel("sms", Provider(**{**said, **more}), verify=server.trusting)
    return await channel.deliver(MESSAGE)


async def test_values_are_put_in_and_stay_values(server: Server):
    assert isinstance(await called(server), Delivered)
    [(path, headers, content)] = server.asked
    assert path == "/send?to=138%22%7D%2C%22x%22%3A%22"
    assert headers["Authorization"] == "Bearer s3cret"
    assert json.loads(content) == {
        "phone": '138"},"x":"',
        "text": MESSAGE.letter.short,
        "inner": {"ticket": ["202405-00001"]},
        "kind": 1,
    }


async def test_a_form_is_sent_as_one(server: Server):
    await called(server, form="form", body={"mobile": "{to}", "content": "{text}"})
    assert parse_qs(server.asked[0][2].decode()) == {"mobile": [MESSAGE.to], "content": [MESSAGE.letter.short]}


@pytest.mark.parametrize(
    ("body", "status", "ends"),
    [
        ('{"result":{"code":"OK"}}', 200, Delivered(f"{'0' * 32}@sms")),
        ('{"result":{"code":15}}', 200, Deferred("Busy", 15)),
        ('{"result":{"code":22}}', 200, Deferred("RefusedUs", 22)),
        ('{"result":{"code":"isv.MOBILE_NUMBER_ILLEGAL"}}', 200, Refused("Refused")),
        ('{"result":{"code":"--1"}}', 200, Refused("Refused")),
        ("{}", 200, Unknown("NoCode")),
        ("nonsense", 200, Unknown("NoCode")),
        ("[" * 60_000, 200, Unknown("NoCode")),
        ("", 400, Refused("Refused", 400)),
        ("", 401, Deferred("RefusedUs", 401)),
        ("", 301, Deferred("RefusedUs", 301)),
        ("", 503, Deferred("Busy", 503)),
        ("", 500, Unknown("Http500")),
    ],
)
async def test_how_it_ended_is_what_is_set(server: Server, body: str, status: int, ends: Outcome):
    assert await called(server, body, status) == ends


async def test_without_a_field_every_2xx_is_success(server: Server):
    assert isinstance(await called(server, "", 202, answers=Answers()), Delivered)


def test_what_is_put_in_is_not_looked_at_again():
    assert filled("{to}{secret}", {"to": "{secret}", "secret": "s"}) == "{secret}s"
    assert filled("{nobody} {", {}) == "{nobody} {"
    assert filled_url("https://x/{to}", {"to": "../../a?b=c#d"}) == "https://x/..%2F..%2Fa%3Fb%3Dc%23d"
