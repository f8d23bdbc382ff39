"""Ids of notices: the same event, kind, recipient and channel are one notice for ever (docs/formats.md)."""

import json
from collections.abc import Iterable
from typing import Final
from uuid import UUID, uuid5

from domain.notices.vocabulary import DIGEST

NOTICE_NAMESPACE: Final = UUID("b1d0c7a4-52e6-5f0b-9c3d-7a4e8f216d90")


def notice_key(cause: str, kind: str, recipient: str, channel: str) -> str:
    """The key of the aggregate: ``notice-`` and 32 hex digits."""
    return _key(cause, kind, recipient, channel)


def digest_key(recipient: str, channel: str, items: Iterable[str]) -> str:
    """The key of the digest that holds these notices."""
    return _key(DIGEST, recipient, channel, *sorted(items))


def _key(*parts: str) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return f"notice-{uuid5(NOTICE_NAMESPACE, text).hex}"
