"""Accounts and their keys as tables at the command line."""

from collections.abc import Iterable
from typing import Any, Final

import typer
from rich.table import Table

from domain.wording import ROLES
from gongdan.cli.showing.labels import time
from gongdan.cli.showing.said import chinese, console, plain, say

_STATES: Final = {
    "waiting": ("已发链接", "link given out"),
    "open": ("已开通", "open"),
    "closed": ("已关闭", "closed"),
}


def show_accounts(found: list[dict[str, Any]]) -> None:
    if not found:
        typer.echo(say("还没有账号（gongdan account open）。", "There is no account yet (`gongdan account open`)."))
        return
    _table(
        ("工号 账号 两步验证 统一登录 登录 最近登录", "staff account factor sso sessions last"),
        ([each["number"], *_standing(each)] for each in found),
    )


def show_account(found: dict[str, Any]) -> None:
    """How it stands, and its keys."""
    show_accounts([found])
    if found["keys"]:
        typer.echo()
        _table(
            ("密钥 用途 角色 只读 有效至 最近使用 状态", "key purpose roles reads until used state"),
            (_key(each) for each in found["keys"]),
        )


def _standing(each: dict[str, Any]) -> list[str]:
    factor = say("已启用", "in use") if each["second_factor"] else ""
    linked = say("已绑定", "linked") if each["linked"] else ""
    last = time(each["signed_in"]) if each["signed_in"] else ""
    return [say(*_STATES[each["state"]]), factor, linked, str(each["sessions"]), last]


def _key(each: dict[str, Any]) -> list[str]:
    roles = say("、", ", ").join(ROLES[role][0 if chinese() else 1] for role in each["roles"])
    reads = say("是", "yes") if each["reads_only"] else ""
    used = time(each["used"]) if each["used"] else ""
    revoked = say("已作废", "revoked") if each["revoked"] else ""
    return [each["key"], each["purpose"], roles, reads, each["until"], used, revoked]


def _table(headings: tuple[str, str], rows: Iterable[list[str]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in say(*headings).split():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*map(plain, row))
    console().print(table)
