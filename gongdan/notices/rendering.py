"""From a page to text and HTML: one calm frame, nothing loaded from elsewhere, everything escaped."""

from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from consumers.notices.channels.port import Letter
from gongdan.notices.page import Page

_BREAK: Final = Markup("<br>")


def rendered(page: Page) -> Letter:
    """Both forms of the letter."""
    text, html = (_frame(escaping).get_template(f"letter.{form}.j2") for form, escaping in _FORMS)
    return Letter(page.subject, text.render(page=page).strip() + "\n", html.render(page=page), page.language)


_FORMS: Final = (("txt", False), ("html", True))


@cache
def _frame(escaping: bool) -> Environment:
    made = Environment(
        loader=PackageLoader("gongdan.notices", "frame"),
        autoescape=escaping,  # noqa: S701 -- off for plain text only
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    made.filters["lines"] = _lines
    return made


def _lines(text: str) -> Markup:
    """Line breaks as every mail program shows them."""
    return _BREAK.join(escape(line) for line in text.splitlines())
