"""What each platform wants of a call, how often, and what its codes in a 200 mean: they tell failures by them alone.

WeCom: https://developer.work.weixin.qq.com/document/path/91770 and its codes at …/path/90313.
DingTalk: https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages, with the codes.
Feishu: https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot, with the codes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import urlencode

from consumers.notices.channels.port import Letter
from consumers.notices.channels.robots import signing

Platform = Literal["wecom", "dingtalk", "feishu"]
_LONGEST: Final = {"wecom": 4_000, "dingtalk": 16_000, "feishu": 16_000}
"""Bytes of a text in UTF-8. WeCom takes 4,096; the others 20,000 in the whole body, in which line feeds take two."""
_MINUTE: Final = 60.0
_CUT: Final = "\n……"


@dataclass(frozen=True, slots=True)
class Call:
    """An address with its secrets, and the body."""

    url: str = field(repr=False)
    body: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Manner:
    """``host`` is where it is called; ``most`` how often, by seconds. Codes: ``later`` pass, ``ours`` are our mistakes.

    ``code`` finds the code in an answer, None where it has none. All other codes refuse what was said.
    """

    host: str
    most: Mapping[float, int]
    later: frozenset[int]
    ours: frozenset[int]
    call: Callable[[str, str, str | None, Letter, float], Call]
    code: Callable[[Mapping[str, Any]], int | None]


def _wecom(host: str, key: str, secret: str | None, letter: Letter, now: float) -> Call:
    content = _fitting(f"**{letter.subject}**\n{letter.markdown}", _LONGEST["wecom"])
    body = {"msgtype": "markdown", "markdown": {"content": content}}
    return Call(f"{host}/cgi-bin/webhook/send?{urlencode({'key': key})}", body)


def _dingtalk(host: str, key: str, secret: str | None, letter: Letter, now: float) -> Call:
    asked = {"access_token": key}
    if secret:
        at = int(now * 1000)
        asked |= {"timestamp": str(at), "sign": signing.dingtalk(secret, at)}
    text = _fitting(f"### {letter.subject}\n\n" + letter.markdown.replace("\n", "\n\n"), _LONGEST["dingtalk"])
    return Call(
        f"{host}/robot/send?{urlencode(asked)}",
        {"msgtype": "markdown", "markdown": {"title": letter.subject, "text": text}},
    )


def _feishu(host: str, key: str, secret: str | None, letter: Letter, now: float) -> Call:
    at = int(now)
    signed = {"timestamp": str(at), "sign": signing.feishu(secret, at)} if secret else {}
    text = {"tag": "markdown", "content": _fitting(letter.markdown, _LONGEST["feishu"])}
    card = {"header": {"title": {"tag": "plain_text", "content": letter.subject}}, "elements": [text]}
    return Call(f"{host}/open-apis/bot/v2/hook/{key}", {**signed, "msg_type": "interactive", "card": card})


def _fitting(text: str, most: int) -> str:
    """Cut at a whole character."""
    encoded = text.encode()
    if len(encoded) <= most:
        return text
    return encoded[: most - len(_CUT.encode())].decode("utf-8", "ignore") + _CUT


def _whole(said: Any) -> int | None:
    return said if isinstance(said, int) and not isinstance(said, bool) else None


def _errcode(answer: Mapping[str, Any]) -> int | None:
    return _whole(answer.get("errcode"))


def _feishu_code(answer: Mapping[str, Any]) -> int | None:
    """Under another name in older answers."""
    return _whole(answer.get("code", answer.get("StatusCode")))


MANNERS: Final[Mapping[Platform, Manner]] = {
    "wecom": Manner(
        "https://qyapi.weixin.qq.com",
        {_MINUTE: 20},
        later=frozenset({-1, 45009, 45033}),
        ours=frozenset({93000, 40001, 40014, 42001, 60020}),
        call=_wecom,
        code=_errcode,
    ),
    "dingtalk": Manner(
        "https://oapi.dingtalk.com",
        {_MINUTE: 20},  # whoever sends more is not heard for ten
        later=frozenset({-1, 130101, 410100}),
        ours=frozenset({300001, 300005, 310000, 400013, 400101, 400102, 400106}),
        call=_dingtalk,
        code=_errcode,
    ),
    "feishu": Manner(
        "https://open.feishu.cn",
        {_MINUTE: 100, 1.0: 5},
        later=frozenset({11232, 11233}),
        ours=frozenset({19001, 19007, 19021, 19022, 19024}),
        call=_feishu,
        code=_feishu_code,
    ),
}
"""By the name that stands in notices for ever."""
