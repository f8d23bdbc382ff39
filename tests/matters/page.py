"""Writes docs/matters.md and docs/matters.zh.md from the tables of commands, rights and statuses, so that they stay true.

python -m tests.matters.page
"""

from pathlib import Path
from typing import Final

from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from domain.record.command import Command
from domain.refusals import Language
from domain.rights import ABOUT, RIGHTS, scoped
from domain.wording import SYSTEM, word
from gongdan.cli.asking.fields import spelt

DOCS: Final = Path(__file__).parents[2] / "docs"
PAGES: Final[dict[Language, Path]] = {"en": DOCS / "matters.md", "zh": DOCS / "matters.zh.md"}

_OPENING: Final[dict[Language, str]] = {
    "en": """# Matters: returns, complaints and the others

[中文](matters.zh.md)

A matter has a number of its own, a history of its own and somebody who answers for it. It may belong to a ticket (`ticket`), whose customer is
then its customer. Every kind is worked with in the same way: `POST` opens one, `POST /<kind>/{id}/<noun>` acts on it, `GET` shows one, its
history or a list, and `gongdan <kind>` does the same on the command line. A command that does not fit the status is refused with the
statuses in which it does; the same command again is harmless. What is personal in it is encrypted under the customer's keys and erased with
them. This page is written from the program's own tables.
""",
    "zh": """# 事项：退换货、投诉等

[English](matters.md)

事项有自己的编号、自己的经过和负责人，可以属于某张工单（`ticket`），其客户即该工单的客户。各类事项的办理方式相同：`POST` 新建，`POST /<类别>/{id}/<名词>` 办理，
`GET` 查看一项、其经过或列表；命令行 `gongdan <类别>` 亦然。与状态不符的操作会被拒绝，并说明在哪些状态可以办理；同一操作重复提交不会有影响。
其中的个人信息用客户的密钥加密，随客户资料一并删除。本页由程序自身的表格生成。
""",
}


def page(language: Language) -> str:
    """The whole page."""
    return "\n".join((_OPENING[language], *(_section(offered, language) for offered in OFFERED)))


def _section(offered: Offered, language: Language) -> str:
    kind, chinese = offered.kind, language == "zh"
    statuses = ("、" if chinese else ", ").join(
        f"`{code}` {each.say(chinese=chinese)}" for code, each in kind.statuses.items()
    )
    heads = (
        "操作 | 名词 | 何时可以 | 谁可以 | 字段"
        if chinese
        else "action | noun | possible where it is | who may | fields"
    )
    rows = [_row(offered, command, language) for command in kind.commands.values()]
    opening = kind.opening.action
    example = f"gongdan {kind.name} {offered.verb} {spelt(offered.examples[opening])}"
    return "\n".join(
        (
            f"## {kind.called.say(chinese=chinese).capitalize()} · `/{offered.path}` · `gongdan {kind.name}`\n",
            f"{'编号' if chinese else 'Numbers'}: `{offered.number}`. {'状态' if chinese else 'Statuses'}: {statuses}.\n",
            f"```\n{example}\n```\n",
            f"| {heads} |",
            "|---|---|---|---|---|",
            *rows,
            "",
        )
    )


def _row(offered: Offered, command: type[Command], language: Language) -> str:
    kind, chinese = offered.kind, language == "zh"
    noun = offered.nouns.get(command.action)
    place = f"`{noun}`" if noun else f"`POST /{offered.path}`"
    possible = [
        kind.statuses[code].say(chinese=chinese) for code in kind.statuses if code in _possible(offered, command)
    ]
    may = [
        _role(role, scoped(ABOUT[command.action], scope, role), chinese=chinese)
        for role, scope in RIGHTS[command.action].items()
    ]
    asked = [f"`{name}`" for name in command.model_fields if name not in command.of_system]
    glue = "、" if chinese else ", "
    cells = (place, glue.join(possible) or "–", glue.join(may), ", ".join(asked) or "–")
    return (
        f"| `{command.action}` {word(command.action, chinese=True) if chinese else ''}".rstrip()
        + f" | {' | '.join(cells)} |"
    )


def _possible(offered: Offered, command: type[Command]) -> frozenset[str]:
    return offered.kind.possible.get(command, frozenset())


def _role(role: str, code: str, *, chinese: bool) -> str:
    if role in SYSTEM:
        return SYSTEM[role][0 if chinese else 1]
    return word(code, chinese=chinese)


if __name__ == "__main__":
    for _language, _path in PAGES.items():
        _path.write_text(page(_language))
