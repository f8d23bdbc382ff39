"""A file that the service made, saved where it is wanted, whole or not at all."""

import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import unquote

import httpx
import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.showing.said import note, say
from gongdan.failures import Failure
from gongdan.system import of_system

Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help=say("保存到（- 为标准输出；默认按文件名）", "where to (- is standard output; its own name by default)"),
    ),
]


def saved(client: Client, path: str, out: Path | None, **asked: Any) -> None:
    """Raises Refused, Failure."""
    answer = client.get(path, **asked)
    if str(out) == "-":
        sys.stdout.buffer.write(answer.content)
        sys.stdout.buffer.flush()
        return
    target = out or Path(_name(answer))
    try:
        target.write_bytes(answer.content)
    except OSError as error:
        raise Failure("bad-output", path=target, why=of_system(error)) from None
    note(say(f"已保存到 {target}。", f"Saved to {target}."))


def _name(answer: httpx.Response) -> str:
    """As the service calls it, without a folder in it."""
    said = answer.headers.get("content-disposition", "").rpartition("filename*=UTF-8''")[2]
    return Path(unquote(said)).name or "document.json"
