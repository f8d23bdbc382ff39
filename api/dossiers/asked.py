"""What may be asked of the archive: words, product, cause and result, and the days of closing."""

from typing import Annotated, Final, get_args

from fastapi import Query
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticKnownError

from api.figures.asked import Day
from api.manners.texts import Sought
from domain.ticket.vocabulary import ClosedAs, FaultType


def _among(*known: str) -> tuple[AfterValidator, WithJsonSchema]:
    """A closed list: what is not in it would look like an empty archive."""

    def check(value: str) -> str:
        if value in known:
            return value
        raise PydanticKnownError("enum", {"expected": ", ".join(known)})

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": [*known]})


_SEVERAL: Final = Query(description="May be given several times: any of them.")
_FaultType = Annotated[str, *_among(*get_args(FaultType))]
_Ending = Annotated[str, *_among(*get_args(ClosedAs))]

Text = Annotated[Sought | None, Query(description="Found as in the register, or stands in the category.")]
Product = Annotated[Sought | None, Query(description="Looked for in the product's name, or its model.")]
FaultTypes = Annotated[list[_FaultType] | None, _SEVERAL]
Endings = Annotated[list[_Ending] | None, _SEVERAL]
From = Annotated[Day | None, Query(alias="from", description="Closed on this day or later.")]
To = Annotated[Day | None, Query(alias="to", description="Closed on this day or earlier.")]
