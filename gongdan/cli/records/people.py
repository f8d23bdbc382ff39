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
from gongdan.cli.asking.client import Client, hint
from gongdan.cli.asking.options import As, From, IfVersion, Json, Key, Late, Occurred, Said
from gongdan.cli.asking.sending import headers_of, send
from gongdan.cli.showing.records.history import show_history
from gongdan.cli.showing.records.people import show_candidates, show_list, show_one
from gongdan.cli.showing.said import as_json, say
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.settings import load_settings

Id = Annotated[str, typer.Argument(metavar="ID", help=say("客户编号或工号", "the customer's id, or the staff number"))]
Action = Annotated[str, typer.Argument(metavar="ACTION", help=say("操作", "the action"))]


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
    app = typer.Typer(no_args_is_help=True, help=text)
    _add_acting(app, group)
    _add_looking(app, group)
    return app


def _add_acting(app: typer.Typer, group: _Group) -> None:
    kind, example = group.kind, say("例：", "Example: ")
    enter = say("新建档案。", "Enter one. ") + f"\n\n{example}{_line(group)}"

    @app.command(group.enter, help=enter)
    def _(  # pyright: ignore[reportUnusedFunction]
        said: Said = None,
        acting: As = None,
        body_from: From = None,
        occurred: Occurred = None,
        late: Late = None,
        key: Key = None,
        in_json: Json = False,
    ) -> None:
        form = fields.Form(group.enter, group.entering, _line(group))
        send(form, f"/{kind.path}", said, body_from, occurred, acting, headers_of(key, None), in_json, late)

    actions = ", ".join(kind.nouns)
    act = say(f"办理一项操作：{actions}。", f"Act on one: {actions}.") + f"\n\n{example}{_line(group, group.example)}"

    @app.command("do", help=act)
    def _(
        record: Id,
        action: Action,
        said: Said = None,
        acting: As = None,
        body_from: From = None,
        occurred: Occurred = None,
        late: Late = None,
        key: Key = None,
        if_version: IfVersion = None,
        in_json: Json = False,
    ) -> None:
        form = _form(group, action)
        path = f"{_place(kind, record)}/{kind.nouns[action]}"
        send(form, path, said, body_from, occurred, acting, headers_of(key, if_version), in_json, late)


def _add_looking(app: typer.Typer, group: _Group) -> None:
    kind = group.kind

    @app.command("show", help=say("查看档案。", "Show one as it stands."))
    def _(record: Id, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get(_place(kind, record), after="now").json()
        as_json(found) if in_json else show_one(found)

    @app.command("history", help=say("查看档案的全部经过。", "Show all that happened to one."))
    def _(record: Id, acting: As = None, in_json: Json = False) -> None:  # pyright: ignore[reportUnusedFunction]
        with Client(load_settings(), acting) as client:
            found = client.get(f"{_place(kind, record)}/history").json()
        as_json(found) if in_json else show_history(found)

    @app.command("list", help=say("列出档案。", "List them."))
    def _(acting: As = None, in_json: Json = False) -> None:
        with Client(load_settings(), acting) as client:
            found = client.get(f"/{kind.path}", after="now").json()
        as_json(found) if in_json else show_list(found["items"] if isinstance(found, dict) else found)


def _form(group: _Group, action: str) -> fields.Form:
    """Raises Failure with what was probably meant."""
    nouns = group.kind.nouns
    if action not in nouns:
        raise Failure("unknown-action", value=action, hint=hint(closest(action, nouns)), allowed=", ".join(nouns))
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
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=say("工单号", "ticket number"))],
    acting: As = None,
    in_json: Json = False,
) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get(f"/tickets/{quote(number, safe='')}/candidates", after="now").json()
    as_json(found) if in_json else show_candidates(found)
