"""``gongdan account``: who signs in to the pages, and keys that programs act with."""

from datetime import datetime, timedelta
from typing import Annotated, Any

import typer

from gongdan.cli.accounts.showing import show_account, show_accounts
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.labels import time
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say(
        "账号：谁可以登录页面，以及供程序使用的密钥", "Accounts: who signs in to the pages, and keys for programs"
    ),
)

Staff = Annotated[str, typer.Argument(metavar="STAFF", help=say("工号", "staff number"))]
KeyId = Annotated[str, typer.Argument(metavar="KEY", help=say("密钥编号", "what the key is known by"))]


@app.command("list", help=say("列出账号。", "List accounts."))
def listed(acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/accounts").json()
    as_json(found) if in_json else show_accounts(found)


@app.command(help=say("查看一个账号及其密钥。", "Show an account, and its keys."))
def show(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/accounts/{staff}").json()
    as_json(found) if in_json else show_account(found)


@app.command(help=say("查看一个账号的全部经过。", "Show all that was done to an account."))
def history(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/accounts/{staff}/history").json()
    as_json(found) if in_json else show_history(found)


@app.command(
    "open",
    help=say(
        "为在册员工开通账号，得到供本人设置密码的链接。例：gongdan account open a-001",
        "Open an account for somebody on record: a link by which they choose a password."
        "\n\nExample: gongdan account open a-001",
    ),
)
def opened(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        _link(client.post("/accounts", {"number": staff}), in_json)


@app.command(
    help=say(
        "重置账号：密码和两步验证失效，得到新链接。例：gongdan account reset a-001",
        "Reset an account: password and second factor count no longer, and there is a new link."
        "\n\nExample: gongdan account reset a-001",
    )
)
def reset(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        _link(client.post(f"/accounts/{staff}/reset", {}), in_json)


@app.command("sign-out", help=say("结束某人的全部登录。", "Sign somebody out everywhere."))
def sign_out(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        _tell(client.post(f"/accounts/{staff}/sessions-end", {}), in_json, say("已结束。", "Signed out."))


@app.command(
    help=say(
        "解除账号与统一登录的绑定，并结束其全部登录。", "Unlink an account from the identity provider, and sign it out."
    )
)
def unlink(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        _tell(client.post(f"/accounts/{staff}/identity-removal", {}), in_json, say("已解除。", "Unlinked."))


@app.command(help=say("关闭账号，其密钥随即失效。", "Close an account; its keys open nothing any more."))
def close(staff: Staff, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        _tell(client.post(f"/accounts/{staff}/closing", {}), in_json, say("已关闭。", "Closed."))


@app.command(
    "issue-key",
    help=say(
        "为本人签发供程序使用的密钥。例：gongdan account issue-key s-001 --purpose 排班系统 --role supervisor "
        "--as s-001:supervisor",
        "Issue a key that a program acts with for you.\n\n"
        "Example: gongdan account issue-key s-001 --purpose roster --role supervisor --as s-001:supervisor",
    ),
)
def issue_key(
    staff: Staff,
    purpose: Annotated[str, typer.Option("--purpose", help=say("用途，明文保存", "what for; kept in the clear"))],
    role: Annotated[list[str], typer.Option("--role", help=say("角色，可多次给出", "a role; may be given repeatedly"))],
    days: Annotated[int, typer.Option(min=1, max=366, help=say("有效天数", "days that it is valid"))] = 90,
    writes: Annotated[
        bool, typer.Option("--writes", help=say("可更改，而不只是读取", "may change things too"))
    ] = False,
    acting: As = None,
    in_json: Json = False,
) -> None:
    settings = load_settings()
    until = (datetime.now(settings.time_zone) + timedelta(days=days)).date()
    body = {"purpose": purpose, "roles": role, "reads_only": not writes, "until": until.isoformat()}
    with Client(settings, acting) as client:
        answer = client.post(f"/accounts/{staff}/keys", body)
    if in_json:
        as_json(answer)
        return
    typer.echo(
        say(
            f"密钥 {answer['key']}，有效至 {answer['until']}，只显示这一次：",
            f"Key {answer['key']}, valid until {answer['until']}, shown only now:",
        )
    )
    typer.echo(answer["secret"])


@app.command("revoke-key", help=say("作废密钥。", "Revoke a key."))
def revoke_key(staff: Staff, key: KeyId, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        _tell(client.post(f"/accounts/{staff}/keys/{key}/revocation", {}), in_json, say("已作废。", "Revoked."))


def _link(answer: dict[str, Any], in_json: bool) -> None:
    if in_json:
        as_json(answer)
        return
    until = time(answer["until"])
    typer.echo(
        say(
            f"请转交给 {answer['number']}，仅可用一次，有效至 {until}：",
            f"Hand this over to {answer['number']}; good once, until {until}:",
        )
    )
    typer.echo(answer["link"])
    if answer["keys"]:
        typer.echo(
            say(
                f"仍有 {answer['keys']} 个供程序使用的密钥有效，可用 gongdan account revoke-key 作废。",
                f"Keys for programs that count still: {answer['keys']}; gongdan account revoke-key ends one.",
            )
        )


def _tell(answer: dict[str, Any], in_json: bool, done: str) -> None:
    if in_json:
        as_json(answer)
        return
    typer.echo(done if answer["events"] else say("本来如此，未作更改。", "It is so already; nothing was changed."))
