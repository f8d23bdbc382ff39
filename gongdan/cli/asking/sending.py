"""A command sent from the command line, and what came of it in a sentence."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import typer

from gongdan.cli.asking import fields
from gongdan.cli.asking.insisting import insist
from gongdan.cli.asking.moments import moment
from gongdan.cli.showing.labels import happening, label
from gongdan.cli.showing.said import as_json, note, plain, say
from gongdan.failures import Failure
from gongdan.language import language
from gongdan.settings import load_settings

_LONGEST_KEY: Final = 200


def send(
    form: fields.Form,
    path: str,
    said: list[str] | None,
    body_from: Path | None,
    occurred: str | None,
    acting: str | None,
    headers: dict[str, str],
    in_json: bool,
    late: str | None = None,
) -> None:
    """Ask for what the form and the words beside it say, and tell what came of it. Raises Failure, Refused."""
    settings = load_settings()
    start = fields.body_file(body_from) if body_from else {}
    if occurred is not None:
        start["occurred"] = moment(occurred, settings.time_zone).isoformat()
    if late is not None:
        start["late"] = late
    body = fields.filled(form, said or [], settings.time_zone, start)
    answer = insist(settings, acting, path, body, headers)
    as_json(answer) if in_json else _tell(answer)


def _tell(answer: dict[str, Any]) -> None:
    """What came of it; then, on the error stream, which earlier tickets an opening should be compared with."""
    typer.echo(_done(answer))
    for hint in answer.get("hints") or ():
        note(say(f"注意：{hint['reason']}", f"Note: {hint['reason']}"))


def headers_of(key: str | None, if_version: int | None) -> dict[str, str]:
    """Raises Failure for a key that can be none."""
    headers = {"Idempotency-Key": _checked(key)} if key is not None else {}
    return headers | ({"If-Match": f'"{if_version}"'} if if_version is not None else {})


def _checked(key: str) -> str:
    if 0 < len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable() and key == key.strip():
        return key
    raise Failure("bad-key")


def _done(answer: dict[str, Any]) -> str:
    """What was recorded, in a line; and what was asked to be seen."""
    number, version = answer["number"], answer["version"]
    if not answer["events"]:
        return say(f"{number}：本来如此，未作更改。", f"{number}: already so, nothing was changed.")
    names = say("、", ", ").join(happening(event["type"], language()) for event in answer["events"])
    line = say(f"{number} 已记录：{names}（版本 {version}）。", f"{number}: {names} (version {version}).")
    return "\n".join([line, *_personal(answer.get("personal", ()))])


def _personal(values: Iterable[dict[str, Any]]) -> Iterator[str]:
    colon = say("：", ": ")
    for each in values:
        yield plain(f"{label(each['field'], language())}{colon}{each['value']}").plain
