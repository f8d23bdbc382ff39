"""The tickets of which a time runs out first: what whoever looks after all of them sees to first."""

from sqlalchemy import Connection, and_, func, select

from projections.clocks.tables import CLOCKS, VOID
from projections.register.filtering import OPEN, RegisterFilter, matters_still
from projections.register.tables import REGISTER


def pressing(connection: Connection, only: RegisterFilter, most: int, *, nobodys: bool = False) -> list[str]:
    """At most so many numbers, first what is due first, of the clocks that matter still.

    ``nobodys``: those open that no engineer has; without a clock they come last.
    """
    number, due = REGISTER.c.number, func.min(CLOCKS.c.due)
    runs = and_(
        CLOCKS.c.number == number,
        CLOCKS.c.open == 1,
        CLOCKS.c.state != VOID,
        CLOCKS.c.due.is_not(None),
        matters_still(REGISTER.c),
    )
    query = only.applied(select(number).join_from(REGISTER, CLOCKS, runs, isouter=nobodys))
    if nobodys:
        query = query.where(REGISTER.c.engineer.is_(None), REGISTER.c.status.in_(OPEN))
    ordered = query.group_by(number).order_by(due.is_(None), due, number)
    return [row.number for row in connection.execute(ordered.limit(most))]
