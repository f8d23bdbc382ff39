"""Makes customers' pages from their own templates: larger and plainer than the staff's, in the same colours."""

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment

from api.manners.language import language_of
from domain.refusals import Language
from gongdan.cli.showing import labels
from gongdan.console.portal import address
from gongdan.console.portal.times import day_and_time, day_of
from gongdan.console.shell.environment import environment
from gongdan.console.shell.frame import static
from gongdan.console.shell.language import translations


def page(request: Request, template: str, status: int = 200, **said: Any) -> HTMLResponse:
    """A page as the customer sees it."""
    language = language_of(request)
    zone: ZoneInfo = request.app.state.service.zone
    reception = request.app.state.reception
    text = (
        _templates(language)
        .get_template(f"{template}.html")
        .render(
            language=language,
            then=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            path=request.url.path,
            now=datetime.now(zone),
            to=address,
            department=reception.name,
            reached=reception.said,
            **said,
        )
    )
    return HTMLResponse(text, status, headers={"Content-Language": "zh-CN" if language == "zh" else "en"})


@cache
def _templates(language: Language) -> Environment:
    made = environment("gongdan.console.portal", translations(language, "portal"))
    made.filters["day"] = lambda at, now: day_and_time(at, now, chinese=language == "zh")
    made.filters["date"] = lambda at, now: day_of(at, now, chinese=language == "zh")
    made.globals |= {  # pyright: ignore[reportArgumentType]
        "static": static,
        "label": lambda field: labels.label(field, language),
        "value": lambda field, said: labels.value(field, said, language),
    }
    return made
