"""What `--help` says of the steps of a rule text into force."""

from gongdan.cli.rules.kinds import Kind
from gongdan.cli.showing.said import say


def list_help(kind: Kind) -> str:
    if kind.alone:
        return say(
            f"列出{kind.chinese}的版本：生效的、待发布的。\n\n例：gongdan {kind.command} list",
            f"List what is in force and what is proposed.\n\nExample: gongdan {kind.command} list",
        )
    return say(
        f"列出全部{kind.chinese}：生效的版本、待批准的版本、来源。\n\n例：gongdan {kind.command} list",
        f"List all {kind.english}s: what is in force, what is proposed, where it is from.\n\n"
        f"Example: gongdan {kind.command} list",
    )


def propose_help(kind: Kind) -> str:
    if kind.alone:
        command = f"gongdan {kind.command} propose {kind.file}{kind.proposer}"
        return say(
            f"提出一个{kind.chinese}版本（主管）；发布后才生效。两步并作一步：gongdan {kind.command} set。\n\n"
            f"例：{command}",
            f"Put a version of a {kind.english} forward (supervisor); it is in force once published. Both in one: "
            f"gongdan {kind.command} set.\n\nExample: {command}",
        )
    return say(
        f"提出一个{kind.chinese}版本（系统管理员）；批准并发布后才生效。\n\n"
        f"例：gongdan {kind.command} propose {kind.file}",
        f"Put a version of a {kind.english} forward (administrator); it is in force once approved and published.\n\n"
        f"Example: gongdan {kind.command} propose {kind.file}",
    )


def approve_help(kind: Kind) -> str:
    example = f"gongdan {kind.command} approve {kind.example} 1 --as m-001:manager"
    return say(
        f"批准所提出的{kind.chinese}（总监；不能批准自己提出的）。先看内容："
        f"gongdan {kind.command} show {kind.example} --version 1。\n\n例：{example}",
        f"Agree to a proposed {kind.english} (manager; never one's own). Read it first: "
        f"gongdan {kind.command} show {kind.example} --version 1.\n\nExample: {example}",
    )


def reject_help(kind: Kind) -> str:
    command = f"gongdan {kind.command} reject {kind.example} 1 --as {kind.judge} --reason"
    if kind.alone:
        return say(
            f"撤下所提出的{kind.chinese}，并说明原因（主管）。\n\n例：{command} 班组有误",
            f"Take a proposed {kind.english} off the table, and say why (supervisor).\n\n"
            f"Example: {command} 'not that team'",
        )
    return say(
        f"驳回所提出的{kind.chinese}，并说明原因（总监）。\n\n例：{command} 一小时太短",
        f"Do not agree to a proposed {kind.english}, and say why (manager).\n\nExample: {command} 'one hour is short'",
    )


def publish_help(kind: Kind) -> str:
    command = f"gongdan {kind.command} publish {kind.example} 1{kind.proposer}"
    if kind.alone:
        return say(
            f"发布所提出的{kind.chinese}版本（主管），立即生效；发布后内容不再改变。\n\n例：{command}",
            f"Put the proposed version of a {kind.english} into force at once (supervisor); its text never changes "
            f"then.\n\nExample: {command}",
        )
    return say(
        f"发布已批准的{kind.chinese}版本（系统管理员）；发布后内容不再改变。\n\n例：{command}",
        f"Put an approved version of a {kind.english} into force (administrator), whose text never changes then.\n\n"
        f"Example: {command}",
    )
