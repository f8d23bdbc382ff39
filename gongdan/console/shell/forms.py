"""What a person typed into a form: plain fields, as a browser sends them without files."""

from collections.abc import Mapping
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from api.manners.problems import ApiProblem

_MOST: Final = 200
"""Fields of a form."""
APART: Final = "_"
"""Behind a name that means something else to a form; no field's own name ends so."""
Typed = Mapping[str, str]


async def typed(request: Request) -> Typed:
    """By the field's name, blanks around them taken away, several of a name with commas between.

    Raises ApiProblem where it is no form.
    """
    try:
        body = (await request.body()).decode("ascii")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST, errors="strict")
    except ValueError:
        raise ApiProblem("bad-form") from None
    found = dict[str, str]()
    for sent, value in pairs:
        name = sent.removesuffix(APART)
        found[name] = f"{found[name]},{value.strip()}" if found.get(name) else value.strip()
    return found


TypedOf = Annotated[Typed, Depends(typed)]
