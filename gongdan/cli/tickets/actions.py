"""What can be done to a ticket, made from the commands themselves: all actions by phase, and each with its fields."""

from typing import Annotated, Any, Final

import typer
from rich.table import Table

from api.tickets.actions import NOUNS
from api.tickets.described import summary_of
from domain.rights import RIGHTS
from domain.ticket.commands import COMMANDS
from domain.wording import Words, word, words
from gongdan.cli.asking.fields import action_named, example
from gongdan.cli.asking.options import Json
from gongdan.cli.asking.shapes import Shape, shapes_of
from gongdan.cli.showing.labels import label
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.language import language

PHASES: Final[Words] = {
    "intake": ("受理", "Intake"),
    "diagnosis": ("分级、诊断、协作", "Grading, diagnosis, collaboration"),
    "plan": ("处理方案", "Plan"),
    "dispatch": ("派单、上门约定", "Dispatch and visits"),
    "work": ("处理", "Work"),
    "parts": ("备件", "Parts"),
    "fees": ("费用、补偿", "Fees and compensation"),
    "progress": ("进度、配合、暂停", "Progress, cooperation, pauses"),
    "ending": ("解决、确认、结案", "Solution, confirmation, closing"),
    "survey": ("满意度调查、回电", "Survey and call-back"),
    "closing": ("回访、结案报告、归档", "Follow-up, closing report, archive"),
    "remarks": ("备注、更正、查看个人信息", "Remarks, corrections, personal data"),
}
"""By the file of a command, which is the phase of the ticket's life."""
_KINDS: Final[Words] = {
    "text": ("文字", "text"),
    "time": ("时间", "a time"),
    "day": ("日期", "a day"),
    "number": ("整数", "a whole number"),
    "amount": ("金额", "an amount"),
    "truth": ("true 或 false", "true or false"),
    "list": ("逗号分隔的多项", "several, with commas between"),
    "parts": ("JSON 列表（或用 --from）", "a list in JSON (or --from)"),
}

Action = Annotated[
    str | None, typer.Argument(metavar="ACTION", help=say("操作；不写则列出全部", "the action; else all"))
]


def by_phase() -> dict[str, list[str]]:
    """Every action of an open ticket under its phase, in the order of a ticket's life."""
    found: dict[str, list[str]] = {phase: [] for phase in PHASES}
    for action in (*COMMANDS,):
        if action != "open":
            found[COMMANDS[action].__module__.rpartition(".")[2]].append(action)
    return found


def all_in_words() -> str:
    """A paragraph a phase: ``受理：acknowledge 首次响应、verify 核验信息``."""
    place, glue, colon = (0, "、", "：") if chinese() else (1, ", ", ": ")
    return "\n\n".join(
        f"{PHASES[phase][place]}{colon}{glue.join(_named(action) for action in found)}"
        for phase, found in by_phase().items()
    )


def page_of(action: str) -> str:
    """All there is to know of an action, for a person."""
    head = f"{action}  {word(action, chinese=True)}" if chinese() else f"{action}: {summary_of(action)}."
    shapes = [shape for shape in shapes_of(action).values() if shape.name not in ("occurred", "late")]
    lines = [_line(shape, COMMANDS[action].causes.stored_name) for shape in shapes]
    return "\n".join(
        [
            head,
            "",
            *lines,
            "",
            f"{say('可由以下角色办理：', 'For: ')}{words(_who(action), chinese=chinese())}",
            f"{say('例：', 'Example: ')}{example(action)}",
        ]
    )


def actions(action: Action = None, in_json: Json = False) -> None:
    """The command ``gongdan ticket actions``."""
    if action is not None:
        name = action if action == "open" else action_named(action)
        as_json(_as_json(name)) if in_json else typer.echo(page_of(name))
        return
    if in_json:
        as_json([_as_json(name) for name in ("open", *NOUNS)])
        return
    grid = Table.grid(padding=(0, 2))
    for phase, found in by_phase().items():
        grid.add_row(plain(PHASES[phase][0 if chinese() else 1]), style="bold")
        for name in found:
            grid.add_row(plain(f"  {name}"), plain(word(name, chinese=chinese())))
    console().print(grid)


def _named(action: str) -> str:
    said = word(action, chinese=chinese())
    return action if said == action else f"{action} {said}" if chinese() else f"{action} ({said})"


def _who(action: str) -> list[str]:
    rights = RIGHTS[action].items()
    return [role if scope == "all" or action == "open" else f"{scope}:{role}" for role, scope in rights]


def _line(shape: Shape, event: str) -> str:
    needed = say("必填", "needed") if shape.needed else say("可选", "may be said")
    name = label(f"{event}.{shape.name}", language())
    called = f" {name}" if name not in (shape.name, f"{event}.{shape.name}") else ""
    return f"  {shape.name}{called}  [{needed}]  {_kind(shape)}"


def _kind(shape: Shape) -> str:
    kind = _KINDS[shape.kind][0 if chinese() else 1]
    if not shape.words:
        return kind
    allowed = ", ".join(shape.words)
    return f"{kind}: {allowed}" if shape.kind == "list" else allowed


def _as_json(action: str) -> dict[str, Any]:
    fields = [
        {"name": shape.name, "needed": shape.needed, "kind": shape.kind, "words": [*shape.words]}
        for shape in shapes_of(action).values()
    ]
    return {
        "action": action,
        "zh": word(action, chinese=True),
        "en": word(action, chinese=False),
        "fields": fields,
        "may": RIGHTS[action],
        "example": example(action),
    }
