"""``gongdan privacy``: ask that something be done to a customer's data, or approve what another asked; and look."""

from collections.abc import Callable
from typing import Annotated, Any, Final
from urllib.parse import quote

import typer
from rich.table import Table

from gongdan.cli.asking.client import Client, Refused
from gongdan.cli.asking.options import As, Json
from gongdan.cli.documents.saving import Out, require_free, saved
from gongdan.cli.showing.labels import time
from gongdan.cli.showing.said import as_json, chinese, console, plain, say
from gongdan.settings import load_settings
from projections.wording.codes import KEEPING, MEASURES

app: Final = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say(
        "个人信息：限制、解除限制、删除、导出、保全（一人申请，另一人批准）",
        "Personal data: restrict, unlock, erase, export, hold: one asks, another approves",
    ),
)
Customer = Annotated[str, typer.Argument(metavar="CUSTOMER", help=say("客户编号", "the customer's id"))]
Reason = Annotated[
    str | None, typer.Option("--reason", help=say("申请的理由", "why, from who asks; who approves says nothing"))
]
Ticket = Annotated[str | None, typer.Option("--ticket", help=say("只保全此工单", "hold this ticket alone"))]
Hold = Annotated[int, typer.Argument(metavar="HOLD", help=say("保全序号", "the hold's number"))]


def _done(
    customer: str, measure: str, noun: str, reason: str | None, acting: str | None, **more: Any
) -> dict[str, Any]:
    """Approved where another asked for it, else asked for. Raises Refused, Failure."""
    place = f"/customers/{quote(customer, safe='')}"
    with Client(load_settings(), acting) as client:
        try:
            return client.post(f"{place}/{noun}", {})
        except Refused as refused:
            if refused.code not in ("measure-not-requested", "customer-not-registered") or reason is None:
                raise
        return client.post(f"{place}/measure-request", {"measure": measure, "reason": reason, **more})


def _told(answer: dict[str, Any], *, in_json: bool) -> None:
    if in_json:
        as_json(answer)
        return
    types = [each["type"] for each in answer["events"]]
    asked = types == ["measure-requested"]
    said = say("已申请，须由另一人批准。", "Asked for: another person approves.") if asked else None
    done = say("已办理：", "Done: ") + ", ".join(types) if types else say("已经如此。", "It is so already.")
    typer.echo(said or done)


def _measure(measure: str, noun: str) -> Callable[..., None]:
    def act(customer: Customer, reason: Reason = None, acting: As = None, in_json: Json = False) -> None:
        _told(_done(customer, measure, noun, reason, acting), in_json=in_json)

    return act


_PLAIN: Final = {
    "restrict": ("restrict", "restriction", ("限制使用。", "Restrict: kept, and shown to privacy officers alone.")),
    "unlock": ("unrestrict", "restriction-end", ("解除限制。", "Unlock: it may be used again.")),
    "erase": (
        "erase",
        "erasure",
        ("删除；保存期内先限制使用。", "Erase; what has to be kept is restricted until then."),
    ),
}
for _name, (_what, _noun, _help) in _PLAIN.items():
    _example = f"gongdan privacy {_name} C10023 --reason … --as p-001:privacy-officer"
    app.command(_name, help=say(*_help) + f"\n\n{say('例：', 'Example: ')}{_example}")(_measure(_what, _noun))


@app.command(help=say("保全：无论如何不删除。", "Place a legal hold: nothing is erased, whatever else is asked."))
def hold(
    customer: Customer, reason: Reason = None, ticket: Ticket = None, acting: As = None, in_json: Json = False
) -> None:
    more = {"ticket": ticket} if ticket else {}
    _told(_done(customer, "hold", "hold", reason, acting, **more), in_json=in_json)


@app.command(help=say("解除一项保全。", "Lift a hold."))
def lift(customer: Customer, hold: Hold, reason: Reason = None, acting: As = None, in_json: Json = False) -> None:
    _told(_done(customer, "lift", "hold-end", reason, acting, hold=hold), in_json=in_json)


@app.command(help=say("驳回对该客户的申请。", "Decline what was asked of a customer's data."))
def decline(
    customer: Customer,
    reason: Annotated[str, typer.Option("--reason", help=say("理由", "why"))],
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        _told(
            client.post(f"/customers/{quote(customer, safe='')}/measure-refusal", {"reason": reason}), in_json=in_json
        )


@app.command(
    help=say(
        "导出客户的全部资料（明文 zip）：一人申请，另一人批准，之后七日内可领取。",
        "All of a customer's data, in the clear, as a zip: one asks, another approves, then seven days to fetch it.",
    )
)
def export(
    customer: Customer, reason: Reason = None, out: Out = None, acting: As = None, in_json: Json = False
) -> None:
    require_free(out)
    answer = _done(customer, "export", "export", reason, acting)
    if [each["type"] for each in answer["events"]] == ["measure-requested"]:
        _told(answer, in_json=in_json)
        return
    with Client(load_settings(), acting) as client:
        saved(client, f"/customers/{quote(customer, safe='')}/export", out)


@app.command("list", help=say("谁的资料申请过什么、结果如何。", "What was asked of whose data, and what became of it."))
def listed(acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/privacy", after="now").json()
    if in_json:
        as_json(found)
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in say(
        "客户 待批准 限制 保全 推迟 至 已删除 已清除", "customer asked restricted holds waits until erased done"
    ).split():
        table.add_column(heading, overflow="fold")
    for each in found:
        table.add_row(*map(plain, _row(each)))
    console().print(table)


def _row(each: dict[str, Any]) -> list[str]:
    place = 0 if chinese() else 1
    asked = f"{MEASURES[each['requested']][place]} ({each['requested_by']})" if each["requested"] else ""
    waits = KEEPING[each["because"]][place] if each["because"] else ""
    erased, done = (time(each[name]) if each[name] else "" for name in ("erased", "completed"))
    restricted = say("是", "yes") if each["restricted"] else ""
    holds = str(each["holds"] or "")
    return [each["customer"], asked, restricted, holds, waits, each["until"] or "", erased, done]
