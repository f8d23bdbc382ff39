"""``gongdan roles``: who may do what, read from the table of rights that every action is checked against."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from domain.rights import TABLE, Row, scoped
from domain.wording import ROLES, word, words
from gongdan.cli.asking.client import hint
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.closest import closest
from gongdan.failures import Failure

HELP: Final = say(
    "谁可以做什么；加角色名则只看该角色。例：gongdan roles engineer",
    "Who may do what; with a role, what that one may. Example: gongdan roles engineer",
)

Role = Annotated[str | None, typer.Argument(metavar="ROLE", help=say("角色", "the role"))]


def roles(
    role: Role = None,
    in_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "print JSON"))] = False,
) -> None:
    if role is not None and role not in ROLES:
        raise Failure("bad-role", value=role, hint=hint(closest(role, ROLES)), allowed=", ".join(ROLES))
    rows = [row for row in TABLE if role is None or role in row.may]
    if in_json:
        as_json(_of_role(role) if role else [_as_json(row) for row in rows])
        return
    table = Table(box=None, header_style="bold", pad_edge=False, title=_title(role), title_justify="left")
    for heading in (
        say("事项", "what"),
        say("操作", "actions"),
        say("谁可以", "who may") if role is None else say("范围", "on what"),
    ):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(
            _line(row), plain(", ".join(row.actions)), plain(_who(row) if role is None else _scope(row, role))
        )
    console().print(table)


def _title(role: str | None) -> str:
    if role is None:
        return say("权限表", "Who may do what")
    return f"{word(role, chinese=True)} {role}" if chinese() else role


def _line(row: Row) -> Any:
    """The row's own words; in English those of its actions, as the process has one line for several rows."""
    return plain(row.zh if chinese() else words(row.actions, chinese=False))


def _who(row: Row) -> str:
    codes = (_named(role) if scope == "all" else scoped(row.about, scope, role) for role, scope in row.may.items())
    return words(codes, chinese=chinese())


def _named(role: str) -> str:
    """The program itself is no person's role."""
    return role if role in ROLES else say("系统", "the system")


def _scope(row: Row, role: str) -> str:
    scope = row.may[role]
    return say("全部", "all") if scope == "all" else words([scoped(row.about, scope, role)], chinese=chinese())


def _of_role(role: str) -> dict[str, Any]:
    return {"role": role, "zh": ROLES[role][0], "en": ROLES[role][1], "may": dict(_may(role))}


def _may(role: str) -> Iterator[tuple[str, str]]:
    for row in TABLE:
        if role in row.may:
            yield from ((action, row.may[role]) for action in row.actions)


def _as_json(row: Row) -> dict[str, Any]:
    return {"line": row.line, "zh": row.zh, "actions": row.actions, "may": row.may}
