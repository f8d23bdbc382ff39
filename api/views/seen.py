"""Which saved views a caller has: their own, and those shared with them by people who work here."""

from sqlalchemy import Connection

from api.callers import Caller
from api.records.moment import now
from api.service import Service
from api.tables.reading import fetch
from domain.desk.kinds import Thing
from domain.rights import check
from projections.staff.asking import those
from projections.views import Seen, sharing


def require_views(caller: Caller, action: str = "read-views") -> None:
    """Views are for staff. Raises Forbidden."""
    check(caller.person, action, Thing(owners=(caller.id,)))


async def seen_by(service: Service, caller: Caller, listed: str | None = None) -> Seen:
    """Of a list, or of all. Who stands in for somebody is in their teams too."""
    await service.runner.require("staff")
    return await fetch(service.read, lambda connection: seen_in(connection, service, caller, listed))


def seen_in(connection: Connection, service: Service, caller: Caller, listed: str | None = None) -> Seen:
    """Likewise, in a look at the read models."""
    day, person = now(service).date(), caller.person
    others = sharing(connection, listed) - {caller.id}
    gone = [each.number for each in those(connection, others) if day not in each.employed]
    return Seen(caller.id, person.teams_of((caller.id, *person.stands_in_for)), gone, listed)
