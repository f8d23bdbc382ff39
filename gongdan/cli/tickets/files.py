"""Files of a ticket from the command line: added with a progress bar, fetched whole or not at all."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final

import httpx
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from gongdan.cli.asking.client import Client
from gongdan.cli.asking.moments import moment
from gongdan.cli.asking.options import As, Json, Late, Occurred
from gongdan.cli.documents.saving import named, require_free
from gongdan.cli.showing.said import as_json, note, plain, say
from gongdan.cli.tickets.options import Number, place_of
from gongdan.failures import Failure
from gongdan.settings import load_settings
from gongdan.system import of_system

_PIECE: Final = 65_536
_WHOLE: Final = 64
"""Hex digits of a SHA-256."""
_UNNAMED: Final = "attachment"

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help=say("文件", "the files"))]
Purpose = Annotated[
    str | None,
    typer.Option("--purpose", help=say("用途：", "what it is for: ") + "photo, video, screenshot, log, voucher, …"),
]
Sha256 = Annotated[
    str, typer.Argument(metavar="SHA256", help=say("附件的哈希，或其开头", "its hash, or how it begins"))
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=say("保存到（- 为标准输出）", "where to (- is standard output)")
    ),
]

Why = Annotated[
    str | None,
    typer.Option(
        "--reason",
        help=say(
            "为何要看，记录在工单上；只能查看工单的人须填写", "why, recorded on the ticket; asked of who only reads it"
        ),
    ),
]


def attach(
    number: Number,
    files: Files,
    purpose: Purpose = None,
    acting: As = None,
    occurred: Occurred = None,
    late: Late = None,
    in_json: Json = False,
) -> None:
    """The command ``gongdan ticket attach``."""
    settings = load_settings()
    at = moment(occurred, settings.time_zone).isoformat() if occurred is not None else None
    path, answers = f"{place_of(number)}/attachments", list[dict[str, Any]]()
    for file in files:
        with Client(settings, acting) as client, _reading(file) as (pieces, size):
            said = {"name": file.name, "purpose": purpose, "occurred": at, "late": late}
            answers.append(client.upload(path, pieces, size, **said))
        if not in_json:
            typer.echo(_added(number, file, answers[-1]))
    if in_json:
        as_json(answers)


def fetch(number: Number, sha256: Sha256, output: Output = None, acting: As = None, reason: Why = None) -> None:
    """The command ``gongdan ticket fetch``."""
    require_free(output)
    with Client(load_settings(), acting) as client:
        whole = sha256 if len(sha256) == _WHOLE else _whole(client, number, sha256)
        with client.download(f"{place_of(number)}/attachments/{whole}", reason=reason) as answer:
            if str(output) == "-":
                _write(answer, whole, sys.stdout.buffer.write)
                return
            target = output or Path(named(answer, _UNNAMED))
            _save(answer, whole, target)
    note(say(f"已保存到 {target}。", f"Saved to {target}."))


@contextmanager
def _reading(file: Path) -> Iterator[tuple[Iterator[bytes], int]]:
    """The file's bytes, a bar moving as they go, and their number. Raises Failure."""
    try:
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            with _bar(file.name, size) as advance:

                def pieces() -> Iterator[bytes]:
                    while piece := opened.read(_PIECE):
                        yield piece
                        advance(len(piece))

                yield pieces(), size
    except OSError as error:
        raise Failure("bad-file", path=file, why=of_system(error)) from None


@contextmanager
def _bar(name: str, size: int | None) -> Iterator[Callable[[int], None]]:
    """On stderr, where a person looks on."""
    screen = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True) as bar:
        task = bar.add_task(plain(name).plain, total=size)
        yield lambda more: bar.advance(task, more)


def _added(number: str, file: Path, answer: dict[str, Any]) -> str:
    name = plain(file.name).plain
    if not answer["events"]:
        return say(f"{number}：附件“{name}”已有，未作更改。", f"{number}: the file '{name}' is there already.")
    data = answer["events"][0]["data"]
    return say(
        f"{number} 已添加附件：{name}（{data['size']} 字节，{data['media_type']}）{data['sha256']}",
        f"{number}: added {name} ({data['size']} bytes, {data['media_type']}) {data['sha256']}",
    )


def _whole(client: Client, number: str, begins: str) -> str:
    """The one hash of the ticket that begins so. Raises Failure."""
    listed = client.get(place_of(number)).json()["attachments"]
    found = {file["sha256"] for file in listed if file["sha256"] and begins and file["sha256"].startswith(begins)}
    if len(found) != 1:
        raise Failure("no-such-file-here", number=number, value=plain(begins[:_WHOLE]).plain)
    return found.pop()


def _save(answer: httpx.Response, sha256: str, target: Path) -> None:
    """Beside, then in place: a download that breaks off leaves nothing. Raises Failure."""
    require_free(target)
    beside = target.with_name(f".{target.name}.part")
    try:
        with open(beside, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
            _write(answer, sha256, out.write)
        beside.rename(target)
    except OSError as error:
        raise Failure("bad-output", path=target, why=of_system(error)) from None
    finally:
        beside.unlink(missing_ok=True)


def _write(answer: httpx.Response, sha256: str, write: Callable[[bytes], object]) -> None:
    seen = hashlib.sha256()
    size = answer.headers.get("content-length", "")
    with _bar(named(answer, _UNNAMED), int(size) if size.isdecimal() else None) as advance:
        for piece in answer.iter_bytes(_PIECE):
            seen.update(piece)
            write(piece)
            advance(len(piece))
    if seen.hexdigest() != sha256:
        raise Failure("file-differs", sha256=sha256)
