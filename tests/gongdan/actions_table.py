"""The tables of actions in docs/cli.md and docs/cli.zh.md, made from the commands: ``python -m tests.gongdan.actions_table``."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from api.tickets.actions import NOUNS
from domain.refusals import Language
from domain.ticket.commands import COMMANDS
from domain.wording import word
from gongdan.cli.asking.shapes import Shape, shapes_of
from gongdan.cli.showing.labels import CODES
from gongdan.cli.showing.meanings import meant

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGES: Final[dict[Language, Path]] = {"en": DOCS / "cli.md", "zh": DOCS / "cli.zh.md"}
HEADS: Final[dict[Language, str]] = {
    "en": "| action | needs | may say |\n|---|---|---|\n",
    "zh": "| 操作 | | 必填 | 可填 |\n|---|---|---|---|\n",
}
_EXPLAINED: Final = frozenset({"channel", "given", "department", "departments"})
"""Fields whose words the page lists once."""
_FOR_THEM: Final = ("代客户登记时须 `given` 与 `evidence`", "`given` and `evidence` if entered for the customer")
_BESIDES: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(("confirm", "reject", "answer-survey", "object"), _FOR_THEM),
    "grade": ("分级以工单的政策包为准", "severities are those of the ticket's policy pack"),
    "dispatch": ("改派时还须 `reason`", "`reason` too if it passes on"),
    "close": ("主管结案时须 `reason`", "`reason` if by a supervisor"),
    "follow-up": ("有一项为否时须 `note`", "`note` where one is false"),
    "cancel": ("重复时须 `duplicate_of`", "`duplicate_of` if a duplicate"),
    "route": ("`staff` 与 `team` 至少一项", "`staff` or `team`"),
}


def table(language: Language) -> str:
    """The rows under the page's heading, one an action."""
    return HEADS[language] + "".join(f"{row}\n" for row in _rows(language))


def _rows(language: Language) -> Iterator[str]:
    place = 0 if language == "zh" else 1
    for action in ("open", *NOUNS):
        shapes = [shape for shape in shapes_of(action).values() if shape.name not in ("occurred", "late")]
        event = COMMANDS[action].causes.stored_name
        needed = [_said(shape, language, event) for shape in shapes if shape.needed]
        if action in _BESIDES:
            text = _BESIDES[action][place]
            needed.append(f"（{text}）" if place == 0 else f"({text})")
        cells = [_joined(needed, language), _joined([*_optional(shapes, language, event)], language)]
        if language == "zh":
            cells.insert(0, word(action, chinese=True))
        yield "| " + " | ".join([f"`{action}`", *cells]).replace("|  |", "| |").rstrip() + " |"


def _optional(shapes: list[Shape], language: Language, event: str) -> Iterator[str]:
    """Those of one part are one: ``contact.…``."""
    seen: set[str] = set()
    for shape in shapes:
        whole, dot, _ = shape.name.partition(".")
        if not shape.needed and whole not in seen:
            seen.add(whole)
            yield f"`{whole}.…`" if dot else _said(shape, language, event)


def _said(shape: Shape, language: Language, event: str) -> str:
    if not shape.words or shape.name in _EXPLAINED:
        return f"`{shape.name}`"
    codes = meant(CODES, f"{event}.{shape.name}") or {}
    if language == "en":
        return f"`{shape.name}` ({', '.join(shape.words)})"
    return f"`{shape.name}`（{'、'.join(f'{each} {codes.get(each, (each,))[0]}' for each in shape.words)}）"


def _joined(parts: list[str], language: Language) -> str:
    text = ("、" if language == "zh" else ", ").join(parts)
    return text.replace("、（", "（").replace(", (", " (")


def replaced(page: str, language: Language) -> str:
    """The page with the table as it is now."""
    head = re.escape(HEADS[language])
    return re.sub(rf"{head}(?:\|.*\n)+", lambda _: table(language), page, count=1)


if __name__ == "__main__":
    for spoken, path in PAGES.items():
        path.write_text(replaced(path.read_text(), spoken))
