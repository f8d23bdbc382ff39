"""``gongdan feed tail`` and ``verify``: the feed as a subscriber reads it, and whether somebody has all of it."""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.options import As, Json
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import REFUSED, Failure
from gongdan.language import Both
from gongdan.settings import load_settings
from gongdan.system import of_system

_PAUSE: Final = 1.0
_NO_TEXT: Final = Both("不是 UTF-8 文本", "it is no text in UTF-8")
After = Annotated[str | None, typer.Option("--after", metavar="PLACE", help=say("从此处之后", "after this place"))]
Through = Annotated[str | None, typer.Option("--through", metavar="PLACE", help=say("至此处", "up to this place"))]


def tail(
    after: After = None,
    kinds: Annotated[list[str] | None, typer.Option("--type", help=say("仅这些事件", "these events only"))] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help=say("持续输出", "go on as it happens"))] = False,
    acting: As = None,
) -> None:
    with Client(load_settings(), acting) as client:
        place = after or ("now" if follow else None)
        while True:
            page = client.get("/feed/events", after=place, type=kinds).json()
            for event in page["events"]:
                typer.echo(json.dumps(event, ensure_ascii=False))
            place = page["next"]
            if not page["more"]:
                if not follow:
                    return
                time.sleep(_PAUSE)


def verify(
    had: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help=say("已收到的编号，每行一个；- 为标准输入", "ids, one a line")),
    ] = None,
    after: After = None,
    through: Through = None,
    count: Annotated[int | None, typer.Option("--count", help=say("已收到的件数", "how many came"))] = None,
    digest: Annotated[str | None, typer.Option("--digest", help=say("其编号的摘要", "the digest of their ids"))] = None,
    kinds: Annotated[list[str] | None, typer.Option("--type", help=say("仅这些事件", "these events only"))] = None,
    subscription: Annotated[
        str | None,
        typer.Option("--subscription", metavar="NAME", help=say("按此订阅应收到的", "as this one is told")),
    ] = None,
    acting: As = None,
    in_json: Json = False,
) -> None:
    ids = _ids(had) if had else None
    with Client(load_settings(), acting) as client:
        asked = {"after": after, "through": through, "type": kinds, "subscription": subscription}
        should = client.get("/feed/digest", **asked).json()
        if ids is not None:
            asked |= {"through": should["through"], "ids": "true"}
            should["ids"] = [each for part in _parts(client, asked) for each in part["ids"]]
    found = compared(should, ids) if ids is not None else _said(should, count, digest)
    as_json(found) if in_json else _show(found)
    if not found["complete"]:
        raise typer.Exit(REFUSED)


def _parts(client: Client, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Answer by answer, until the range is over."""
    while True:
        part = client.get("/feed/digest", **asked).json()
        yield part
        if not part["more"]:
            return
        asked = asked | {"after": part["through"]}


def compared(should: dict[str, Any], had: list[str]) -> dict[str, Any]:
    """What is missing of what should have come, what came twice, and what is none of it."""
    wanted, came = should["ids"], Counter(had)
    missing = [each for each in wanted if each not in came]
    twice = sorted(each for each, times in came.items() if times > 1)
    foreign = sorted(came.keys() - set(wanted))
    said = {"count": should["count"], "digest": should["digest"], "through": should["through"]}
    wrong = {"missing": missing, "twice": twice, "foreign": foreign}
    return said | wrong | {"complete": not any(wrong.values())}


def _said(should: dict[str, Any], count: int | None, digest: str | None) -> dict[str, Any]:
    right = count in (None, should["count"]) and digest in (None, should["digest"])
    return {"count": should["count"], "digest": should["digest"], "through": should["through"], "complete": right}


def _ids(path: Path) -> list[str]:
    """Of lines with an id each, or with an event as JSON. Raises Failure."""
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except OSError as error:
        raise Failure("ids-not-read", path=path, why=of_system(error)) from None
    except UnicodeDecodeError:
        raise Failure("ids-not-read", path=path, why=_NO_TEXT) from None
    return [_id(line.strip(), path, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def _id(line: str, path: Path, number: int) -> str:
    try:
        return str(json.loads(line)["id"]) if line.startswith("{") else line
    except (ValueError, LookupError, RecursionError):
        why = Both(f"第 {number} 行既不是编号，也不是事件", f"line {number} is neither an id nor an event")
        raise Failure("ids-not-read", path=path, why=why) from None


def _show(found: dict[str, Any]) -> None:
    typer.echo(
        say(
            f"应有 {found['count']} 件，摘要 {found['digest']}，至 {found['through']}。",
            f"There are {found['count']}, digest {found['digest']}, up to {found['through']}.",
        )
    )
    for name, zh, en in (("missing", "缺", "missing"), ("twice", "重复", "twice"), ("foreign", "不属于", "none of it")):
        for each in found.get(name, ()):
            typer.echo(f"{say(zh, en)}: {each}")
    typer.echo(say("完整。", "Complete.") if found["complete"] else say("不完整。", "Not complete."))


HELP: Final = {
    tail: (
        "按订阅方所见输出公开事件，每行一个 JSON；订阅方以 GONGDAN_TOKEN 给出密钥。\n\n例：gongdan feed tail --follow",
        "The feed as a subscriber sees it, a line of JSON each; a subscriber gives its secret as GONGDAN_TOKEN.\n\n"
        "Example: gongdan feed tail --follow",
    ),
    verify: (
        "核对一段是否齐全：给出件数和摘要，或已收到的编号文件，得知缺哪些、重复哪些。\n\n"
        "例：gongdan feed verify ids.txt --after PLACE\n\n例：gongdan feed verify ids.txt --subscription erp",
        "Whether all of a range came: by count and digest, or a file of the ids that came, which says what is missing "
        "or came twice.\n\nExample: gongdan feed verify ids.txt --after PLACE\n\n"
        "Example: gongdan feed verify ids.txt --subscription erp",
    ),
}
