"""Where an aggregate lives in the log: one literal subject, a pure function of its string id (docs/formats.md §1)."""

import re
import zlib
from functools import lru_cache

PARTITIONS = 16
_REMEMBERED = 20_000
"""Aggregates, about 10 MB: many events of one come soon after each other."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}\Z")
_NAME = re.compile(r"[a-z]+\Z|_\Z")
_CATEGORY = re.compile(r"([a-z]+)-(?=.)")


class InvalidAggregateId(ValueError):
    """The id holds a character that a subject token may not hold, is empty, or is longer than 128."""


def partition(aggregate_id: str) -> int:
    """CRC-32 of the whole id's UTF-8, modulo 16: fixed for ever, for partitioned workers."""
    return zlib.crc32(aggregate_id.encode()) % PARTITIONS


def split(aggregate_id: str) -> tuple[str, str]:
    """Category and rest: ``ticket-202405-00123`` → ``("ticket", "202405-00123")``; a bare id has category ``_``."""
    if not _ID.match(aggregate_id):
        raise InvalidAggregateId(
            f"aggregate id {aggregate_id!r}: only A-Z a-z 0-9 _ - are allowed, 1 to 128 characters"
        )
    found = _CATEGORY.match(aggregate_id)
    return (found[1], aggregate_id[found.end() :]) if found else ("_", aggregate_id)


def require_category(text: str) -> str:
    """The category itself. Raises ValueError for what no aggregate id begins with."""
    if not _NAME.match(text):
        raise ValueError(f"category {text!r}: small letters a-z only, or _ for the ids that have none")
    return text


@lru_cache(_REMEMBERED)
def subject(prefix: str, aggregate_id: str) -> str:
    """``gongdan`` and ``ticket-202405-00123`` → ``gongdan.00.ticket.202405-00123``."""
    category, rest = split(aggregate_id)
    return f"{prefix}.{partition(aggregate_id):02d}.{category}.{rest}"


@lru_cache(_REMEMBERED)
def aggregate_id(subject: str) -> str:
    """The id that a subject stands for: the inverse of :func:`subject`. Raises ValueError where there is none."""
    _, pp, category, rest = subject.rsplit(".", 3)
    found = rest if category == "_" else f"{category}-{rest}"
    if pp != f"{partition(found):02d}" or split(found) != (category, rest):
        raise ValueError(f"no aggregate lives at {subject}")
    return found
