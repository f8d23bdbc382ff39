"""Which saved views somebody has: their own, and those that others share with their teams or with everybody."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, or_, select

from projections.sql.columns import never_stored
from projections.sql.often import Listed, Often
from projections.sql.paging import Order, Page
from projections.sql.rows import Row
from projections.views.folding import VIEWS

SORTS: Final = ("name", "list", "owner", "updated")


def _theirs(person: Any, in_teams: ColumnElement[bool], still_here: ColumnElement[bool]) -> ColumnElement[bool]:
    """Views that a person in some teams may use."""
    columns = VIEWS.c
    shared = and_(columns.shared, or_(columns.team.is_(None), in_teams), still_here)
    return and_(~columns.removed, or_(columns.owner == person, shared))


_SHARING: Final = select(VIEWS.c.owner).distinct().where(~VIEWS.c.removed, VIEWS.c.shared)
_SHARING_OF: Final = Often(_SHARING.where(VIEWS.c.list == bindparam("listed")))
_BY_NAME: Final = Often(
    select(VIEWS)
    .where(
        _theirs(bindparam("person"), Listed(VIEWS.c.team, "teams"), Listed(VIEWS.c.owner, "gone", none=True)),
        VIEWS.c.list == bindparam("listed"),
    )
    .order_by(VIEWS.c.name, VIEWS.c.view)
    .limit(bindparam("most"))
)


@dataclass(frozen=True)
class Seen:
    """What ``person``, who is in these ``teams``, may use; ``gone`` are those who work here no more.

    A view of somebody who left is shared with nobody any more: nobody could change it.
    """

    person: str
    teams: Collection[str] = ()
    gone: Collection[str] = ()
    list: str | None = None

    def applied(self, query: Select[Any]) -> Select[Any]:
        columns = VIEWS.c
        among, here = columns.team.in_(sorted(self.teams)), columns.owner.not_in(sorted(self.gone))
        query = query.where(_theirs(self.person, among, here))
        return query if self.list is None else query.where(VIEWS.c.list == self.list)


def sharing(connection: Connection, listed: str | None = None) -> set[str]:
    """Who shares a view with others, whether they still work here or not."""
    if listed is None:
        return {*connection.execute(_SHARING).scalars()}
    return {owner for (owner,) in _SHARING_OF.tuples(connection, listed=listed)}


def by_name(connection: Connection, seen: Seen, most: int) -> list[Row]:
    """The first of the list that ``seen`` names."""
    return _BY_NAME.rows(connection, person=seen.person, teams=seen.teams, gone=seen.gone, listed=seen.list, most=most)


def page(connection: Connection, seen: Seen, *, sort: str, after: str | None, limit: int) -> Page:
    """At most ``limit`` views after a page's cursor. Raises BadQuery."""
    return Order.parse(VIEWS, sort, SORTS).page(connection, seen.applied(select(VIEWS)), after, limit)


def count(connection: Connection, seen: Seen) -> int:
    """How many there are."""
    return connection.execute(seen.applied(select(func.count()).select_from(VIEWS))).scalar_one()


def named(connection: Connection, seen: Seen, said: str) -> list[Row]:
    """Those of a name, ``owner/name`` or id, by owner; one's own alone where there is one of that name."""
    if never_stored(said):
        return []
    owner, slash, name = said.partition("/")
    columns = VIEWS.c
    wanted = and_(columns.owner == owner, columns.name == name) if slash else columns.name == said
    query = seen.applied(select(VIEWS)).where(or_(wanted, columns.view == said))
    rows = [dict(row) for row in connection.execute(query.order_by(columns.owner, columns.view)).mappings()]
    return [row for row in rows if row["owner"] == seen.person] or rows
