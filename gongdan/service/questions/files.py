"""Whether what lies on this machine's disk is private, fits together, and has room to grow."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from gongdan.failures import Failure
from gongdan.opening.keys import open_keys
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.settings import Settings

_LEAST_FREE: Final = 1 << 30
_LEAST_SHARE: Final = 0.05


def folder(home: Path) -> Finding:
    if not home.is_dir():
        return Finding(
            "home",
            False,
            f"数据目录 {home} 不存在；请先运行 gongdan up。",
            f"There is no home folder {home}: run `gongdan up`.",
        )
    mode = home.stat().st_mode & 0o777
    if mode & 0o077:
        return Finding(
            "home",
            False,
            f"数据目录 {home} 可被他人访问（{mode:o}）；请执行 chmod 700 {home}。",
            f"The home folder {home} is open to others ({mode:o}): chmod 700 {home}.",
        )
    return Finding("home", True, f"数据目录 {home} 仅本人可访问", f"Home folder {home} is private")


def secrets(settings: Settings) -> Iterator[Finding]:
    names = ("token.key", "keys.db", "run.json", "projections.db", "nats/nats.conf")
    paths = [settings.master_key_file, *(settings.home / name for name in names)]
    paths += (settings.home / "nats" / "users").glob("*")
    open_to_others = [path for path in paths if path.exists() and path.stat().st_mode & 0o077]
    for path in open_to_others:
        yield Finding(
            "permissions",
            False,
            f"{path} 可被他人读取；请执行 chmod 600 {path}。",
            f"{path} can be read by others: chmod 600 {path}.",
        )
    if not open_to_others:
        yield Finding(
            "permissions", True, "密钥和口令文件仅本人可读", "Keys and secrets are readable by their owner only"
        )


def keys(settings: Settings) -> Finding:
    if not settings.key_store.exists():
        return Finding(
            "keys",
            False,
            f"还没有密钥库 {settings.key_store}；请先运行 gongdan up。",
            f"There is no key store {settings.key_store} yet: run `gongdan up`.",
        )
    try:
        opened, _ = open_keys(settings)
    except Failure as failure:
        return unsafe("keys", failure)
    with closing(opened):
        return Finding(
            "keys",
            True,
            "密钥与密钥库相符（请确认密钥文件已另行备份）",
            "The key fits the key store (see that the key file is backed up elsewhere)",
        )


def space(home: Path) -> Finding:
    usage = shutil.disk_usage(home if home.exists() else Path())
    free, share = usage.free / (1 << 30), usage.free / usage.total
    safe = usage.free >= _LEAST_FREE and share >= _LEAST_SHARE
    return Finding(
        "disk",
        safe,
        f"磁盘剩余 {free:.1f} GiB（{share:.0%}）" + ("" if safe else "；请清理或扩容，写满后无法记录任何操作。"),
        f"{free:.1f} GiB of disk are free ({share:.0%})"
        + ("" if safe else ": make room, or nothing can be recorded once it is full."),
    )
