"""What is answered where nothing was done, for the documentation: in both languages, as the code itself says it."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.responses import Response

from api.manners.limits import MOST
from api.manners.problems import ApiProblem, of_refusal
from api.manners.validation import as_problem
from api.manners.wording import TITLES
from api.openapi.happened import EPOCH
from domain.refusals import Forbidden, Language, NotAllowed, Refusal, StoreUnavailable, TicketNotFound

Json = dict[str, Any]
Said = Callable[[Language], Response]

_MEDIA: Final = "application/problem+json"
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def _api(code: str, **details: str | int) -> Said:
    return ApiProblem(code, errors=None, **details).response


def _rules(refusal: Refusal) -> Said:
    return lambda language: of_refusal(refusal, language)


def _invalid(language: Language) -> Response:
    return as_problem([{"type": "missing", "loc": ("body", "summary")}], language).response(language)


_FORBIDDEN: Final = Forbidden(
    "forbidden", actor="e-003", roles=("engineer",), action="dispatch", allowed=("supervisor", "emergency-team")
)
_EXAMPLES: Final[Mapping[int, Said]] = {
    429: _api("too-many-visits"),
    400: _api("bad-json"),
    401: _api("token-missing"),
    403: _rules(_FORBIDDEN),
    404: _rules(TicketNotFound("202405-00123")),
    409: _rules(NotAllowed("not-graded")),
    410: _api("other-log", epoch=EPOCH),
    412: _api("version-changed", number="202405-00123"),
    413: _api("body-too-large", limit=MOST),
    415: _api("not-json"),
    422: _invalid,
    500: _api("internal", reference="1f2e3d4c5b6a7980"),
    503: _rules(StoreUnavailable("")),
}


def refused(status: int, schema: str) -> Json:
    """The description of an answer of this status."""
    shown = {language: {"value": _example(status, language)} for language in _LANGUAGES}
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}, "examples": shown}
    return {"description": " · ".join(reversed(TITLES[status])), "content": {_MEDIA: content}}


def _example(status: int, language: Language) -> Json:
    return json.loads(bytes(_EXAMPLES[status](language).body))
