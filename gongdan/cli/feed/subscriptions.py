"""``gongdan feed grant`` and what follows: who subscribes, on which terms, how far behind, and all that happened."""

from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.labels import value
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.settings import load_settings

Name = Annotated[str, typer.Argument(metavar="NAME", help=say("订阅名称，如 erp", "the subscription's name, as erp"))]
Words = list[str] | None
_HEADS: Final = (
    "名称 方式 状态 用途 负责人 有效至 落后事件 落后秒数",
    "name way status purpose owner until behind seconds",
)


_TERM_OF: Final = {"type": "types", "product": "products", "severity": "severities", "region": "regions"}


def _option(flag: str, zh: str, en: str) -> Any:
    return typer.Option(flag, help=say(zh, en))


Products = Annotated[Words, _option("--product", "仅这些产品", "these products only")]
Severities = Annotated[Words, _option("--severity", "仅这些等级", "these severities only")]
Regions = Annotated[Words, _option("--region", "仅这些区域", "these areas only")]
Until = Annotated[str | None, _option("--until", "有效至（含），如 2027-12-31", "its last day")]
Endpoint = Annotated[str | None, _option("--endpoint", "webhook 的接收地址", "where a webhook sends to")]
Ordered = Annotated[
    bool | None, typer.Option("--ordered/--unordered", help=say("webhook 按工单顺序", "a webhook in order"))
]


def grant(
    name: Name,
    purpose: Annotated[str, _option("--purpose", "用途，明文保存", "what for; kept in the clear")],
    owner: Annotated[str, _option("--owner", "负责人工号", "the member of staff who answers for it")],
    way: Annotated[str, _option("--way", "nats、webhook、sse 或 http", "nats, webhook, sse or http")] = "nats",
    kinds: Annotated[Words, _option("--type", "仅这些事件，可多次给出", "these events only; repeatable")] = None,
    product: Products = None,
    severity: Severities = None,
    region: Regions = None,
    details: Annotated[
        Words,
        _option("--details", "另含的个人信息：name、contact、device、place、text", "classes of personal data besides"),
    ] = None,
    until: Until = None,
    since: Annotated[str | None, _option("--since", "自此时起", "told of what was recorded from then on")] = None,
    after: Annotated[int | None, _option("--after", "自日志此位置之后", "told of what is after it in the log")] = None,
    endpoint: Endpoint = None,
    ordered: Ordered = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    filters = {"types": kinds, "products": product, "severities": severity, "regions": region, "details": details}
    terms = {"owner": owner, "purpose": purpose, "grant": filters, "until": until}
    said = {"endpoint": endpoint, "ordered": ordered}
    body = {"name": name, "way": way, "terms": terms | said, "since": since, "after": after}
    with Client(load_settings(), acting) as client:
        _given(client.post("/subscriptions", body), in_json)


def change(
    name: Name,
    purpose: Annotated[str | None, _option("--purpose", "用途", "what for")] = None,
    owner: Annotated[str | None, _option("--owner", "负责人工号", "the member of staff who answers for it")] = None,
    kinds: Annotated[Words, _option("--type", "改为仅这些事件", "these events only, from now on")] = None,
    product: Products = None,
    severity: Severities = None,
    region: Regions = None,
    details: Annotated[Words, _option("--details", "改为另含这些个人信息", "these classes of personal data")] = None,
    without: Annotated[
        Words,
        _option(
            "--without", "取消：type、product、severity、region、details、until", "no longer: type, product … until"
        ),
    ] = None,
    until: Until = None,
    endpoint: Endpoint = None,
    ordered: Ordered = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    filters = {"types": kinds, "products": product, "severities": severity, "regions": region, "details": details}
    said = {"purpose": purpose, "owner": owner, "until": until, "endpoint": endpoint, "ordered": ordered}
    gone = {_TERM_OF.get(word, word) for word in without or ()}
    if unknown := gone - {*filters, "until"}:
        raise Failure("not-to-be-left-out", value=min(unknown), known=", ".join((*_TERM_OF, "details", "until")))
    with Client(load_settings(), acting) as client:
        found = client.get(f"/subscriptions/{name}")
        before = found.json()["terms"]
        grant = {key: filters[key] or before["grant"].get(key) for key in filters if key not in gone}
        terms = {key: before.get(key) if value is None else value for key, value in said.items() if key not in gone}
        body = {"terms": terms | {"grant": grant}}
        _told(client.post(f"/subscriptions/{name}/terms", body, {"If-Match": found.headers["ETag"]}), in_json)


def secret(
    name: Name,
    overlap: Annotated[str | None, _option("--overlap", "旧密钥可用至", "earlier secrets count until then")] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        _given(client.post(f"/subscriptions/{name}/secret", {"overlap": overlap}), in_json)


def subscriptions(acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/subscriptions").json()
    if in_json:
        as_json(found)
        return
    if not found:
        typer.echo(say("没有订阅（gongdan feed grant）。", "There is no subscription (`gongdan feed grant`)."))
        return
    columns(say(*_HEADS).split(), [_row(each) for each in found])


def history(name: Name, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/subscriptions/{name}/history").json()
    as_json(found) if in_json else show_history(found)


def pause(name: Name, acting: As = None, in_json: Json = False) -> None:
    _asked(name, "pause", {}, acting, in_json)


def resume(name: Name, acting: As = None, in_json: Json = False) -> None:
    _asked(name, "resumption", {}, acting, in_json)


def end(name: Name, acting: As = None, in_json: Json = False) -> None:
    _asked(name, "end", {}, acting, in_json)


def replay(
    name: Name,
    after: Annotated[int, _option("--after", "日志位置之后", "after this position of the log")],
    through: Annotated[int, _option("--through", "至日志位置", "up to this one")],
    acting: As = None,
    in_json: Json = False,
) -> None:
    _asked(name, "replay", {"after": after, "through": through}, acting, in_json)


def _asked(name: str, noun: str, body: dict[str, Any], acting: str | None, in_json: bool) -> None:
    with Client(load_settings(), acting) as client:
        _told(client.post(f"/subscriptions/{name}/{noun}", body), in_json)


def _told(answer: dict[str, Any], in_json: bool) -> None:
    if in_json:
        as_json(answer)
        return
    typer.echo(
        say("已办理。", "Done.")
        if answer["events"]
        else say("本来如此，未作更改。", "It is so already; nothing was changed.")
    )


def _given(answer: dict[str, Any], in_json: bool) -> None:
    if in_json:
        as_json(answer)
        return
    if "secret" not in answer:
        typer.echo(say("本来如此，未作更改。", "It is so already; nothing was changed."))
        return
    typer.echo(say("密钥只显示这一次：", "The secret is shown only now:"))
    typer.echo(answer["secret"])
    for name, said in answer.get("connect", {}).items():
        typer.echo(f"{name}: {said}")


def _row(each: dict[str, Any]) -> list[str]:
    spoken, terms = language(), each["terms"]
    said = [value("way", each["way"], spoken), value("subscription.status", each["status"], spoken)]
    seconds = "" if each["lag_seconds"] is None else f"{each['lag_seconds']:.0f}"
    events = "" if each["lag_events"] is None else str(each["lag_events"])
    return [each["name"], *said, terms["purpose"], terms["owner"], terms["until"] or "", events, seconds]


HELP: Final = {
    grant: (
        "开通订阅，得到密钥（NATS 另有连接信息）。\n\n"
        "例：gongdan feed grant erp --way nats --owner m-900 --purpose 结算 --type ticket-closed",
        "Open a subscription: its secret, and what to connect to.\n\n"
        "Example: gongdan feed grant erp --way nats --owner m-900 --purpose billing --type ticket-closed",
    ),
    change: (
        "更改订阅的条件：只改所写的，其余不变。\n\n"
        "例：gongdan feed change erp --until 2028-12-31 --type ticket-closed --without product",
        "Change the terms of a subscription: what is named, and nothing else.\n\n"
        "Example: gongdan feed change erp --until 2028-12-31 --type ticket-closed --without product",
    ),
    subscriptions: (
        "列出订阅：状态、用途、落后多少。",
        "All subscriptions: how they stand, how far behind.",
    ),
    history: ("查看一个订阅的全部经过。", "All that happened to a subscription."),
    pause: ("暂停订阅；恢复后从原处继续。", "Pause a subscription: it goes on where it stood."),
    resume: ("恢复订阅，停用的也可。", "Resume a subscription, also one that was disabled."),
    replay: ("重发日志的一段。", "Tell a range of the log again."),
    secret: ("更换密钥，新密钥只显示一次。", "A new secret, shown only now."),
    end: ("终止订阅，名称不再使用。", "End a subscription; its name is not used again."),
}
