"""Which tickets the commands about processes look at: options that they have in common."""

import inspect
from collections.abc import Callable
from functools import wraps
from inspect import Parameter
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

import typer

from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.said import say

_SEVERAL: Final = say("，可多次给出", "; may be given repeatedly")


def _of(zh: str, en: str) -> Any:
    return Annotated[list[str] | None, typer.Option(help=say(zh, en) + _SEVERAL)]


FILTERS: Final[dict[str, Any]] = {
    "since": Annotated[str | None, typer.Option(metavar="TIME", help=say("此时起反馈的", "reported then or later"))],
    "until": Annotated[str | None, typer.Option(metavar="TIME", help=say("此时以前反馈的", "reported before"))],
    "product": _of("产品名称或型号", "the product's name or model"),
    "severity": _of("问题分级", "the severity"),
    "channel": _of("反馈渠道", "the channel"),
    "kind": _of("诉求类型", "the kind of request"),
    "area": _of("地区", "the region"),
    "team": _of("班组", "the team"),
    "engineer": _of("工程师工号", "the engineer"),
    "variant": Annotated[str | None, typer.Option(metavar="VARIANT", help=say("只看此走法的", "of this variant only"))],
    "imported": Annotated[
        bool | None,
        typer.Option("--imported/--live", help=say("只看导入的，或只看本系统登记的", "only imported, or only our own")),
    ],
    "level": Annotated[
        str, typer.Option(metavar="event|step", help=say("按事件，或按处理阶段", "by event, or by step of the process"))
    ],
}
"""Names of the API's parameters."""
_DEFAULTS: Final = {"level": "event"}


def filtered(without: tuple[str, ...] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options; it gets what they say as its first argument, ``asked``."""

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = [*inspect.signature(command, eval_str=True).parameters.values()][1:]
        shared = {name: option for name, option in FILTERS.items() if name not in without}

        @wraps(command)
        def wrapper(**said: Any) -> None:
            asked = {name: said.pop(name) for name in shared}
            command(asked, **said)

        options = [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=option, default=_DEFAULTS.get(name))
            for name, option in shared.items()
        ]
        parameters = [*options, *(each.replace(kind=Parameter.KEYWORD_ONLY) for each in own)]
        wrapper.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        wrapper.__annotations__ = {each.name: each.annotation for each in parameters}
        return wrapper

    return decorate


def sendable(asked: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """As the API takes it: times with a zone, truths in its words. Raises Failure."""
    found = {name: value for name, value in asked.items() if value not in (None, [], ())}
    for name in ("since", "until"):
        if name in found:
            found[name] = moment(found[name], zone).isoformat()
    if "imported" in found:
        found["imported"] = str(found["imported"]).lower()
    return found
