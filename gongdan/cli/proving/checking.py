"""``gongdan audit verify``: a bundle, or the whole archive; what is wrong names the ticket and the event."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongdan.cli.asking.options import Json
from gongdan.cli.proving.keys import key_of
from gongdan.cli.proving.looking import archive_of
from gongdan.cli.showing.said import chinese, say
from gongdan.failures import REFUSED, Failure
from gongdan.proving.opening import public_key
from gongdan.settings import load_settings
from gongdan.system import of_system
from trust import verifier
from trust.archive import Archive
from trust.auditing import MOST, Audited, audit
from trust.cosigning import audit_cosignatures
from trust.verifier import Checkpoint, Finding, Key, Malformed, Note, printed
from trust.verifier import in_json as json_of

VERIFY_HELP: Final = say(
    "核验证据包；不给出证据包时核验整个存档：每个事件、哈希链、证明树和检查点。不需要服务。有问题时退出码为 1。\n\n"
    "例：gongdan audit verify evidence-ticket-202405-00001.zip --key 日志公钥\n\n"
    "例：gongdan audit verify --against 见证人留存的检查点.txt",
    "Check a bundle; without one the whole archive: every event, the chains, the tree and the checkpoints. Needs no "
    "service. The exit code is 1 where something is wrong.\n\n"
    "Example: gongdan audit verify evidence-ticket-202405-00001.zip --key LOG-KEY\n\n"
    "Example: gongdan audit verify --against checkpoint-that-a-witness-kept.txt",
)
Bundle = Annotated[Path | None, typer.Argument(metavar="[BUNDLE]", help=say("证据包文件", "the bundle's file"))]
LogKey = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="KEY",
        help=say("可信的日志公钥，或其文件（log.pub）", "the log's public key that you trust, or its file (log.pub)"),
    ),
]
Witnesses = Annotated[
    list[str] | None,
    typer.Option(
        "--witness",
        metavar="KEY",
        help=say("必须签署过的见证人公钥，或其文件", "a witness that must have cosigned: its key or file"),
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option("--against", metavar="FILE", help=say("从前留存的检查点", "a checkpoint that was kept from before")),
]


def verify(
    bundle: Bundle = None,
    key: LogKey = None,
    witness: Witnesses = None,
    against: Against = None,
    in_json: Json = False,
) -> None:
    log, witnesses = (None if key is None else key_of(key)), [key_of(each) for each in witness or []]
    if bundle is None:
        _archive(log, witnesses, [_kept(path) for path in against or []], in_json=in_json)
    elif against:
        raise Failure("against-needs-archive", path=bundle)
    else:
        _bundle(bundle, log, witnesses, in_json=in_json)


def _bundle(path: Path, key: Key | None, witnesses: list[Key], *, in_json: bool) -> None:
    try:
        path.open("rb").close()
    except OSError as error:
        raise Failure("no-bundle", path=path, why=of_system(error)) from None
    try:
        report = verifier.verify(verifier.unpacked(path), str(key) if key else None, [*map(str, witnesses)])
    except Malformed as error:
        raise Failure("no-bundle", path=path, why=error) from None
    if in_json:
        typer.echo(json_of(verifier.shown(report), 2))
    else:
        lines = verifier.told(report)
        for line in lines:
            typer.echo(line)
    if not report.ok:
        raise typer.Exit(REFUSED)


def _archive(key: Key | None, witnesses: list[Key], seen: list[Checkpoint], *, in_json: bool) -> None:
    settings = load_settings()
    with closing(archive_of(settings)) as archive:
        found = _audited(archive, key or public_key(settings, archive), seen)
        found.findings += audit_cosignatures(archive, witnesses)
    if in_json:
        typer.echo(json_of(_shown(found), 2))
    else:
        _tell(found)
    if not found.ok:
        raise typer.Exit(REFUSED)


def _audited(archive: Archive, key: Key, seen: list[Checkpoint]) -> Audited:
    screen, end = Console(stderr=True), archive.end()
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn(""))
    with Progress(*columns, console=screen, disable=not screen.is_terminal) as bar:
        task = bar.add_task("", total=end.position if end else 0)
        return audit(archive, key, seen, lambda done: bar.update(task, completed=done))


def _tell(found: Audited) -> None:
    for each in found.findings:
        typer.echo(printed(f"✗ {_where(each)}{each.zh if chinese() else each.en} [{each.code}]"))
    if len(found.findings) >= MOST:
        typer.echo(say("……发现太多，不再列出", "… too many to list"))
    if found.ok:
        zh = f"✓ {found.events} 个事件均未被改动；{found.checkpoints} 个检查点，涵盖到位置 {found.sealed}"
        en = f"✓ {found.events} events, all unchanged; {found.checkpoints} checkpoints, the last up to {found.sealed}"
        typer.echo(say(zh, en))


def _where(finding: Finding) -> str:
    return f"{finding.aggregate}: " if finding.aggregate else ""


def _shown(found: Audited) -> dict[str, Any]:
    counted = {"events": found.events, "sealed": found.sealed, "checkpoints": found.checkpoints, "size": found.size}
    return {"ok": found.ok, **counted, "findings": [each._asdict() for each in found.findings]}


def _kept(path: Path) -> Checkpoint:
    try:
        return Checkpoint.parsed(Note.parsed(path.read_bytes()).text)
    except OSError as error:
        raise Failure("kept-not-read", path=path, why=of_system(error)) from None
    except Malformed as error:
        raise Failure("kept-not-read", path=path, why=error) from None
