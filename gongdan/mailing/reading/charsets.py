"""Bytes to text, whatever their sender calls the encoding: nothing is refused for it, and nothing raises."""

import codecs
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from typing import Final

from domain.record.command import without_unstorable

_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "euc-cn": "gb18030", "iso-8859-1": "cp1252", "ascii": "utf-8"}
"""What is declared, and what senders mean by it: a superset, by which more letters can be read."""
_GUESSES: Final = ("utf-8", "gb18030", "big5")
_TRANSFORMS: Final = frozenset({"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib"})
"""Python's codecs that are no encodings of text: from ``zlib`` a short letter would come out as gigabytes."""


def text_of(raw: bytes, said: str | None) -> str:
    """By what is declared, where that reads without an error; else by what reads so; else with signs for what can't."""
    for name in (_meant(said), *_GUESSES):
        if name is None:
            continue
        try:
            return _clean(raw.decode(name))
        except (UnicodeError, LookupError, ValueError):
            continue
    return _clean(raw.decode("utf-8", "replace"))


def _meant(said: str | None) -> str | None:
    name = (said or "").strip().strip("\"'").lower()
    try:
        known = codecs.lookup(name).name if name else None
    except (LookupError, ValueError, UnicodeError):
        return None
    if known is None or known in _TRANSFORMS or not getattr(codecs.lookup(known), "_is_text_encoding", True):
        return None
    return _WIDER.get(name, _WIDER.get(known, known))


def header(message: Message, name: str) -> str:
    """The first header of this name, as it is read; empty where there is none."""
    return next((read_words(said) for said in headers(message, name)), "")


def headers(message: Message, name: str) -> list[str]:
    """All of this name as they stand, bytes that are no ASCII as halves of characters: nothing is lost yet."""
    return [str(said) for key, said in message.raw_items() if key.lower() == name.lower()]


def read_words(said: str) -> str:
    """On one line: encoded words in any encoding, or raw bytes that stand there unencoded."""
    if not said.isascii():
        return _line(text_of(said.encode("utf-8", "surrogateescape"), None))
    try:
        parts = decode_header(said)
    except (HeaderParseError, ValueError):
        return _line(said)
    return _line("".join(part if isinstance(part, str) else text_of(part, charset) for part, charset in parts))


def _line(text: str) -> str:
    return " ".join(without_unstorable(text).split())


def _clean(text: str) -> str:
    return without_unstorable(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
