"""The people that a page names: by their masked names, where the table of staff has them."""

from collections.abc import Iterable

from sqlalchemy import Connection

from api.service import Service
from api.tables.reading import fetch
from domain.staff.state import Staff
from domain.wording import actor
from projections.errors import NotReadable
from projections.staff.asking import find


async def names_of(service: Service, numbers: Iterable[str | None]) -> dict[str, str]:
    """By staff number; nobody while the table is being built, and who is on no record is left out."""
    asked = sorted({number for number in numbers if number and actor(number, chinese=False) == number})
    try:
        await service.runner.require("staff")
    except NotReadable:
        return {}
    found = await fetch(service.read, lambda connection: _found(connection, asked))
    return {each.number: each.name or each.office for each in found if each.name or each.office}


def _found(connection: Connection, numbers: list[str]) -> list[Staff]:
    return [found for number in numbers if (found := find(connection, number)) is not None]
