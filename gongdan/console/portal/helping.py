"""Self-service 自助服务: find a published article, be led through its questions, say that it helped."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from uuid_utils.compat import uuid7

from api.help.routes import Number, Words, helped, read, search
from api.manners.problems import ApiProblem
from api.service import ServiceOf
from gongdan.console.portal.address import HELP
from gongdan.console.portal.diagnosis import ANSWERS, walk
from gongdan.console.portal.frame import page
from gongdan.console.shell.forms import TypedOf

router: Final = APIRouter()

_SHOWN: Final = 20
_LONGEST: Final = 300
"""Characters of answers: no diagnosis has so many questions."""
Answers = Annotated[str, Query(pattern=f"^{ANSWERS}$", max_length=_LONGEST)]


@router.get(HELP)
async def find(service: ServiceOf, request: Request, words: Words = "") -> Response:
    """Those that hold all the words; without any, the most helpful ones."""
    found = await search(service, words, _SHOWN)
    return page(request, "articles", found=found, words=words)


@router.get(f"{HELP}/{{number}}")
async def show(
    service: ServiceOf, request: Request, number: Number, answers: Answers = "", thanks: bool = False
) -> Response:
    """The article; ``answers`` are those to its questions so far."""
    article = await read(service, number)
    led = walk(article.steps, answers)
    return page(request, "article", article=article, led=led, thanks=thanks, key=str(uuid7()))


@router.post(f"{HELP}/{{number}}/helped")
async def solved(service: ServiceOf, number: Number, typed: TypedOf, response: Response) -> Response:
    """Counted once for each time that the article was shown."""
    try:
        visit = str(UUID(typed.get("key", "")))
    except ValueError:
        raise ApiProblem("bad-form") from None
    await helped(service, number, visit, response)
    return RedirectResponse(f"{HELP}/{number}?thanks=true", 303)
