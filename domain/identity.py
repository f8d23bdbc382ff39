"""Ids that follow from other ids, so that a retry after any crash is the same event (docs/formats.md §4)."""

import json
from typing import Final
from uuid import UUID, uuid5

EVENT_NAMESPACE: Final = UUID("5c2a7a6e-8d0b-5b0e-9b52-3f1c6f0a4d11")
COMMAND_NAMESPACE: Final = UUID("0d4f3c5e-6a1b-5c8d-a7e9-2b8f5d7c1e22")


def event_id(command_id: str, index: int) -> str:
    """The id of the ``index``-th event (from 0) that a command caused: UUIDv5 of ``<command id>/<index>``."""
    return str(uuid5(EVENT_NAMESPACE, f"{command_id}/{index}"))


def command_id(*parts: str | int) -> str:
    """A command id derived from what names it: UUIDv5 of the compact JSON array of the parts."""
    return str(uuid5(COMMAND_NAMESPACE, json.dumps(parts, ensure_ascii=False, separators=(",", ":"))))
