"""What stands beside each row of a table of now: read in the same look, so that it costs no look of its own."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request
from sqlalchemy import Connection

from api.hints.shown import can_hint, with_hints
from api.service import Service
from api.tables.filters import FINDING
from projections.sql.paging import Page


@dataclass(frozen=True, slots=True)
class Beside:
    """``can``: whether it is known just now, of read models up to where the rows are; ``right``: who may know it."""

    can: Callable[[Service, str | None, str | None], Awaitable[bool]]
    put: Callable[[Connection, Page, Service, Request], Page]
    right: str | None = None


HINTS: Final = Beside(can_hint, lambda connection, page, service, _: with_hints(connection, page, service), FINDING)
"""The tickets to look at beside each, for who may look people up."""
