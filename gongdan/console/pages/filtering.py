"""The filters that a page of the register is asked with: read of its address only where that names any."""

from typing import Final

from fastapi import Request
from fastapi.dependencies.utils import get_dependant, request_params_to_args
from fastapi.exceptions import RequestValidationError

from api.tables.filters import Filters, filtered

_FIELDS: Final = get_dependant(path="", call=filtered).query_params
_NONE: Final = Filters()


async def filters_of(request: Request) -> Filters:
    """As the API reads them; twenty that are not there take a tenth of a page. Raises RequestValidationError."""
    said = request.query_params
    if not said:
        return _NONE
    values, errors = request_params_to_args(_FIELDS, said)
    if errors:
        raise RequestValidationError(errors)
    return Filters(**values)
