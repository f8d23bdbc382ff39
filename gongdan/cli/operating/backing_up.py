"""``gongdan backup`` and ``gongdan restore``: all that can't be made again into one folder, and a home made from it."""

import asyncio
from pathlib import Path
from typing import Annotated, Final

import typer

from gongdan.cli.asking.options import Json
from gongdan.cli.operating.keys import master_of
from gongdan.cli.operating.repairing import repaired_from_archive
from gongdan.cli.showing.said import as_json, say
from gongdan.opening.keys import told_of_keys
from gongdan.proving.repairing import Repaired
from gongdan.safekeeping import manifest, restoring, taking
from gongdan.safekeeping.manifest import Manifest
from gongdan.service import home, logs
from gongdan.settings import load_settings

BACKUP_HELP: Final = say(
    "把不可再生的一切备份到一个新目录：日志（存档）、密钥库、附件、账号等；服务可照常运行。主密钥不在其中，"
    "须另行保存。\n\n例：gongdan backup /backups/gongdan-20240601",
    "Back up all that can't be made again into a new folder: the log (its archive), the key store, files, accounts; "
    "the service runs on. The master key is not in it: keep it apart.\n\n"
    "Example: gongdan backup /backups/gongdan-20240601",
)
RESTORE_HELP: Final = say(
    "用备份重建空的数据目录和事件日志（先放回 master.key）；不覆盖任何已有数据。\n\n"
    "例：gongdan restore /backups/gongdan-20240601",
    "Make an empty home and the log again from a backup (put master.key back first); nothing is overwritten.\n\n"
    "Example: gongdan restore /backups/gongdan-20240601",
)
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=say("备份目录", "the backup's folder"))]


def backup(folder: Folder, in_json: Json = False) -> None:
    settings = load_settings()
    taking.require_possible(settings, folder)
    with told_of_keys():
        made = taking.back_up(settings, folder, master_of(settings))
    if in_json:
        as_json({"folder": str(folder), "files": len(made.sha256), **made.model_dump(exclude={"sha256"})})
        return
    typer.echo(say(f"✓ 已备份到 {folder}：{_what(made)[0]}", f"✓ {folder}: {_what(made)[1]}"))
    if made.elsewhere:
        names = ", ".join(made.elsewhere)
        typer.echo(
            say(
                f"! 不在其中：{names} 所指的数据库或存储桶，请在此之前单独备份",
                f"! Not in it: what {names} name; back these up apart, before this",
            )
        )
    typer.echo(
        say(
            "! 主密钥不在其中，请另行保存：没有它，此备份无法恢复",
            "! The master key is not in it; keep it apart: without it this backup can't be put back",
        )
    )


def restore(folder: Folder, in_json: Json = False) -> None:
    settings = load_settings()
    said = manifest.read(folder)
    restoring.require_room(settings)
    with told_of_keys():
        fits = restoring.fitting(settings, folder, said, master_of(settings))
    with home.HomeLock(home.prepare(settings.home)):
        logs.set_up(console=False)
        done = restoring.restore(settings, fits, lambda: asyncio.run(repaired_from_archive(settings)))
    if in_json:
        as_json({"events": done.events, "put_back": done.put_back, "saved": done.saved, "made": said.made})
        return
    _tell(said, done)


def _what(said: Manifest) -> tuple[str, str]:
    if said.position is None:
        return f"{len(said.sha256)} 个文件", f"{len(said.sha256)} files"
    at = said.recorded or "–"
    return (
        f"{len(said.sha256)} 个文件，日志到位置 {said.position}（记录于 {at}）",
        f"{len(said.sha256)} files, the log up to position {said.position} (recorded {at})",
    )


def _tell(said: Manifest, done: Repaired) -> None:
    typer.echo(
        say(
            f"✓ 已恢复：{done.events} 个事件，截至 {said.recorded or said.made}",
            f"✓ Put back: {done.events} events, up to {said.recorded or said.made}",
        )
    )
    if done.saved:
        typer.echo(
            say(
                f"! 日志中另有 {done.saved} 个此后的事件；其中新近的个人信息因密钥已丢失而无法读取",
                f"! The log holds {done.saved} later events; personal data whose keys were made since can't be read",
            )
        )
    if said.position is not None:
        _tell_of_checkpoints(said.recorded or said.made)
    typer.echo(
        say(
            f"接下来：gongdan up，然后 gongdan check。{said.made} 之后删除过的客户，请重新办理删除；"
            "此后停用的账号和密钥，请重新停用",
            f"Next: gongdan up, then gongdan check. Erase anew whoever was erased after {said.made}, and end the "
            "accounts and keys that were ended since",
        )
    )


def _tell_of_checkpoints(until: str) -> None:
    typer.echo(
        say(
            f"! {until} 之后签署的检查点已丢失：见证人以及留存过这些检查点的人会看到回退或分叉。"
            "请把这个时间和原因告诉他们，由他们核对此前的检查点；见证人再移走 .seen 文件，重新开始"
            "（docs/operations.zh.md）",
            f"! Checkpoints signed after {until} are lost: witnesses, and whoever kept such a one, see a rollback or a "
            "fork. Tell them this time and why: they compare with a checkpoint from before it; a witness then moves "
            "its .seen file aside and begins anew (docs/operations.md)",
        )
    )
