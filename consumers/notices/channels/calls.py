"""Text messages and WeChat official accounts by calls that a deployment sets: every provider has its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast
from urllib.parse import quote, urlencode

import httpx
import structlog

from consumers.notices.channels.calling import Answered, called, client
from consumers.notices.channels.port import (
    Deferred,
    Delivered,
    May,
    Message,
    NotOurs,
    Outcome,
    Refused,
    Unknown,
    freely,
)

log = structlog.get_logger(__name__)

Form = Literal["json", "form"]
NAMES: Final = ("to", "text", "subject", "number", "link", "language", "id", "secret")
"""What may stand in braces in the body, the headers and the address."""
_TYPES: Final = {"json": "application/json; charset=utf-8", "form": "application/x-www-form-urlencoded; charset=utf-8"}
_OF_US: Final = frozenset({401, 402, 403, 404, 405, 407})


@dataclass(frozen=True, slots=True)
class Answers:
    """How success is told: by ``field`` of a JSON answer (a.b for one inside), which is one of ``success``.

    Without a field every 2xx is success. ``later`` passes, ``ours`` is a mistake of ours; all else refuses.
    """

    field: str | None = None
    success: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Provider:
    """Where and how it is called. Words in braces are filled in as values, never as JSON or addresses of their own."""

    url: str = field(repr=False)
    method: Literal["POST", "PUT", "GET"] = "POST"
    form: Form = "json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    body: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    answers: Answers = field(default_factory=Answers)
    secret: str = field(default="", repr=False)


class CallChannel:
    """One provider under a channel's name."""

    def __init__(self, name: str, provider: Provider, *, verify: Any = True) -> None:
        self.name, self._provider, self._verify = name, provider, verify
        self._said_no: str | None = None

    async def deliver(self, message: Message, may: May = freely) -> Outcome:
        provider, said = self._provider, _said(message, self._provider.secret)
        url = filled_url(provider.url, said)
        headers = {name: _header(filled(text, said)) for name, text in provider.headers.items()}
        body = filled(provider.body, said)
        content = json.dumps(body, ensure_ascii=False) if provider.form == "json" else urlencode(cast("Any", body))
        if not await may():
            return NotOurs()
        async with client(self._verify) as http:
            kind = {"Content-Type": _TYPES[provider.form]}
            answer = await called(http, provider.method, url, {**kind, **headers}, content.encode())
        return self._came_out(message, answer) if isinstance(answer, Answered) else answer

    def _came_out(self, message: Message, answer: Answered) -> Outcome:
        if answer.status in _OF_US or 300 <= answer.status < 400:
            return self._against_us(str(answer.status))
        if not httpx.codes.is_success(answer.status):
            return Refused("Refused", answer.status)
        told = self._provider.answers
        if told.field is None:
            return self._delivered(message)
        code = _at(answer.body, told.field)
        if code is None:
            return Unknown("NoCode")
        if code in told.success:
            return self._delivered(message)
        if code in told.later:
            return Deferred("Busy", _number(code))
        return self._against_us(code) if code in told.ours else Refused("Refused", _number(code))

    def _delivered(self, message: Message) -> Delivered:
        self._said_no = None
        return Delivered(f"{message.notice.removeprefix('notice-')}@{self.name}")

    def _against_us(self, code: str) -> Deferred:
        """Told once, not for each message."""
        if self._said_no != code:
            self._said_no = code
            log.warning("provider_refused_us", channel=self.name, answer=code[:40])
        return Deferred("RefusedUs", _number(code))


def filled(template: Any, said: Mapping[str, str]) -> Any:
    """Every text in it with what stands in braces put in, once: what is put in is not looked at again."""
    if isinstance(template, str):
        parts = template.split("{")
        return parts[0] + "".join(_put_in(part, said) for part in parts[1:])
    if isinstance(template, Mapping):
        return {name: filled(part, said) for name, part in cast("Mapping[str, Any]", template).items()}
    if isinstance(template, list | tuple):
        return [filled(part, said) for part in cast("list[Any]", template)]
    return template


def filled_url(template: str, said: Mapping[str, str]) -> str:
    """Each value quoted, so that none leads to another address."""
    return filled(template, {name: quote(text, safe="") for name, text in said.items()})


def _put_in(part: str, said: Mapping[str, str]) -> str:
    name, closed, rest = part.partition("}")
    return said[name] + rest if closed and name in said else "{" + part


def _said(message: Message, secret: str) -> dict[str, str]:
    letter = message.letter
    return {
        "to": message.to,
        "text": letter.short or letter.subject,
        "subject": letter.subject,
        "number": letter.ticket or "",
        "link": letter.link,
        "language": letter.language,
        "id": message.notice.removeprefix("notice-"),
        "secret": secret,
    }


def _header(text: str) -> str:
    """On one line, in ASCII: a value can't begin another header."""
    return quote(" ".join(text.split()), safe=" !#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\"")


def _at(body: bytes, path: str) -> str | None:
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    for name in path.split("."):
        found = cast("dict[str, Any]", found).get(name) if isinstance(found, dict) else None
    return None if found is None or isinstance(found, dict | list) else str(found)


def _number(code: str) -> int | None:
    return int(code) if code.removeprefix("-").isdecimal() and len(code) < 10 else None
