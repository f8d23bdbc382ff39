"""The matters that belong to a ticket, as far as the reader of its dossier may see them."""

from collections.abc import Iterator

from sqlalchemy import Connection

from api.callers import Caller
from api.matters.catalogue import OFFERED
from api.matters.visible import seen
from api.service import Service
from api.tables.reading import caught_up, fetch
from api.tickets.standing.dossier import LinkedMatter
from domain.rights import may
from projections import matters
from projections.matters import MatterFilter
from projections.sql.rows import Row

_MOST = 200
"""Of one kind; a ticket has one or two."""


async def linked_matters(service: Service, caller: Caller, number: str) -> list[LinkedMatter]:
    """All that was recorded until now is among them."""
    await caught_up(service, "matters", "now", None)
    wanted = [
        MatterFilter(offered.kind.name, ticket=number, owned_by=whose, asked=asked)
        for offered in OFFERED
        if may(caller.person, offered.reading)
        for whose, asked in [seen(offered, caller.person)]
    ]
    rows = await fetch(service.read, lambda connection: [*_rows(connection, wanted)])
    return [_view(service.shown.row(row)) for row in rows]


def _rows(connection: Connection, wanted: list[MatterFilter]) -> Iterator[Row]:
    for only in wanted:
        yield from matters.page(connection, only, sort="opened", after=None, limit=_MOST).rows


def _view(row: Row) -> LinkedMatter:
    said = {name: row[name] for name in LinkedMatter.model_fields if name in row}
    return LinkedMatter(number=row["matter"], **said)
