"""What the running service says of itself over HTTP: whether it is ready, and how its read models are."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx

from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.service.questions.finding import Finding, unsafe
from gongdan.service.run_file import RunFile
from gongdan.storing.dismissed import NO_EVENT, Dismissal, covers
from gongdan.watching.dismissed import known as known_dismissals

_MOST_LAG: Final = 60.0
_PATIENCE: Final = 30.0
"""Seconds: more than a busy service has been seen to take, and than it waits for its log before it answers with 503."""
_SLOW: Final = 5.0
"""Seconds from which on an answer is called a slow one."""
_NO_ANSWER: Final = Both("无法连接或没有应答", "no connection, or no answer")
_NONE: Final = (Counter[str](), Counter[str]())
UNUSABLE: Final = (httpx.HTTPError, ValueError, LookupError, TypeError)
"""No answer, or none that can be read."""
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


async def service(run: RunFile) -> Finding:
    began = time.monotonic()
    try:
        answers = await asyncio.gather(*(asked(run, "/readyz", {"Accept-Language": each}) for each in ("zh", "en")))
        chinese, english = [answer.json()["reasons"] for answer in answers]
    except UNUSABLE as error:
        return unsafe("service", silent(run, error))
    if chinese or english:
        return Finding("service", False, f"服务未就绪：{''.join(chinese)}", f"Not ready: {' '.join(english)}")
    return _ready(run, time.monotonic() - began)


def _ready(run: RunFile, seconds: float) -> Finding:
    slow = Both("", "")
    if seconds > _SLOW:
        slow = Both(f"，但应答缓慢（{seconds:.0f} 秒）", f", but answers slowly (in {seconds:.0f} s)")
    return Finding(
        "service", True, f"服务运行正常（{run.api}）{slow.chinese}", f"The service is ready ({run.api}){slow.english}"
    )


async def projections(run: RunFile, home: Path) -> list[Finding]:
    """Also which messages that are no events were dismissed: those stay left out, and are nobody's trouble any more."""
    who = {"Authorization": f"Bearer {run.token}"}
    try:
        answers = await asyncio.gather(
            *(asked(run, "/projections", {**who, "Accept-Language": language}) for language in ("zh", "en"))
        )
        if any(answer.is_error for answer in answers):
            return [_refused(*answers)]
        known = known_dismissals(home, run.epoch)
        statuses: list[dict[str, Any]] = answers[-1].json()
        covered, foreign = await _foreign(run, who, known) if any(each["parked"] for each in statuses) else _NONE
        found = [_projection(each, covered[each["name"]], foreign[each["name"]]) for each in statuses]
        return [*found, *map(_dismissal, known.values())]
    except UNUSABLE as error:
        return [unsafe("projections", silent(run, error))]


async def _foreign(
    run: RunFile, who: dict[str, str], known: Mapping[int, Dismissal]
) -> tuple[Counter[str], Counter[str]]:
    """By projection, how many that it leaves out are dismissed messages, and how many others are messages too.

    A ticket that an earlier program left out for a message on its subject is none: a replay brings it back.
    """
    entries = (await asked(run, "/dead-letters", who)).raise_for_status().json()
    covered = [each for each in entries if covers(known, each["position"], each["type"], each["skipped"])]
    foreign = [each for each in entries if each["type"] == NO_EVENT and each["ticket"].startswith("message-")]
    others = [each for each in foreign if each not in covered]
    return Counter(each["projection"] for each in covered), Counter(each["projection"] for each in others)


def _dismissal(known: Dismissal) -> Finding:
    return Finding(
        "dismissed",
        True,
        f"位置 {known.position} 的消息不是事件，已由 {known.by} 于 {known.at} 确认：{known.reason}",
        f"The message at position {known.position} is no event; dismissed by {known.by} at {known.at}: {known.reason}",
    )


def silent(run: RunFile, error: Exception) -> Failure:
    """Of a service whose process lives: one that takes too long is busy, and a start would not help."""
    if isinstance(error, httpx.TimeoutException) and not isinstance(error, httpx.ConnectTimeout):
        return Failure("answering-slowly", url=run.api, pid=run.pid, seconds=f"{_PATIENCE:g}")
    return Failure("not-answering", url=run.api, why=_NO_ANSWER)


async def asked(run: RunFile, path: str, headers: dict[str, str]) -> httpx.Response:
    """What the service answers; ``headers`` say who asks, and in which language."""
    verify = run.api.startswith("https://")  # without a certificate the system's authorities need not be read
    async with httpx.AsyncClient(base_url=run.api, timeout=_PATIENCE, trust_env=False, verify=verify) as client:
        return await client.get(path, headers=headers)


def _refused(chinese: httpx.Response, english: httpx.Response) -> Finding:
    """In the service's own words."""
    said = [answer.json()["detail"] if answer.is_error else "" for answer in (chinese, english)]
    code = max(chinese.status_code, english.status_code)
    why = Both(f"HTTP {code}：{said[0].rstrip('。')}", f"HTTP {code}: {said[1].rstrip('.')}")
    return unsafe("projections", Failure("projections-not-told", why=why))


def _projection(status: dict[str, Any], dismissed: int, foreign: int) -> Finding:
    name, lag, parked = status["name"], status["lag_events"], status["parked"] - dismissed
    if (held := _HELD.get(status["state"])) is not None:
        said = {"name": name, "done": status["position"], "total": status["end"]}
        return Finding("projections", False, held[0].format(**said), held[1].format(**said))
    late = not status["healthy"] or status["lag_seconds"] > _MOST_LAG
    if late:
        return Finding(
            "projections",
            False,
            f"视图 {name} 落后 {lag} 个事件；请查看日志；若以上各项均无异常，可运行 "
            f"gongdan projections rebuild {name}。",
            f"Projection {name} is {lag} events behind: see the log; where no line above says why, run "
            f"`gongdan projections rebuild {name}`.",
        )
    if foreign:
        return Finding(
            "projections",
            False,
            f"视图 {name} 搁置了 {foreign} 条不是事件的消息（见 gongdan deadletters list）；请查明是谁写入的，"
            "再运行 gongdan deadletters dismiss 位置 --reason 原因。",
            f"Projection {name} left out {foreign} messages that are no events (`gongdan deadletters list`): find out "
            "who put them there, then run `gongdan deadletters dismiss POSITION --reason WHY`.",
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
