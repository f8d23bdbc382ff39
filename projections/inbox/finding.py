"""Which notices there are: of whom, about which ticket, where they stand; and what somebody has not read yet."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from domain.notices.vocabulary import INBOX
from projections.inbox.folding import NOTICES
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row

SORTS: Final = ("requested",)


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """``recipient`` is a key, ``ticket`` a number; ``unread``: only what was not read."""

    recipient: str | None = None
    ticket: str | None = None
    status: str | None = None
    kind: str | None = None
    channel: str | None = None
    unread: bool = False

    def applied(self, query: Select[Any]) -> Select[Any]:
        return query.where(*self._conditions())

    def _conditions(self) -> list[ColumnElement[bool]]:
        said = {name: getattr(self, name) for name in ("recipient", "ticket", "status", "kind", "channel")}
        wanted = [NOTICES.c[name] == value for name, value in said.items() if value is not None]
        return [*wanted, NOTICES.c.read.is_(None)] if self.unread else wanted

    @property
    def impossible(self) -> bool:
        return never_stored(self.recipient, self.ticket, self.status, self.kind, self.channel)


def inbox_of(recipient: str, *, unread: bool) -> NoticeFilter:
    """What stands in somebody's inbox."""
    return NoticeFilter(recipient=recipient, channel=INBOX, unread=unread)


def page(connection: Connection, only: NoticeFilter, *, after: str | None, limit: int) -> Page:
    """At most ``limit`` rows after a page's cursor, the newest first. Raises BadQuery."""
    order = Order.parse(NOTICES, "-requested", SORTS)
    return Page([], None) if only.impossible else order.page(connection, only.applied(select(NOTICES)), after, limit)


def count(connection: Connection, only: NoticeFilter) -> int:
    """How many there are."""
    if only.impossible:
        return 0
    return connection.execute(only.applied(select(func.count()).select_from(NOTICES))).scalar_one()


def find(connection: Connection, notice: str) -> Row | None:
    """The row of a notice's id."""
    if never_stored(notice):
        return None
    row = connection.execute(select(NOTICES).where(NOTICES.c.notice == notice)).mappings().first()
    return dict(row) if row is not None else None


def ends(connection: Connection, notices: Collection[str]) -> dict[str, str]:
    """Where these notices stand, by their ids; what goes with others stands where those do."""
    together = NOTICES.alias()
    status = case((NOTICES.c.status == "digested", together.c.status), else_=NOTICES.c.status)
    query = select(NOTICES.c.notice, status.label("status")).outerjoin(together, NOTICES.c.digest == together.c.notice)
    return {row.notice: row.status for row in connection.execute(query.where(NOTICES.c.notice.in_(notices)))}


def in_which(connection: Connection, notice: str) -> tuple[str, str] | None:
    """The one that holds a notice, and where that stands; None where it goes alone."""
    row = find(connection, notice)
    together = find(connection, row["digest"]) if row and row["status"] == "digested" else None
    return (together["notice"], together["status"]) if together else None


def undecided(connection: Connection) -> list[str]:
    """The ids of those that wait for a channel beyond the program, the oldest first."""
    waiting = (NOTICES.c.status == "requested", NOTICES.c.channel != INBOX)
    found = connection.execute(select(NOTICES.c.notice).where(*waiting).order_by(NOTICES.c.requested))
    return [row.notice for row in found]


def any_at_all(connection: Connection) -> bool:
    """Whether anybody was ever told of anything."""
    return connection.execute(select(NOTICES.c.notice).limit(1)).first() is not None
