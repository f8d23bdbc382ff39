"""A letter that came: who wrote it, what they say, what they send with it, and by which id it is known again."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any, Final

from domain.record.address import is_address
from gongdan.mailing.reading.automatic import Automatic, automatic
from gongdan.mailing.reading.charsets import header, headers, read_words, text_of
from gongdan.mailing.reading.html import text_of_html
from gongdan.mailing.reading.quotes import own_words

_PARTS: Final = 200
"""Parts of a letter that are looked at: more stand in the whole letter alone."""
_READ: Final = 400_000
"""Bytes of a text that are read."""
_TO: Final = ("To", "Cc", "Delivered-To", "X-Original-To", "X-Forwarded-To")
_WRITTEN: Final = ("From", "To", "Date", "Subject")
_ANSWERED: Final = ("In-Reply-To", "References")


@dataclass(frozen=True, slots=True)
class File:
    """Something sent with the letter; ``claimed`` is the type its sender gives it."""

    name: str
    claimed: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """``text`` is all that is to be read, ``said`` what its sender wrote this time; ``raw`` the letter, to the byte.

    ``id`` tells the same letter that is brought twice; ``answers`` are the ids of the letters it answers.
    """

    id: str
    raw: bytes = field(repr=False)
    sender: str = field(repr=False)
    name: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    said: str = field(repr=False)
    to: tuple[str, ...] = field(repr=False)
    message: str = field(repr=False)
    answers: tuple[str, ...] = field(repr=False)
    files: tuple[File, ...] = field(repr=False)
    automatic: Automatic | None = None
    failed_dmarc: bool = False


def read_letter(raw: bytes, recipients: tuple[str, ...] = (), judge: str | None = None) -> Letter:
    """``recipients`` are those it was handed over for; ``judge`` the server whose word on its authenticity counts."""
    parsed: Message = BytesParser(policy=policy.compat32).parsebytes(raw)
    sender, author = _sender(parsed)
    parts = [*_leaves(parsed)]
    text = _text(parts)
    return Letter(
        id=letter_id(raw, header(parsed, "Message-ID") or _unnamed(parsed)),
        raw=raw,
        sender=sender,
        name=author,
        subject=header(parsed, "Subject")[:300],
        text=text,
        said=own_words(text),
        to=(*recipients, *_addresses(parsed, _TO)),
        message=header(parsed, "Message-ID")[:300],
        answers=tuple(word for name in _ANSWERED for word in header(parsed, name).split())[:100],
        files=tuple(_files(parts)),
        automatic=automatic(parsed, sender),
        failed_dmarc=_failed(parsed, judge),
    )


def letter_id(raw: bytes, message: str) -> str:
    """By its Message-ID and its body: headers differ by the way that a letter took."""
    _, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    digest = hashlib.sha256(body.strip()).hexdigest()
    return hashlib.sha256(f"{message}\n{digest}".encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _unnamed(parsed: Message) -> str:
    """What stands for the Message-ID of a letter without one: two may say the same and be two people's."""
    return "\n".join(header(parsed, name) for name in _WRITTEN)


def _sender(parsed: Message) -> tuple[str, str]:
    """The first author that is an address; empty where there is none."""
    for name, address in getaddresses([_raw(parsed, "From"), _raw(parsed, "Sender")]):
        if is_address(address) and "." in address.partition("@")[2] and address.isascii():
            return address, read_words(name)[:200]
    return "", ""


def _addresses(parsed: Message, fields: tuple[str, ...]) -> Iterator[str]:
    for name in fields:
        said = headers(parsed, name)[:20]
        yield from (address for _, address in getaddresses(said) if address)


def _raw(parsed: Message, name: str) -> str:
    """As it stands: names are decoded once addresses were told from them, lest a name forge one."""
    return " ".join(" ".join(headers(parsed, name)[:1]).split())


def _leaves(parsed: Message) -> Iterator[Message]:
    for at, part in enumerate(_walk(parsed)):
        if at >= _PARTS:
            return
        if not part.is_multipart() or part.get_content_type() == "message/rfc822":
            yield part


def _walk(parsed: Message) -> Iterator[Message]:
    """Without recursion, and not into letters inside: those are sent with it whole."""
    waiting = [parsed]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            inside: Any = part.get_payload()
            waiting = [*inside, *waiting]


def _text(parts: list[Message]) -> str:
    """What is plain text, else what the HTML says."""
    plain = [_decoded(part) for part in parts if _is_body(part, "text/plain")]
    if any(each.strip() for each in plain):
        return "\n".join(plain).strip()
    html = [text_of_html(_decoded(part)) for part in parts if _is_body(part, "text/html")]
    return "\n".join(html).strip()


def _is_body(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and part.get_filename() is None and not _is_attached(part)


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _decoded(part: Message) -> str:
    return text_of(_content(part)[:_READ], _charset(part))


def _charset(part: Message) -> str | None:
    said = part.get_param("charset")
    return said if isinstance(said, str) else said[2] if said else None


def _content(part: Message) -> bytes:
    """Of a letter inside, its bytes; what can't be decoded stays as it stands."""
    if part.get_content_type() == "message/rfc822":
        inside: Any = part.get_payload()
        return b"".join(each.as_bytes() for each in inside) if isinstance(inside, list) else str(inside).encode()
    found: Any = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _files(parts: list[Message]) -> Iterator[File]:
    for at, part in enumerate(parts, 1):
        if _is_body(part, "text/plain") or _is_body(part, "text/html"):
            continue
        content = _content(part)
        if content:
            yield File(_name_of(part, at), part.get_content_type(), content)


def _name_of(part: Message, at: int) -> str:
    said = read_words(part.get_filename() or "").replace("\\", "/").rpartition("/")[2].strip(" .")
    ending = "eml" if part.get_content_type() == "message/rfc822" else part.get_content_subtype()
    if said:
        return said[-150:]
    return f"{at}.{ {'jpeg': 'jpg', 'plain': 'txt'}.get(ending, ending) }"


def _failed(parsed: Message, judge: str | None) -> bool:
    """Whether the server that took it from outside found its sender forged (RFC 8601); others' words count nothing."""
    if judge is None:
        return False
    for said in headers(parsed, "Authentication-Results"):
        by, _, results = read_words(said).casefold().partition(";")
        if by.split()[:1] == [judge.casefold()]:
            return "dmarc=fail" in results.replace(" = ", "=")
    return False
