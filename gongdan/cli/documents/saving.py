"""A file that the service made, saved where it is wanted, whole or not at all."""

import os
import sys
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from gongdan.cli.asking.client import Client
from gongdan.cli.showing.said import note, plain, say
from gongdan.failures import Failure
from gongdan.storing.private_file import write_private_bytes
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


def saved(client: Client, path: str, out: Path | None, otherwise: str = "document", **asked: Any) -> None:
    """Raises Refused, Failure."""
    require_free(out)
    answer = client.get(path, **asked)
    if str(out) == "-":
        sys.stdout.buffer.write(answer.content)
        sys.stdout.buffer.flush()
        return
    target = out or Path(named(answer, otherwise))
    put(target, answer.content)
    note(say(f"已保存到 {target}。", f"Saved to {target}."))


def require_free(out: Path | None) -> None:
    """Nothing is overwritten, and nothing asked for that could not be saved. Raises Failure."""
    if out is not None and str(out) != "-" and os.path.lexists(out) and not _holds_nothing(out):
        raise Failure("file-there", path=out)


def put(target: Path, content: bytes) -> None:
    """For its owner's eyes alone. Raises Failure."""
    require_free(target)
    try:
        target.write_bytes(content) if _holds_nothing(target) else write_private_bytes(target, content)
    except OSError as error:
        raise Failure("bad-output", path=target, why=of_system(error)) from None


def _holds_nothing(target: Path) -> bool:
    """A device or a pipe."""
    return target.exists() and not target.is_file() and not target.is_dir()


def named(answer: httpx.Response, otherwise: str) -> str:
    """As the service calls it (RFC 6266), as far as it can be a file's name here: no folder, nothing hidden."""
    head = Message()
    head["Content-Disposition"] = answer.headers.get("content-disposition", "attachment")
    said = [value for name, value in head.get_params([], "content-disposition")[1:] if name.lower() == "filename"]
    chosen = next((value for value in said if isinstance(value, tuple)), said[0] if said else "")
    name = plain(collapse_rfc2231_value(chosen)).plain.replace("\\", "/").rpartition("/")[2]
    return " ".join(name.split()).lstrip(". ") or otherwise
