"""``gongdan audit bundle`` and ``gongdan audit checkpoints``: what the archive proves, as a file and as a list."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.asking.options import Json
from gongdan.cli.proving.looking import archive_of
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import as_json, note, say
from gongdan.failures import Failure
from gongdan.proving.evidence import evidence
from gongdan.proving.opening import public_key
from gongdan.service import logs
from gongdan.settings import load_settings
from gongdan.storing.private_file import write_private_bytes
from gongdan.system import of_system
from trust.verifier import Checkpoint, Note, encoded

BUNDLE_HELP: Final = say(
    "生成一张工单的证据包：事件、证明、检查点、公钥、离线核验程序和摘要。不需要服务在运行。"
    "\n\n例：gongdan audit bundle 202405-00001",
    "Make the evidence bundle of a ticket: events, proofs, checkpoint, public keys, an offline verifier and a summary. "
    "Needs no service.\n\nExample: gongdan audit bundle 202405-00001",
)
CHECKPOINTS_HELP: Final = say(
    "列出签署过的检查点和见证人的签名。\n\n例：gongdan audit checkpoints --last 5",
    "List the signed checkpoints and who cosigned them.\n\nExample: gongdan audit checkpoints --last 5",
)
Number = Annotated[str, typer.Argument(metavar="NUMBER", help=say("工单号", "the ticket"))]
To = Annotated[Path | None, typer.Option("--to", metavar="FILE", help=say("保存到", "where to"))]
Last = Annotated[int, typer.Option("--last", min=1, help=say("最近几个", "how many of the latest"))]


def bundle(number: Number, to: To = None) -> None:
    logs.set_up(console=False)
    settings = load_settings()
    aggregate = aggregate_of(number)
    with closing(archive_of(settings)) as archive:
        made = asyncio.run(evidence(archive, aggregate, str(public_key(settings, archive)), settings.time_zone))
    target = to or Path(f"evidence-{aggregate}.zip")
    if target.exists():
        raise Failure("bundle-there", path=target)
    try:
        write_private_bytes(target, made)
    except OSError as error:
        raise Failure("bundle-not-written", path=target, why=of_system(error)) from None
    note(
        say(
            f"已保存到 {target}。核验：gongdan audit verify {target}，或解压后 python verify.py（需要 cryptography）。",
            f"Saved to {target}. Check it with `gongdan audit verify {target}`, or unpack verify.py and run it with "
            "Python and cryptography.",
        )
    )


def aggregate_of(number: str) -> str:
    """A ticket's, unless it is called as the log calls others: ``return-R202405-0001``."""
    category, hyphen, _ = number.partition("-")
    return number if hyphen and category.isascii() and category.isalpha() and category.islower() else f"ticket-{number}"


def checkpoints(last: Last = 20, in_json: Json = False) -> None:
    settings = load_settings()
    with closing(archive_of(settings)) as archive:
        found, cosigned = archive.checkpoints()[-last:], archive.cosignatures()
    rows = [
        {
            "size": each.size,
            "position": each.position,
            "at": _at(each.at).astimezone(settings.time_zone).isoformat(timespec="seconds"),
            "root": encoded(Checkpoint.parsed(Note.parsed(each.note.encode()).text).root),
            "witnesses": [by.witness for by in cosigned if by.size == each.size],
            "note": each.note + "".join(by.line for by in cosigned if by.size == each.size),
        }
        for each in found
    ]
    if in_json:
        as_json(rows)
        return
    headings = say("大小 位置 时间 根 见证人", "size position at root witnesses").split()
    columns(headings, [[*(str(each[name]) for name in list(each)[:4]), ", ".join(each["witnesses"])] for each in rows])


def _at(micros: int) -> datetime:
    return datetime.fromtimestamp(micros / 1e6, UTC)
