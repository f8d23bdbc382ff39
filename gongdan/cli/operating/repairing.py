"""``gongdan repair``: the log made whole again from its archive, while no service runs."""

import asyncio
from contextlib import closing
from typing import Annotated, Any, Final

import typer

from gongdan.cli.asking.options import Json
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import REFUSED
from gongdan.proving.opening import log_signer_of, read_archive
from gongdan.proving.repairing import Repaired, repaired, server_for_repair, settle
from gongdan.service import home, logs
from gongdan.settings import Settings, load_settings

HELP: Final = say(
    "用存档恢复事件日志：逐条比较，缺失或损坏时重建事件流，位置、内容与原来完全相同。请先停止服务。\n\n"
    "例：gongdan repair --dry-run",
    "Make the log whole again from its archive: every event is compared, and where some are missing or damaged the "
    "stream is made anew, the same to the byte and at the same positions. Stop the service before.\n\n"
    "Example: gongdan repair --dry-run",
)
_SHOWN: Final = 20
Dry = Annotated[bool, typer.Option("--dry-run", help=say("只比较，不更改", "compare only, and change nothing"))]


def repair(dry_run: Dry = False, in_json: Json = False) -> None:
    settings = load_settings()
    with home.HomeLock(home.prepare(settings.home)):
        logs.set_up(console=False)
        found = asyncio.run(repaired_from_archive(settings, only_look=dry_run))
    as_json(_shown(found)) if in_json else _tell(found)
    if dry_run and found.damage:
        raise typer.Exit(REFUSED)


async def repaired_from_archive(settings: Settings, *, only_look: bool = False) -> Repaired:
    """With a server of our own, or at the one that the settings name; the home is locked. Raises Failure."""
    with closing(read_archive(settings)) as archive:
        signer = log_signer_of(settings, archive)
        async with server_for_repair(settings, only_look=only_look) as broker:
            found = await repaired(settings, broker, archive, signer, only_look=only_look)
    if found.put_back:
        settle(settings)
    return found


def _tell(found: Repaired) -> None:
    for each in found.damage[:_SHOWN]:
        zh, en = ("缺失", "missing") if each.missing else ("内容不同", "changed")
        typer.echo(
            say(f"✗ 位置 {each.position}（{each.subject}）：{zh}", f"✗ position {each.position}, {each.subject}: {en}")
        )
    if (more := len(found.damage) - _SHOWN) > 0:
        typer.echo(say(f"……另有 {more} 处", f"… and {more} more"))
    if found.put_back:
        typer.echo(say(f"✓ 已恢复全部 {found.events} 个事件", f"✓ All {found.events} events are back"))
    elif not found.damage:
        typer.echo(
            say(f"✓ {found.events} 个事件均与存档相同", f"✓ All {found.events} events are as they were archived")
        )


def _shown(found: Repaired) -> dict[str, Any]:
    damage = [each._asdict() for each in found.damage]
    return {"events": found.events, "saved": found.saved, "put_back": found.put_back, "damage": damage}
