"""Times as clients may send them: written out, with a zone, and in years that every part can hold and show."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator
from pydantic_core import PydanticCustomError, PydanticKnownError

EARLIEST: Final = datetime(1900, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(3000, 1, 1, tzinfo=UTC)
_WRITTEN: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")


def _written(value: Any) -> Any:
    """A bare number would be taken for seconds since 1970."""
    if isinstance(value, datetime) or (isinstance(value, str) and _WRITTEN.match(value)):
        return value
    raise PydanticKnownError("datetime_type")


def _in_range(at: datetime) -> datetime:
    if EARLIEST <= at < LATEST:
        return at
    raise PydanticCustomError("time_out_of_range", "is out of range")


Time = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_in_range)]
"""An aware time from 1900 to 2999."""
