"""HTML to plain text: what is to be read alone, line by line; nothing in it is run, loaded or followed.

Tag by tag and without a tree: a browser's way of reading takes the square of how deep a page is nested, and Python's
own parser takes some broken pages for errors; both were tried with letters made to keep them busy.
"""

import re
from html import unescape
from typing import Final

_QUOTE: Final = "blockquote"
_LINES: Final = frozenset(
    {"address", "article", "aside", _QUOTE, "body", "br", "center", "dd", "div", "dl", "dt", "footer", "form", "h1"}
    | {"h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table"}
    | {"tbody", "tr", "ul"}
)
_UNREAD: Final = frozenset({"script", "style", "title", "template", "noscript", "object", "svg", "textarea", "select"})
_TAG: Final = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})(?:[^<>"']|"[^"]{0,4000}"|'[^']{0,4000}')*+>""")
_ENDS: Final = {tag: re.compile(rf"</{tag}[^>]{{0,100}}>", re.IGNORECASE) for tag in _UNREAD}
_DECLARED: Final = re.compile(r"<[!?/][^<>]{0,1000}>")


class _Text:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._quoted = 0

    def say(self, text: str) -> None:
        self._line.append(unescape(text))

    def tag(self, name: str, *, ends: bool) -> None:
        if name in ("td", "th"):
            self._line.append(" ")
        elif name in _LINES:
            self.end_line()
            if name == _QUOTE:
                self._quoted = max(self._quoted + (-1 if ends else 1), 0)

    def end_line(self) -> None:
        words = " ".join("".join(self._line).split())
        if words:
            self.lines.append(f"> {words}" if self._quoted else words)
        self._line.clear()


def text_of_html(html: str) -> str:
    """Its words in their order; quoted blocks begin each line with ``>``, as in plain text."""
    text, at, endless = _Text(), 0, set[str]()
    while (mark := html.find("<", at)) >= 0:
        text.say(html[at:mark])
        at = _after(html, mark, text, endless)
    text.say(html[at:])
    text.end_line()
    return "\n".join(text.lines)


def _after(html: str, mark: int, text: _Text, endless: set[str]) -> int:
    """Where reading goes on behind the sign at ``mark``; ``endless`` is what no end of was found."""
    if html.startswith("<!--", mark):
        end = -1 if "--" in endless else html.find("-->", mark + 4)
        if end < 0:
            endless.add("--")
            return mark + 4
        return end + 3
    found = _TAG.match(html, mark)
    if found is None:
        declared = _DECLARED.match(html, mark)
        text.say("" if declared else "<")
        return declared.end() if declared else mark + 1
    name = found[2].lower()
    if name in _UNREAD and not found[1] and name not in endless:
        end = _ENDS[name].search(html, found.end())
        if end:
            return end.end()
        endless.add(name)
    text.tag(name, ends=bool(found[1]))
    return found.end()
