"""How the comparison of a read model with a fresh fold of the log is shown: counts, keys and columns, never values."""

from collections.abc import Iterator

from rich.table import Table

from gongdan.cli.showing.said import console, plain, say
from projections.operating.comparing import Compared, Comparison, Example
from projections.operating.rebuild import Rebuilt


def print_comparison(comparison: Comparison) -> None:
    """A line a table, then the rows that differ."""
    columns(
        say("表 行数 仅在用 仅重算 不同", "table rows only-in-use only-in-the-fold different").split(),
        [_counts(table) for table in comparison.tables],
    )
    rows = [row for table in comparison.tables for row in _examples(table)]
    if rows:
        columns(say("表 键 差异", "table key differs-in").split(), rows)


def summary(name: str, rebuilt: Rebuilt) -> str:
    """What was found and what was done, in one sentence."""
    if rebuilt.swapped:
        return say(
            f"{name} 已重建至位置 {rebuilt.position}。", f"{name} was built anew up to position {rebuilt.position}."
        )
    if rebuilt.comparison and rebuilt.comparison.equal:
        return say(
            f"{name} 与事件日志重新计算的结果一致（位置 {rebuilt.position}）。",
            f"{name} equals a fresh fold of the log (position {rebuilt.position}).",
        )
    return say(
        f"{name} 与事件日志重新计算的结果不一致（位置 {rebuilt.position}），未作更改；"
        f"更换请运行 gongdan projections rebuild {name}。",
        f"{name} differs from a fresh fold of the log (position {rebuilt.position}) and was left as it is: "
        f"`gongdan projections rebuild {name}` swaps it.",
    )


def columns(headings: list[str], rows: list[list[str]]) -> None:
    """Plain columns, no frame; nothing is cut off, and what comes first, often an id, stands on one line."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=not place)
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    console().print(table)


def _counts(table: Compared) -> list[str]:
    return [table.table, *(str(count) for count in (table.rows, table.only_in_use, table.only_built, table.different))]


def _examples(table: Compared) -> Iterator[list[str]]:
    if table.columns:
        yield [table.table, "-", say("列不同：", "columns: ") + ", ".join(table.columns)]
    for example in table.examples:
        yield [table.table, " ".join(example.key), _how(example)]


def _how(example: Example) -> str:
    if not example.built:
        return say("仅在使用中的表", "only in use")
    if not example.in_use:
        return say("仅在重新计算的表", "only in the fold")
    return ", ".join(example.columns)
