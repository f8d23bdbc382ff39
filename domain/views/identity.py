"""Ids of saved views: the saving sent again saves the same one (docs/formats.md)."""

from typing import Final
from uuid import UUID, uuid5

VIEW_NAMESPACE: Final = UUID("c94f1e07-6b2d-5a83-b1c6-2e90d7a4f358")


def view_key(command_id: str) -> str:
    """The key of the view that a command saves: ``view-`` and 32 hex digits."""
    return f"view-{uuid5(VIEW_NAMESPACE, command_id).hex}"
