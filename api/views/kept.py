"""What a view of a list may keep: the list's own parameters, with values that it takes."""

from collections.abc import Iterator
from typing import Any, Final, cast

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import QueryParams

from api.manners.problems import ApiProblem
from api.tables.asked import require_sort
from domain.views.query import parameters

_SORT: Final = "sort"
_NOT_KEPT: Final = frozenset({"view", "page", "limit", "after", "format", "as_of", "known"})
"""Parameters that say how much of it, when and in which form is looked at, not what is shown."""


def require_taken(dependant: Dependant, query: str) -> None:
    """Raises ApiProblem for a parameter that the list has none of, RequestValidationError for a value it takes not."""
    require_known(dependant, query)
    said, errors = QueryParams(query), list[Any]()
    for each in _walked(dependant):
        errors += request_params_to_args(each.query_params, said)[1]
        _require_sorts(each, said)
    if errors:
        raise RequestValidationError(errors)


def _require_sorts(dependant: Dependant, said: QueryParams) -> None:
    """The columns to sort by are known to the description alone. Raises BadQuery."""
    for field in dependant.query_params:
        told = field.field_info.json_schema_extra
        if field.alias == _SORT and isinstance(told, dict) and _SORT in said:
            columns = [name for name in cast("list[str]", told["enum"]) if not name.startswith("-")]
            require_sort(said[_SORT], tuple(columns))


def require_known(dependant: Dependant, query: str) -> None:
    """Raises ApiProblem, with what may be asked."""
    known = parameters_of(dependant) - _NOT_KEPT
    if unknown := sorted({name for name, _ in parameters(query)} - known):
        raise ApiProblem("view-parameter-unknown", names=", ".join(unknown)[:200], allowed=", ".join(sorted(known)))


def parameters_of(dependant: Dependant) -> frozenset[str]:
    """The query parameters of a route, with those of what it depends on."""
    return frozenset(field.alias for each in _walked(dependant) for field in each.query_params)


def _walked(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for inner in dependant.dependencies:
        yield from _walked(inner)
