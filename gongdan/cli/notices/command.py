"""``gongdan notice``: which kinds of notice there are, how they read, who was told of what, and sending again."""

from typing import Annotated, Final, Literal
from urllib.parse import quote

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.notices.showing import show_list, table, urgent
from gongdan.cli.showing.said import as_json, say
from gongdan.cli.tickets.options import place_of
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.settings import load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("通知：种类、预览、记录、重发", "Notices: kinds, previews, what was sent, sending again"),
)

Kind = Annotated[
    str, typer.Argument(metavar="KIND", help=say("种类，见 gongdan notice kinds", "see gongdan notice kinds"))
]
Lang = Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help=say("语言", "in this language"))]
Channel = Literal["email", "wecom", "dingtalk", "feishu", "sms", "wechat"]
_CHATS: Final = ("wecom", "dingtalk", "feishu")
Status = Literal["requested", "digested", "sent", "failed", "unknown", "lapsed"]


@app.command(help=say("列出通知种类：给谁、何时、是否紧急", "List the kinds: for whom, on what, and whether urgent"))
def kinds(in_json: Json = False) -> None:
    from domain.notices.catalogue import KINDS

    rows = [
        {"kind": kind.code, "title": kind.say(chinese=language() == "zh"), "urgent": kind.urgent, "causes": kind.causes}
        for kind in KINDS.values()
    ]
    if in_json:
        as_json(rows)
        return
    table(
        (say("种类", "kind"), say("名称", "what it is"), say("紧急", "urgent"), say("起因事件", "caused by")),
        [(row["kind"], row["title"], urgent(str(row["urgent"])), ", ".join(row["causes"])) for row in rows],
    )


@app.command(
    help=say(
        "预览一种通知：用示例，或用一张工单最近的该类事件（姓名脱敏，不发送）。\n\n"
        "例：gongdan notice preview received --lang en；gongdan notice preview step --ticket 202405-00123",
        "See how a kind of notice reads: on an example, or as a ticket's last event of that kind has it (names masked, "
        "nothing is sent).\n\n"
        "Examples: gongdan notice preview received --lang en; gongdan notice preview step --ticket 202405-00123",
    )
)
def preview(
    kind: Kind,
    lang: Lang = None,
    html: Annotated[bool, typer.Option("--html/--text", help=say("HTML 或纯文本", "as HTML, or as text"))] = False,
    ticket: Annotated[str | None, typer.Option("--ticket", metavar="NUMBER", help=say("工单号", "of a ticket"))] = None,
    channel: Annotated[
        Channel,
        typer.Option(help=say("渠道：邮件，群机器人，短信或公众号", "as this channel has it: chats, text messages")),
    ] = "email",
    acting: As = None,
    in_json: Json = False,
) -> None:
    if ticket and channel != "email":
        raise Failure("preview-of-example-only")
    letter = _of_ticket(ticket, kind, lang, acting) if ticket else _example(kind, lang, channel)
    if in_json:
        as_json(letter)
    elif html:
        typer.echo(letter["html"])
    else:
        typer.echo(f"{say('主题：', 'Subject: ')}{letter['subject']}\n\n{letter['text']}", nl=False)


@app.command(
    "list",
    help=say(
        "列出通知记录：给谁、何种、结果如何；不含内容和地址。\n\n"
        "例：gongdan notice list --status failed --as a-009:administrator",
        "List notices: to whom, of what, and how they ended, without words and addresses.\n\n"
        "Example: gongdan notice list --status failed --as a-009:administrator",
    ),
)
def listed(
    status: Annotated[Status | None, typer.Option(help=say("只看此状态", "only those that stand so"))] = None,
    ticket: Annotated[str | None, typer.Option(metavar="NUMBER", help=say("只看此工单", "of one ticket"))] = None,
    recipient: Annotated[
        str | None, typer.Option(metavar="KEY", help=say("只看此收件人", "of one recipient: staff-003, customer-…"))
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=say("只看此种类", "of one kind"))] = None,
    limit: Annotated[int, typer.Option(min=1, max=200, help=say("最多几条", "at most so many"))] = 50,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/notices", status=status, ticket=ticket, recipient=recipient, kind=kind, limit=limit).json()
    if in_json:
        as_json(found)
    elif not found["items"]:
        typer.echo(say("没有通知。", "There are no notices."))
    else:
        show_list(found)


@app.command(
    help=say(
        "重发失败、作废或结果不明的通知（须为管理员或主管）。\n\n"
        "例：gongdan notice resend 442f45025f855a95bcf0bc9733e8b73e --reason 邮件服务器已恢复 --as a-009:administrator",
        "Send a notice again that failed, lapsed, or of which it is not known whether it arrived.\n\n"
        "Example: gongdan notice resend 442f45025f855a95bcf0bc9733e8b73e --reason 'mail works again' "
        "--as a-009:administrator",
    )
)
def resend(
    notice: Annotated[
        str | None,
        typer.Argument(metavar="[NOTICE]", help=say("通知编号，见 gongdan notice list", "its id")),
    ] = None,
    failed: Annotated[
        bool, typer.Option("--failed", help=say("重发所有失败的邮件", "all letters that failed"))
    ] = False,
    reason: Annotated[str | None, typer.Option(help=say("原因", "why"))] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    if failed == (notice is not None):
        raise Failure("one-notice-or-failed")
    with Client(load_settings(), acting) as client:
        wanted = [notice] if notice is not None else _failed(client)
        done = [
            client.post(f"/notices/{quote(each, '')}/resend", {"reason": reason} if reason else {}, {})
            for each in wanted
        ]
    if in_json:
        as_json(done if failed else done[0])
    elif failed:
        typer.echo(say(f"{len(done)} 条通知将重发。", f"Sent again: {len(done)}."))
    else:
        typer.echo(say(f"通知 {notice} 将重发。", f"Notice {notice} is sent again."))


def _failed(client: Client) -> list[str]:
    """The ids of all that failed, read before any is sent again: then it stands among them no more."""
    found: list[str] = []
    page: str | None = None
    while True:
        read = client.get("/notices", status="failed", limit=200, page=page).json()
        found += [each["notice"] for each in read["items"]]
        page = read["next"]
        if page is None:
            return found


def _example(kind: str, lang: str | None, channel: Channel) -> dict[str, str]:
    from domain.notices.catalogue import KINDS
    from gongdan.notices.previewing import preview as example

    if kind not in KINDS:
        raise Failure("no-notice-kind", kind=kind, allowed=", ".join(KINDS))
    letter = example(kind, "en" if (lang or language()) == "en" else "zh", chat=channel in _CHATS)
    text = {"email": letter.text, "sms": f"{letter.short}\n", "wechat": f"{letter.short}\n"}.get(
        channel, letter.markdown
    )
    return {"subject": letter.subject, "text": text, "html": letter.html}


def _of_ticket(number: str, kind: str, lang: str | None, acting: str | None) -> dict[str, str]:
    with Client(load_settings(), acting) as client:
        return client.get(f"{place_of(number)}/notices/{quote(kind, '')}", language=lang).json()
