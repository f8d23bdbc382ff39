"""``gongdan keys``: the keys of personal data backed up, brought back, and put under another master key."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from cryptography.exceptions import InvalidTag

from gongdan.cli.asking.options import Json
from gongdan.cli.showing.said import as_json, say
from gongdan.failures import Failure
from gongdan.opening.keys import given_key, told_of_keys
from gongdan.service.home import HomeLock, prepare
from gongdan.settings import Settings, load_settings
from gongdan.storing import backups, rotating
from gongdan.storing.key_database import KeyStoreFailed
from gongdan.storing.master_key import decoded, found_key

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help=say("密钥：备份、恢复、更换主密钥", "Keys: back up, restore, change the master key"),
)


@app.command(
    help=say(
        "备份密钥库（服务可照常运行）。备份须与主密钥分开保存；删除客户后，此前的备份须销毁。"
        "\n\n例：gongdan keys backup keys-20240601.db",
        "Back up the key store; the service runs on. Keep it apart from the master key, and destroy older backups once "
        "a customer was erased.\n\nExample: gongdan keys backup keys-20240601.db",
    )
)
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("写入何处", "where to write it"))],
    in_json: Json = False,
) -> None:
    settings = load_settings()
    with told_of_keys():
        held = backups.back_up(settings.key_store, file, master_of(settings))
    if in_json:
        as_json({"file": str(file), "live": held.live, "shredded": held.shredded})
        return
    typer.echo(
        say(
            f"已写入 {file}：{held.live} 个密钥，另有 {held.shredded} 个已销毁。主密钥不在其中，请另行备份。",
            f"{file}: {held.live} keys, and {held.shredded} that were shredded. The master key is not in it: back it "
            "up apart.",
        )
    )


@app.command(
    help=say(
        "从备份恢复缺少的密钥（先停止服务）。已销毁的密钥不会回来。\n\n例：gongdan keys restore keys-20240601.db",
        "Bring back keys that are missing (stop the service first). What was shredded does not come back."
        "\n\nExample: gongdan keys restore keys-20240601.db",
    )
)
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("备份文件", "the backup"))],
    in_json: Json = False,
) -> None:
    settings = load_settings()
    with HomeLock(prepare(settings.home)), told_of_keys():
        came = backups.restore(file, settings.key_store, master_of(settings))
    if in_json:
        as_json({"restored": came})
        return
    typer.echo(say(f"恢复了 {came} 个密钥。", f"{came} keys came back."))


@app.command(
    help=say(
        "更换主密钥（先停止服务）：生成新的主密钥并重新包裹全部密钥。设置了 GONGDAN_KEY 的，新密钥由 "
        "GONGDAN_NEW_KEY 给出。",
        "Change the master key (stop the service first): a new one is made and all keys are wrapped anew. Where "
        "GONGDAN_KEY is set, GONGDAN_NEW_KEY gives the new one.",
    )
)
def rotate(
    new_key: Annotated[str | None, typer.Option(envvar="GONGDAN_NEW_KEY", hidden=True)] = None, in_json: Json = False
) -> None:
    settings = load_settings()
    with HomeLock(prepare(settings.home)), told_of_keys():
        old, by_file = master_of(settings), given_key(settings) is None
        with _told_of_another():
            count = _rotated(settings, old, new_key, by_file=by_file)
    if in_json:
        as_json({"wrapped": count, "file": str(settings.master_key_file) if by_file else None})
        return
    place = f"{settings.master_key_file}" if by_file else "GONGDAN_NEW_KEY"
    typer.echo(
        say(
            f"{count} 个密钥已由新的主密钥（{place}）包裹。请立即备份新主密钥，并重新备份密钥库；"
            "旧备份仍须用旧主密钥打开。",
            f"{count} keys are wrapped by the new master key ({place}). Back it up now, and the key store anew; older "
            "backups open with the former one alone.",
        )
    )


def _rotated(settings: Settings, old: bytes, given: str | None, *, by_file: bool) -> int:
    """The new key is on disk before anything is wrapped by it, and takes the old one's place once all is."""
    if not by_file:
        if given is None:
            raise KeyStoreFailed("请设置 GONGDAN_NEW_KEY", "set GONGDAN_NEW_KEY to the new key")
        return rotating.rotate(settings.key_store, old, decoded(given.encode(), "GONGDAN_NEW_KEY"))
    new = decoded(given.encode(), "GONGDAN_NEW_KEY") if given else secrets.token_bytes(32)
    rotating.keep_coming(settings.master_key_file, new)
    count = rotating.rotate(settings.key_store, old, new)
    rotating.settle(settings.master_key_file, settings.key_store)
    return count


def master_of(settings: Settings) -> bytes:
    """Raises KeyStoreFailed where there is none."""
    rotating.settle(settings.master_key_file, settings.key_store)
    key = found_key(settings.master_key_file, key_store=settings.master_key_file, given=given_key(settings))
    if key is None:
        path = settings.master_key_file
        raise KeyStoreFailed(
            f"没有主密钥文件 {path}：请从保存处放回，或设置 GONGDAN_KEY_FILE 或 GONGDAN_KEY",
            f"there is no master key in {path}: put it back from where it is kept, or set GONGDAN_KEY_FILE or "
            "GONGDAN_KEY",
        )
    return key.value


@contextmanager
def _told_of_another() -> Iterator[None]:
    try:
        yield
    except InvalidTag:
        raise Failure("keys", why=_ANOTHER.said) from None


_ANOTHER = KeyStoreFailed("主密钥不是此密钥库的", "the master key is not that of this key store")
