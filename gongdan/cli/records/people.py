"""``gongdan customer`` and ``gongdan staff``: enter one, act on one, look at one or at all."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

import typer
from pydantic import BaseModel

from api.customers.actions import CUSTOMERS, REGISTERING
from api.records.acting import Acted
from api.staff.actions import JOINING, STAFF
from api.tickets.actions import body_for
from gongdan.cli.asking import fields
from gongdan.cli.asking.acting import Acting, Number, add_acting
from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.records.people import show_candidates, show_list, show_one, show_roster
from gongdan.cli.showing.said import as_json, say
from gongdan.settings import load_settings

From = Annotated[str | None, typer.Option("--from", help=say("首日，默认本周一", "the first day; else this Monday"))]
Days = Annotated[int | None, typer.Option("--days", help=say("天数，默认 7", "how many days; else 7"))]
Team = Annotated[str | None, typer.Option("--team", help=say("只列此班组", "this team alone"))]


@dataclass(frozen=True, slots=True)
class _Group:
    """A group of commands: over which kind, how one is entered, and what the help says."""

    kind: Acted
    name: str
    enter: str
    entering: type[BaseModel]
    entered: dict[str, Any]
    example: str


def _app(group: _Group, text: str) -> typer.Typer:
    app = typer.Typer(add_completion=False, no_args_is_help=True, help=text)
    add_acting(app, _acting(group))
    _add_looking(app, group)
    return app


def _acting(group: _Group) -> Acting:
    kind, example = group.kind, say("例：", "Example: ")
    actions = ", ".join(kind.nouns)
    return Acting(
        path=f"/{kind.path}",
        opening=group.enter,
        opening_form=lambda: fields.Form(group.enter, group.entering, _line(group)),
        opening_help=say("新建档案。", "Enter one. ") + f"\n\n{example}{_line(group)}",
        nouns=kind.nouns,
        form=lambda action: _form(group, fields.named(action, kind.nouns)),
        place=lambda record: _place(kind, record),
        do_help=say(f"办理一项操作：{actions}。", f"Act on one: {actions}.")
        + f"\n\n{example}{_line(group, group.example)}",
    )


def _add_looking(app: typer.Typer, group: _Group) -> None:
    kind = group.kind

    @app.command("show", help=say("查看档案。", "Show one as it stands."))
    def _(record: Number, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get(_place(kind, record), after="now").json()
        as_json(found) if in_json else show_one(found)

    @app.command("history", help=say("查看档案的全部经过。", "Show all that happened to one."))
    def _(record: Number, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get(f"{_place(kind, record)}/history").json()
        as_json(found) if in_json else show_history(found)

    @app.command("list", help=say("列出档案。", "List them."))
    def _(acting: As = None, in_json: Json = False) -> None:
        with Client(load_settings(), acting) as client:
            found = client.get(f"/{kind.path}", after="now").json()
        as_json(found) if in_json else show_list(found["items"] if isinstance(found, dict) else found)


def _form(group: _Group, action: str) -> fields.Form:
    model = body_for(group.kind.commands[action], group.kind.examples[action])
    return fields.Form(action, model, _line(group, action))


def _line(group: _Group, action: str | None = None) -> str:
    """A command line that works."""
    if action is None:
        return f"gongdan {group.name} {group.enter} {fields.spelt(group.entered)}"
    example = "C10023" if group.kind is CUSTOMERS else "003"
    return f"gongdan {group.name} do {example} {action} {fields.spelt(group.kind.examples[action])}"


def _place(kind: Acted, record: str) -> str:
    return f"/{kind.path}/{quote(record, safe='')}"


_CUSTOMERS = _Group(
    CUSTOMERS, "customer", "register", REGISTERING, {"name": "远山科技有限公司", "company": True}, "agree-contract"
)
_STAFF = _Group(STAFF, "staff", "join", JOINING, {"number": "003"} | STAFF.examples["join"], "grant-role")

customer = _app(_CUSTOMERS, say("客户档案：登记、办理、查看", "Customers: enter, act on and look at their records"))
staff = _app(_STAFF, say("员工档案：登记、办理、查看，派单候选", "Staff: records, and whom to dispatch"))


@staff.command(
    "candidates",
    help=say(
        "某工单的派单候选及理由。例：gongdan staff candidates 202405-00123 --as s-001:supervisor",
        "Whom to dispatch to a ticket, and why. Example: gongdan staff candidates 202405-00123 --as s-001:supervisor",
    ),
)
def candidates(
    number: Number,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/tickets/{quote(number, safe='')}/candidates", after="now").json()
    as_json(found) if in_json else show_candidates(found)


@staff.command(
    "roster",
    help=say(
        "值班表：班次、休假与代班。例：gongdan staff roster --from 2024-05-06 --as s-001:supervisor",
        "Who is on duty, away and stood in for. Example: gongdan staff roster --from 2024-05-06 --as s-001:supervisor",
    ),
)
def roster(
    first: From = None,
    days: Days = None,
    team: Team = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/roster", **{"from": first, "days": days, "team": team}, after="now").json()
    as_json(found) if in_json else show_roster(found)
