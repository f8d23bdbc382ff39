"""``gongdan webhook``: how every endpoint is, how deliveries went, to send again and to try out."""

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import REFUSED, Failure
from gongdan.settings import load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("Webhook：端点状态、投递记录、重发、试发", "Webhooks: endpoints, deliveries, sending again, trying out"),
)

Name = Annotated[str, typer.Argument(metavar="NAME", help=say("订阅名，见 gongdan webhook list", "the subscription"))]
Message = Annotated[
    str, typer.Argument(metavar="MESSAGE", help=say("消息编号（webhook-id）", "its id, the webhook-id"))
]
State = Annotated[
    Literal["waiting", "taken", "given-up", "skipped"] | None,
    typer.Option("--state", help=say("只看此状态", "in this state only")),
]
_TRYING: float = 70.0
"""Seconds: as long as an endpoint may be waited for, and some more."""


@app.command(
    "list",
    help=say(
        "列出各 Webhook：待投递、已放弃、连续失败；--json 另有阻塞的消息和验签公钥。\n\n例：gongdan webhook list",
        "Every webhook: what waits, what was given up, failures in a row; with --json what bars a ticket's others, and "
        "the public keys.\n\nExample: gongdan webhook list",
    ),
)
def listed(acting: As = None, in_json: Json = False) -> None:
    found = _get("/webhooks", acting)
    if in_json:
        as_json(found)
        return
    heads = say("订阅 地址 投递中 待投递 已放弃 连续失败 阻塞", "webhook address on waiting given-up failures barring")
    names = ("name", "url", "tells", "waiting", "given_up", "failures")
    columns(heads.split(), [[*(_told(each[name]) for name in names), str(len(each["barring"]))] for each in found])


@app.command(
    help=say(
        "一个 Webhook 的投递记录，最新在前。\n\n例：gongdan webhook deliveries erp --state given-up",
        "How a webhook's deliveries went, the newest first.\n\n"
        "Example: gongdan webhook deliveries erp --state given-up",
    )
)
def deliveries(
    name: Name,
    state: State = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000, help=say("最多条数", "at most so many"))] = 100,
    acting: As = None,
    in_json: Json = False,
) -> None:
    found = _get(f"/webhooks/{quote(name, '')}/deliveries", acting, state=state, limit=str(limit))
    if in_json:
        as_json(found)
        return
    heads = say("消息 对象 类型 状态 次数 应答 错误 下次", "message of type state attempts status error next")
    names = ("message", "subject", "type", "state", "attempts", "status", "error", "due")
    columns(heads.split(), [[_told(each[name]) for name in names] for each in found])


@app.command(
    help=say(
        "查看一条投递：消息内容和每次尝试。\n\n例：gongdan webhook show erp 0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e",
        "One delivery: its body and every attempt.\n\n"
        "Example: gongdan webhook show erp 0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e",
    )
)
def show(name: Name, message: Message, acting: As = None, in_json: Json = False) -> None:
    found = _get(_one(name, message), acting)
    if in_json:
        as_json(found)
        return
    tried = found.pop("tried")
    columns(say("项目 值", "field value").split(), [[key, _told(value)] for key, value in found.items()])
    heads = say("时间 应答 错误 毫秒", "at status error ms")
    columns(heads.split(), [[_told(each[key]) for key in ("at", "status", "error", "ms")] for each in tried])


@app.command(
    help=say(
        "重发一条消息，或重发某时起失败的全部消息；编号不变。\n\n"
        "例：gongdan webhook resend erp 0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e\n\n"
        "例：gongdan webhook resend erp --failed-since 2024-05-01T00:00",
        "Send a message again, or all that failed since; under the same ids.\n\n"
        "Example: gongdan webhook resend erp 0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e\n\n"
        "Example: gongdan webhook resend erp --failed-since 2024-05-01T00:00",
    )
)
def resend(
    name: Name,
    message: Annotated[str | None, typer.Argument(metavar="[MESSAGE]", help=say("消息编号", "its id"))] = None,
    failed_since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], help=say("某时起失败的", "all that failed since")
        ),
    ] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    if (message is None) == (failed_since is None):
        raise Failure("resend-what")
    if message is not None:
        done = _post(f"{_one(name, message)}/resend", acting)
    else:
        since = failed_since.replace(tzinfo=load_settings().time_zone).isoformat() if failed_since else ""
        done = _post(f"/webhooks/{quote(name, '')}/resend", acting, {"since": since})
    if in_json:
        as_json(done)
    else:
        count = done["messages"]
        typer.echo(say(f"将重发 {count} 条消息。", f"{count} messages are sent again."))


@app.command(
    help=say(
        "不再投递一条消息；按工单顺序投递时，其后的消息得以继续。\n\n"
        "例：gongdan webhook skip erp 0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e",
        "Deliver a message no more; where order is kept, later ones of its ticket go on.\n\n"
        "Example: gongdan webhook skip erp 0190f3a1-7a3e-5d2c-9a51-3b6e0f1c2d4e",
    )
)
def skip(name: Name, message: Message, acting: As = None) -> None:
    _post(f"{_one(name, message)}/skip", acting)
    typer.echo(say("不再投递。", "It is delivered no more."))


@app.command(
    "test",
    help=say(
        "试发一条已签名的测试消息，只发一次；端点未以 2xx 应答则退出码 1。\n\n例：gongdan webhook test erp",
        "Send a signed message for trying out, once; exit code 1 unless the endpoint answers with 2xx.\n\n"
        "Example: gongdan webhook test erp",
    ),
)
def try_out(name: Name, acting: As = None, in_json: Json = False) -> None:
    done = _post(f"/webhooks/{quote(name, '')}/test", acting)
    if in_json:
        as_json(done)
    elif done["taken"]:
        typer.echo(
            say(f"端点已接收（{done['status']}，{done['ms']} 毫秒）。", f"Taken: {done['status']}, {done['ms']} ms.")
        )
    else:
        why = done["status"] or done["error"]
        typer.echo(say(f"端点未接收：{why}（{done['ms']} 毫秒）。", f"Not taken: {why}, {done['ms']} ms."))
    if not done["taken"]:
        raise typer.Exit(REFUSED)


def _one(name: str, message: str) -> str:
    return f"/webhooks/{quote(name, '')}/deliveries/{quote(message, '')}"


def _get(path: str, acting: str | None, **query: str | None) -> Any:
    with Client(load_settings(), acting) as client:
        return client.get(path, **query).json()


def _post(path: str, acting: str | None, body: dict[str, Any] | None = None) -> dict[str, Any]:
    with Client(load_settings(), acting) as client:
        return client.post(path, body or {}, {}, within=_TRYING)


def _told(value: object) -> str:
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    return "" if value is None else str(value)
