"""A list asked for by a saved view: the view's parameters stand in for those that the request leaves out."""

from typing import Annotated, Final

from fastapi import Depends, Query, Request
from fastapi.routing import APIRoute

from api.callers import CallerOf
from api.manners.problems import ApiProblem
from api.manners.texts import Sought
from api.service import ServiceOf
from api.tables.reading import caught_up, fetch
from api.views.kept import require_known
from api.views.seen import require_views, seen_by
from domain.views.query import parameters, written
from projections import views
from projections.sql.rows import Row

_READ: Final = "_query_params"
"""Where a request keeps what it once read of its query."""

Named = Annotated[
    Sought | None,
    Query(description="A saved view of this list by name, `owner/name` or id; parameters that are given win."),
]


async def apply_view(request: Request, service: ServiceOf, caller: CallerOf, view: Named = None) -> None:
    """Raises ApiProblem where there is no such view for the caller, or it holds what the list does not know."""
    if view is None:
        return
    require_views(caller)
    route: APIRoute = request.scope["route"]
    await caught_up(service, "views", request.query_params.get("after"), request.headers.get("prefer"))
    seen = await seen_by(service, caller, route.path.strip("/"))
    found = await fetch(service.read, lambda connection: views.named(connection, seen, view))
    row = _only(found, view)
    require_known(route.dependant, row["query"])
    said = [(name, value) for name, value in request.query_params.multi_items() if name != "view"]
    given = {name for name, _ in said}
    kept = [(name, value) for name, value in parameters(row["query"]) if name not in given]
    request.scope["query_string"] = written([*kept, *said]).encode()
    vars(request).pop(_READ, None)  # what follows reads it anew


def _only(found: list[Row], said: str) -> Row:
    if not found:
        raise ApiProblem("view-not-found", view=said)
    if len(found) > 1:
        named = ", ".join(f"{row['owner']}/{row['name']} ({row['view']})" for row in found)
        raise ApiProblem("view-ambiguous", view=said, views=named[:1000])
    return found[0]


APPLIED: Final = Depends(apply_view)
"""Of a list that can be asked for by a view."""
