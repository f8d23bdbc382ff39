"""Robots of group chats: signed as documented, no faster than taken, and a failure inside a 200 is one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from consumers.notices.channels.port import Deferred, Delivered, Message, NotOurs, Outcome, Refused, Unknown
from consumers.notices.channels.robots import signing
from consumers.notices.channels.robots.channel import Robot, RobotChannel
from consumers.notices.channels.robots.platforms import Platform
from gongdan.notices.previewing import preview
from tests.notices.answering import Provider, answering

SECRET = "SEC0123456789abcdef"
MESSAGE = Message("notice-" + "0" * 32, "south", preview("new-ticket", "zh"))


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with answering(tmp_path_factory.mktemp("https")) as found:
        yield found


@pytest.fixture(autouse=True)
def _anew(provider: Provider) -> None:
    provider.status, provider.body, provider.location, provider.hangs_up = 200, b'{"errcode":0}', "", False
    provider.asked.clear()


def channel(provider: Provider, platform: Platform = "wecom", **more: object) -> RobotChannel:
    robot = Robot("south", platform, "a-key", SECRET, provider.host)
    return RobotChannel(platform, {"south": robot}, now=lambda: 1577262236.757, verify=provider.trusting, **more)  # type: ignore[arg-type]


async def outcome(provider: Provider, platform: Platform, body: str, status: int = 200) -> Outcome:
    provider.body, provider.status = body.encode(), status
    return await channel(provider, platform).deliver(MESSAGE)


def test_signatures_are_those_that_openssl_makes_of_the_documented_texts():
    assert signing.dingtalk(SECRET, 1577262236757) == "Pgr6tpIpjVrMPPJUPkaI9sivFPPTYOy5zIOMF2GPFMA="
    assert signing.feishu("demo", 1599360473) == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="


async def test_wecom_is_told_in_markdown_under_its_key(provider: Provider):
    assert isinstance(await channel(provider).deliver(MESSAGE), Delivered)
    [(path, headers, content)] = provider.asked
    assert path == "/cgi-bin/webhook/send?key=a-key"
    assert headers["Content-Type"].startswith("application/json")
    said = json.loads(content)
    assert said["msgtype"] == "markdown"
    assert said["markdown"]["content"].startswith(f"**{MESSAGE.letter.subject}**\n")


async def test_dingtalk_is_signed_in_its_address(provider: Provider):
    assert isinstance(await channel(provider, "dingtalk").deliver(MESSAGE), Delivered)
    asked = parse_qs(urlsplit(provider.asked[0][0]).query)
    assert asked == {
        "access_token": ["a-key"],
        "timestamp": ["1577262236757"],
        "sign": ["Pgr6tpIpjVrMPPJUPkaI9sivFPPTYOy5zIOMF2GPFMA="],
    }
    assert json.loads(provider.asked[0][2])["markdown"]["title"] == MESSAGE.letter.subject


async def test_feishu_is_signed_in_its_body(provider: Provider):
    provider.body = b'{"code":0,"msg":"success","data":{}}'
    assert isinstance(await channel(provider, "feishu").deliver(MESSAGE), Delivered)
    path, _, content = provider.asked[0]
    said = json.loads(content)
    assert path == "/open-apis/bot/v2/hook/a-key"
    assert (said["timestamp"], said["sign"]) == ("1577262236", signing.feishu(SECRET, 1577262236))
    assert said["card"]["header"]["title"]["content"] == MESSAGE.letter.subject


@pytest.mark.parametrize(
    ("platform", "body", "ends"),
    [
        ("wecom", '{"errcode":45009,"errmsg":"api freq out of limit"}', Deferred("Busy", 45009)),
        ("wecom", '{"errcode":93000,"errmsg":"invalid webhook url"}', Deferred("RefusedUs", 93000)),
        ("wecom", '{"errcode":40058,"errmsg":"markdown.content exceed max length"}', Refused("Refused", 40058)),
        ("dingtalk", '{"errcode":130101,"errmsg":"send too fast"}', Deferred("Busy", 130101)),
        ("dingtalk", '{"errcode":310000,"errmsg":"sign not match"}', Deferred("RefusedUs", 310000)),
        ("dingtalk", '{"errcode":400106,"errmsg":"robot is not in the group"}', Deferred("RefusedUs", 400106)),
        ("dingtalk", '{"errcode":460101,"errmsg":"message too long"}', Refused("Refused", 460101)),
        ("feishu", '{"code":11232,"msg":"frequency limited"}', Deferred("Busy", 11232)),
        ("feishu", '{"code":19021,"msg":"sign match fail"}', Deferred("RefusedUs", 19021)),
        ("feishu", '{"StatusCode":0,"StatusMessage":"success"}', Delivered(f"{'0' * 32}@feishu")),
        ("feishu", '{"code":9499,"msg":"Bad Request"}', Refused("Refused", 9499)),
        ("wecom", "<html>", Unknown("NoCode")),
        ("wecom", "[" * 60_000, Unknown("NoCode")),
        ("wecom", '{"errcode":true}', Unknown("NoCode")),
        ("wecom", "[]", Unknown("NoCode")),
    ],
)
async def test_the_code_inside_says_how_it_ended(provider: Provider, platform: Platform, body: str, ends: Outcome):
    assert await outcome(provider, platform, body) == ends


async def test_what_http_says_is_told_apart_too(provider: Provider):
    assert await outcome(provider, "wecom", "", 429) == Deferred("Busy", 429)
    assert await outcome(provider, "wecom", "", 502) == Unknown("Http502")
    assert await outcome(provider, "wecom", "", 404) == Deferred("RefusedUs", 404)


async def test_a_redirect_is_not_followed(provider: Provider):
    provider.location = f"{provider.host}/elsewhere"
    assert await outcome(provider, "wecom", "", 302) == Deferred("RefusedUs", 302)
    assert len(provider.asked) == 1


async def test_where_nobody_is_it_was_not_sent_and_where_it_broke_nobody_knows(provider: Provider):
    nobody = Robot("south", "wecom", "a-key", None, "https://localhost:9")
    away = RobotChannel("wecom", {"south": nobody}, verify=provider.trusting)
    assert isinstance(await away.deliver(MESSAGE), Deferred)
    strange = RobotChannel("wecom", {"south": replace(nobody, host=provider.host)})  # whose certificate we know not
    assert isinstance(await strange.deliver(MESSAGE), Deferred)
    provider.hangs_up = True
    assert isinstance(await channel(provider).deliver(MESSAGE), Unknown)


async def test_the_twenty_first_of_a_minute_waits_and_counts_for_no_try(provider: Provider):
    time = [0.0]
    robots = channel(provider, steady=lambda: time[0])
    assert [type(await robots.deliver(MESSAGE)) for _ in range(20)] == [Delivered] * 20
    assert await robots.deliver(MESSAGE) == NotOurs()
    assert len(provider.asked) == 20
    time[0] = 60.1
    assert isinstance(await robots.deliver(MESSAGE), Delivered)


async def test_feishu_is_told_five_a_second_at_most(provider: Provider):
    time = [0.0]
    provider.body = b'{"code":0}'
    robots = channel(provider, "feishu", steady=lambda: time[0])
    for second in range(20):
        time[0] = second * 1.01
        assert [type(await robots.deliver(MESSAGE)) for _ in range(6)] == [*[Delivered] * 5, NotOurs]
    time[0] += 1.01
    assert await robots.deliver(MESSAGE) == NotOurs(), "100 within the minute"


async def test_nothing_goes_out_that_is_not_ours_to_send(provider: Provider):
    async def may() -> bool:
        return False

    assert await channel(provider).deliver(MESSAGE, may) == NotOurs()
    assert await channel(provider).deliver(replace(MESSAGE, to="north")) == Refused("NoSuchRobot")
    assert not provider.asked


@pytest.mark.parametrize(("platform", "most"), [("wecom", 5_000), ("dingtalk", 20_000), ("feishu", 20_000)])
@pytest.mark.parametrize("text", ["工单" * 5_000, "工单已派，请看。\n" * 1_000])
async def test_a_text_too_long_is_cut_at_a_whole_character(
    provider: Provider, platform: Platform, most: int, text: str
):
    long = replace(MESSAGE, letter=replace(MESSAGE.letter, markdown=text))
    await channel(provider, platform).deliver(long)
    body = provider.asked[0][2]
    assert len(body) <= most
    assert "……" in body.decode()
    if platform == "wecom":
        assert len(json.loads(body)["markdown"]["content"].encode()) <= 4_096


def test_no_secret_is_shown_where_a_robot_is():
    shown = repr(Robot("south", "dingtalk", "a-key", SECRET))
    assert "a-key" not in shown
    assert SECRET not in shown


def test_a_chat_is_not_told_links_and_mentions_that_somebody_wrote():
    from gongdan.notices.rendering import _plain

    assert _plain("[x](http://x) <@all> *") == "［x］(http://x) ＜＠all＞ ＊"


def test_both_languages_have_a_text_for_chats_and_for_telephones():
    for language in ("zh", "en"):
        letter = preview("received", language)
        assert letter.markdown.strip()
        assert len(letter.short.splitlines()) == 1
