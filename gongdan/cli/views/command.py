"""``gongdan views``: how one looks at a list, kept under a name, for oneself or shared."""

from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from domain.views.vocabulary import LISTS
from gongdan.cli.asking.client import Client, hint
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.said import as_json, say
from gongdan.cli.views.naming import mine
from gongdan.cli.views.showing import show_views
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.settings import load_settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help=say(
        "查询方案：把列表的筛选、排序和列以名称保存，可共享",
        "Saved views: a list's filter, order and columns under a name",
    ),
)

_EXAMPLE = "gongdan views save 等待备件的空调 register status=paused product=空调 sort=-reported --as a-001:agent"

List = Annotated[str, typer.Argument(metavar="LIST", help=say(f"列表：{'、'.join(LISTS)}", ", ".join(LISTS)))]
OfList = Annotated[str | None, typer.Option("--list", metavar="LIST", help=say("只看此列表的", "of this list only"))]
Name = Annotated[str, typer.Argument(metavar="NAME", help=say("查询方案名称或编号", "the view's name or id"))]
Said = Annotated[
    list[str],
    typer.Argument(
        metavar="PARAMETER=VALUE…",
        help=say(
            "列表的查询参数，如 status=paused sort=-reported columns=工单号；可重复",
            "parameters of the list, as status=paused sort=-reported columns=工单号; may be repeated",
        ),
    ),
]


@app.command(
    "list",
    help=say(
        "列出查询方案：本人的，以及共享给本人的。\n\n例：gongdan views list --list register --as a-001:agent",
        "List views: your own, and those shared with you."
        "\n\nExample: gongdan views list --list register --as a-001:agent",
    ),
)
def listed(of: OfList = None, acting: As = None, in_json: Json = False) -> None:
    with Client(load_settings(), acting) as client:
        found = client.get("/views", list=_known(of) if of else None, limit=200, after="now").json()
    as_json(found["items"]) if in_json else show_views(found)


@app.command(
    help=say(
        f"保存一个查询方案，或更改同名查询方案的内容。用法：gongdan register --view 名称。\n\n例：{_EXAMPLE}",
        "Save a view, or let yours of that name show something else. To use it: gongdan register --view NAME."
        f"\n\nExample: {_EXAMPLE}",
    )
)
def save(name: Name, of: List, said: Said, acting: As = None, in_json: Json = False) -> None:
    query = urlencode([_parameter(each) for each in said])
    with Client(load_settings(), acting) as client:
        held = mine(client, name, _known(of))
        if held:
            answer = client.post(f"/views/{held[0]['view']}/definition", {"query": query})
        else:
            answer = client.post("/views", {"list": of, "name": name, "query": query})
    _tell(answer, in_json, say(f"已保存查询方案“{name}”。", f"View '{name}' is saved."))


@app.command(
    help=say(
        "更改本人查询方案的名称。\n\n例：gongdan views rename 等待备件的空调 等备件 --as a-001:agent",
        "Call one of your views otherwise.\n\nExample: gongdan views rename 等待备件的空调 等备件 --as a-001:agent",
    )
)
def rename(
    name: Name,
    to: Annotated[str, typer.Argument(metavar="NEW", help=say("新名称", "its new name"))],
    of: OfList = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    _act(name, of, "name", {"name": to}, acting, in_json, say("已更名。", "Renamed."))


@app.command(
    help=say(
        "共享本人的查询方案：给一个班组，或给全体（--everybody）；主管和总监可以。"
        "\n\n例：gongdan views share 等待备件的空调 --team north --as s-001:supervisor",
        "Share one of your views with a team, or with everybody (--everybody); supervisors and managers may."
        "\n\nExample: gongdan views share 等待备件的空调 --team north --as s-001:supervisor",
    )
)
def share(
    name: Name,
    team: Annotated[str | None, typer.Option("--team", help=say("给此班组", "with this team"))] = None,
    everybody: Annotated[bool, typer.Option("--everybody", help=say("给全体", "with everybody"))] = False,
    of: OfList = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    if everybody == (team is not None):
        raise Failure("team-or-everybody")
    body = {"team": team} if team else {}
    _act(name, of, "sharing", body, acting, in_json, say("已共享。", "Shared."))


@app.command(
    help=say(
        "不再共享本人的查询方案。\n\n例：gongdan views unshare 等待备件的空调 --as s-001:supervisor",
        "Have one of your views for yourself again.\n\n"
        "Example: gongdan views unshare 等待备件的空调 --as s-001:supervisor",
    )
)
def unshare(name: Name, of: OfList = None, acting: As = None, in_json: Json = False) -> None:
    _act(name, of, "sharing-end", {}, acting, in_json, say("不再共享。", "Shared no more."))


@app.command(
    help=say(
        "删除本人的查询方案。\n\n例：gongdan views remove 等待备件的空调 --as a-001:agent",
        "Remove one of your views.\n\nExample: gongdan views remove 等待备件的空调 --as a-001:agent",
    )
)
def remove(name: Name, of: OfList = None, acting: As = None, in_json: Json = False) -> None:
    _act(name, of, "removal", {}, acting, in_json, say("已删除。", "Removed."))


def _act(
    name: str, of: str | None, noun: str, body: dict[str, Any], acting: str | None, in_json: bool, done: str
) -> None:
    """On one's own view of that name. Raises Failure where there is none, or one of several lists."""
    with Client(load_settings(), acting) as client:
        held = mine(client, name, _known(of) if of else None)
        if len(held) != 1:
            lists = ", ".join(each["list"] for each in held)
            raise Failure("view-of-several-lists" if held else "no-view-of-yours", name=name, lists=lists)
        answer = client.post(f"/views/{held[0]['view']}/{noun}", body)
    _tell(answer, in_json, done)


def _tell(answer: dict[str, Any], in_json: bool, done: str) -> None:
    if in_json:
        as_json(answer)
        return
    typer.echo(done if answer["events"] else say("本来如此，未作更改。", "It is so already; nothing was changed."))


def _known(name: str) -> str:
    """A list that there is. Raises Failure with what was probably meant."""
    if name not in LISTS:
        raise Failure("no-such-list", value=name, hint=hint(closest(name, LISTS)), allowed=", ".join(LISTS))
    return name


def _parameter(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Failure("not-a-parameter", value=text)
    return name, value
