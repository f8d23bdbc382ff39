"""From a page to text and HTML: one calm frame, nothing loaded from elsewhere, everything escaped."""

import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from consumers.notices.channels.port import Letter
from gongdan.notices.page import Page

_IN_CHATS: Final = str.maketrans("[]<>*_`#@", "［］＜＞＊＿｀＃＠")
_BREAK: Final = Markup("<br>")
_NOT_BROKEN: Final = Markup('<span style="white-space:nowrap;">{}</span>')
_UNBROKEN: Final = re.compile(
    r"(\b[A-Z]{0,2}\d{6,8}-\d{4,8}\b|\b\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?:–\d{2}:\d{2})?)?|\bset-notice-preferences\b)",
    re.ASCII,
)


def rendered(page: Page) -> Letter:
    """All forms of the letter."""
    text, html, chat, short = (_frame(escaping).get_template(f"letter.{form}.j2") for form, escaping in _FORMS)
    return Letter(
        page.subject,
        text.render(page=page).strip() + "\n",
        html.render(page=page),
        page.language,
        markdown=chat.render(page=page).strip() + "\n",
        short=" ".join(short.render(page=page).split()),
        link=page.link,
    )


_FORMS: Final = (("txt", False), ("html", True), ("md", False), ("short", False))


@cache
def _frame(escaping: bool) -> Environment:
    made = Environment(
        loader=PackageLoader("gongdan.notices", "frame"),
        autoescape=escaping,  # noqa: S701 -- off for plain text only
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    made.filters["lines"], made.filters["whole"], made.filters["plain"] = _lines, _whole, _plain
    return made


def _plain(text: str) -> str:
    """Full-width signs for those that begin links, mentions and emphasis in group chats."""
    return text.translate(_IN_CHATS)


def _lines(text: str) -> Markup:
    """Line breaks as every mail program shows them."""
    return _BREAK.join(_whole(line) for line in text.splitlines())


def _whole(text: str) -> Markup:
    """Numbers, moments and names of commands stay on one line: a browser breaks behind each hyphen."""
    parts = _UNBROKEN.split(text)
    return Markup().join(_NOT_BROKEN.format(part) if place % 2 else escape(part) for place, part in enumerate(parts))
