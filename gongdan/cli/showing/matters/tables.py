"""One matter, or a list of them, as a person reads it."""

from typing import Any, Final

from rich.table import Table

from domain.matters.kind import MatterKind
from domain.wording import Words
from domain.wording import word as domain_word
from gongdan.cli.showing.labels import label, time, value
from gongdan.cli.showing.said import chinese, console, plain, say
from gongdan.language import language

Json = dict[str, Any]

_NAMES: Final[Words] = {
    "number": ("编号", "number"),
    "status": ("状态", "status"),
    "ticket": ("工单", "ticket"),
    "customer": ("客户编号", "customer key"),
    "opened": ("登记时间", "opened"),
    "opened_by": ("登记人", "opened by"),
    "responsible": ("负责人", "responsible"),
    "due": ("期限", "due"),
    "version": ("版本", "version"),
    "updated": ("最近更新", "last change"),
    "possible": ("现在可以", "possible now"),
}
_LISTED: Final = ("number", "status", "ticket", "opened", "responsible", "due", "updated")


def show_matter(kind: MatterKind, found: Json) -> None:
    """A fact a line; what its kind holds besides stands after what every matter has."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name in _NAMES:
        if name != "possible" and found.get(name) not in (None, []):
            grid.add_row(_name(name), plain(_text(kind, name, found[name])))
    for name, said in found["facts"].items():
        if says_something(said):
            field = f"{kind.name}.{name}"
            grid.add_row(label(field, language()), plain(value(field, said, language())))
    grid.add_row(_name("possible"), plain(_possible(found["possible"])))
    console().print(grid)


def says_something(said: Any) -> bool:
    """Nothing does not, nor an amount of which nothing was paid, waived or asked for yet."""
    return said not in (None, [], {}, "", "0", "0.00")


def show_matters(kind: MatterKind, found: Json) -> None:
    """One a line, and how many more there are."""
    screen, rows = console(), found["items"]
    if not rows:
        screen.print(say(f"没有{kind.called.zh}。", f"There is no {kind.called.en}."))
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in _LISTED:
        table.add_column(_name(name), overflow="fold")
    for row in rows:
        table.add_row(*(plain(_text(kind, name, row[name])) for name in _LISTED))
    screen.print(table)
    if found["count"] > len(rows):
        screen.print(say(f"共 {found['count']} 项，此处 {len(rows)} 项。", f"{len(rows)} of {found['count']}."))


def _possible(actions: list[str]) -> str:
    if not actions:
        return say("（无）", "(nothing)")
    return say("、", ", ").join(f"{domain_word(each, chinese=chinese())} ({each})" for each in actions)


def _text(kind: MatterKind, name: str, said: Any) -> str:
    if said is None:
        return ""
    if name == "status":
        return kind.statuses[said].say(chinese=chinese())
    return time(said) if name in ("opened", "updated") else str(said)


def _name(name: str) -> str:
    return _NAMES[name][0 if chinese() else 1]
