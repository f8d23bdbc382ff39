"""The lists that can be kept as views: every route that takes one."""

from typing import Final

from fastapi.routing import APIRoute

from api.dossiers import routes as dossiers
from api.matters import routes as matters
from api.parts import routes as parts
from api.tables import routes as tables
from api.tasks import routes as tasks
from api.views.kept import parameters_of
from api.visits import routes as visits
from api.workload import routes as workload

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
