"""The lists that can be kept as views: every route that takes one."""

from typing import Final

from fastapi.routing import APIRoute
from starlette.datastructures import QueryParams

from api.dossiers import routes as dossiers
from api.matters import routes as matters
from api.parts import routes as parts
from api.tables import routes as tables
from api.tables.columns import with_columns
from api.tasks import routes as tasks
from api.views.kept import parameters_of, require_taken
from api.visits import routes as visits
from api.workload import routes as workload
from projections import dossiers as archive
from projections import progress, register
from projections import visits as diary
from projections import workload as load
from projections.sheets.sheet import Sheet

_ROUTERS: Final = (
    tables.router,
    visits.router,
    workload.router,
    dossiers.router,
    tasks.router,
    parts.router,
    *matters.ROUTERS,
)

LISTED: Final[dict[str, APIRoute]] = {
    route.path.strip("/"): route
    for router in _ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute) and "view" in parameters_of(route.dependant)
}
"""By their paths without the slash."""

SHEETS: Final[dict[str, Sheet]] = {
    "register": register.SHEET,
    "faults": register.FAULTS,
    "progress": progress.SHEET,
    "visits": diary.SHEET,
    "workload": load.SHEET,
    "dossiers": archive.SHEET,
}
"""Of those whose columns can be chosen."""


def require_kept(listed: str, query: str) -> None:
    """What the list would refuse is not kept. Raises ApiProblem, BadQuery, RequestValidationError."""
    require_taken(LISTED[listed].dependant, query)
    if listed in SHEETS:
        with_columns(SHEETS[listed], QueryParams(query))
