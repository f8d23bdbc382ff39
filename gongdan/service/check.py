"""``gongdan check``: whether this deployment is safe, one finding a question, each with what to do."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from eventsourcing_nats import ConfigDrift, EventLog, StoreUnavailable
from gongdan.composition import Broker, log_settings, require_durability, store_failure
from gongdan.failures import NOT_REACHABLE, REFUSED, Failure
from gongdan.language import Both
from gongdan.nats_servers.users import API
from gongdan.opening.keys import open_keys
from gongdan.service import run_file
from gongdan.service.run_file import RunFile
from gongdan.settings import Settings

_LEAST_FREE: Final = 1 << 30
_LEAST_SHARE: Final = 0.05
_MOST_LAG: Final = 60.0
_PATIENCE: Final = 5.0
_HELD: Final = {
    "being-built": (
        "视图 {name} 正在按新版本重建（{done} / {total} 个事件），完成前不能查看；请等待。",
        "Projection {name} is being built in its new version ({done} of {total} events) and can't be read: wait.",
    ),
    "newer-version": (
        "视图 {name} 的表由更新的程序建立，不能查看；请升级程序，或运行 gongdan projections rollback {name}。",
        "The tables of projection {name} are a newer program's and can't be read: upgrade, or run "
        "`gongdan projections rollback {name}`.",
    ),
}
"""What keeps a projection from being read."""
_NO_ANSWER: Final = Both("无法连接或没有应答", "no connection, or no answer")


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question."""

    name: str
    safe: bool
    chinese: str
    english: str
    exit_code: int = REFUSED

    def say(self, *, chinese: bool) -> str:
        return self.chinese if chinese else self.english


async def examine(settings: Settings) -> list[Finding]:
    """Every question, also where an earlier one was answered badly; changes nothing."""
    findings = [_folder(settings.home), *_secrets(settings), _keys(settings), _space(settings.home)]
    try:
        run = run_file.read(settings.home)
    except Failure as failure:
        return [*findings, _of("service", failure)]
    broker = Broker.running(settings, run)
    return [
        *findings,
        await _service(run),
        await _durability(settings, broker),
        await _stream(settings, broker),
        *(await _projections(run)),
    ]


def _folder(home: Path) -> Finding:
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


def _secrets(settings: Settings) -> Iterator[Finding]:
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


def _keys(settings: Settings) -> Finding:
    if not settings.key_store.exists():
        return Finding(
            "keys",
            False,
            f"还没有密钥库 {settings.key_store}；请先运行 gongdan up。",
            f"There is no key store {settings.key_store} yet: run `gongdan up`.",
        )
    try:
        keys, _ = open_keys(settings)
    except Failure as failure:
        return _of("keys", failure)
    with closing(keys):
        return Finding(
            "keys",
            True,
            "密钥与密钥库相符（请确认密钥文件已另行备份）",
            "The key fits the key store (see that the key file is backed up elsewhere)",
        )


def _space(home: Path) -> Finding:
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


async def _service(run: RunFile) -> Finding:
    try:
        async with httpx.AsyncClient(base_url=run.api, timeout=_PATIENCE, trust_env=False) as client:
            chinese, english = [
                (await client.get("/readyz", headers={"Accept-Language": language})).json()["reasons"]
                for language in ("zh", "en")
            ]
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return _of("service", Failure("not-answering", url=run.api, why=_NO_ANSWER))
    if chinese or english:
        return Finding("service", False, f"服务未就绪：{''.join(chinese)}", f"Not ready: {' '.join(english)}")
    return Finding("service", True, f"服务运行正常（{run.api}）", f"The service is ready ({run.api})")


async def _durability(settings: Settings, broker: Broker) -> Finding:
    try:
        await require_durability(settings, broker)
    except Failure as failure:
        return _of("durability", failure)
    if broker.monitor is None:
        return Finding(
            "durability",
            True,
            "nats-server 应答前同步写盘（由 GONGDAN_SYNC_ALWAYS 声明，无法核实）",
            "nats-server syncs to disk before it acknowledges (stated by GONGDAN_SYNC_ALWAYS, not seen)",
        )
    return Finding("durability", True, "nats-server 应答前同步写盘", "nats-server syncs to disk before it acknowledges")


async def _stream(settings: Settings, broker: Broker) -> Finding:
    try:
        log = await EventLog.open(log_settings(settings, broker.signed_in_as(API)))
    except (StoreUnavailable, ConfigDrift) as error:
        return _of("stream", store_failure(error, broker))
    except Failure as failure:
        return _of("stream", failure)
    try:
        end = await log.end()
    except StoreUnavailable as error:
        return _of("stream", store_failure(error, broker))
    finally:
        await log.close()
    return Finding(
        "stream",
        True,
        f"事件流 {log.stream} 的配置与声明一致（{end} 个事件）",
        f"Stream {log.stream} is configured as declared ({end} events)",
    )


async def _projections(run: RunFile) -> list[Finding]:
    try:
        async with httpx.AsyncClient(base_url=run.api, timeout=_PATIENCE, trust_env=False) as client:
            answer = await client.get("/projections", headers={"Authorization": f"Bearer {run.token}"})
            answer.raise_for_status()
    except httpx.HTTPError:
        return [_of("projections", Failure("not-answering", url=run.api, why=_NO_ANSWER))]
    return [_projection(status) for status in answer.json()]


def _projection(status: dict[str, Any]) -> Finding:
    name, lag, parked = status["name"], status["lag_events"], status["parked"]
    if (held := _HELD.get(status["state"])) is not None:
        said = {"name": name, "done": status["position"], "total": status["end"]}
        return Finding("projections", False, held[0].format(**said), held[1].format(**said))
    late = not status["healthy"] or status["lag_seconds"] > _MOST_LAG
    if late:
        return Finding(
            "projections",
            False,
            f"视图 {name} 落后 {lag} 个事件；请查看日志，或运行 gongdan projections rebuild {name}。",
            f"Projection {name} is {lag} events behind: see the log, or run `gongdan projections rebuild {name}`.",
        )
    if parked:
        return Finding(
            "projections",
            False,
            f"视图 {name} 搁置了 {parked} 张无法处理的工单（见 gongdan deadletters list）；"
            f"请升级程序后运行 gongdan deadletters replay {name}。",
            f"Projection {name} left out {parked} tickets that it can't digest (`gongdan deadletters list`): upgrade, "
            f"then run `gongdan deadletters replay {name}`.",
        )
    return Finding("projections", True, f"视图 {name} 已是最新", f"Projection {name} is up to date")


def _of(name: str, failure: Failure) -> Finding:
    code = NOT_REACHABLE if name == "service" else REFUSED
    return Finding(name, False, failure.say("zh"), failure.say("en"), code)
