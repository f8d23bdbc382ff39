"""A clock run explained from its events in one sentence."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from domain.clocks.fact import Fact
from domain.clocks.run import Run
from domain.clocks.telling.spoken import Voice
from domain.clocks.telling.words import WAITS, happened
from domain.policy.timing.occasions import EVENTS

_SAID_APART: Final = 3
"""So many pauses are told one by one; more are counted."""


def sentence(run: Run, voice: Voice) -> str:
    """``首次响应：09:30 客户反馈，09:40 已响应，用时 10 分钟，限 10 分钟（24×7），刚好在时限内达成。``"""
    told = voice.say("，", ", ").join(_told(run, voice))
    return f"{run.title(chinese=voice.chinese)}{voice.say('：', ': ')}{told}{voice.say('。', '.')}"


def sentence_of_many(first: Run, last: Run, voice: Voice) -> str:
    """``进度同步：09:30 开始处理，第 1 至 365 期（…）每期限 24 小时（24×7），尚无“同步进度”，365 期均超时。``"""
    told = voice.say("，", ", ").join(_many(first, last, voice))
    return f"{first.title(chinese=voice.chinese)}{voice.say('：', ': ')}{told}{voice.say('。', '.')}"


def _many(first: Run, last: Run, voice: Voice) -> Iterator[str]:
    yield _fact(first.started, voice)
    since, until = voice.time(first.since), voice.time(last.due or last.since)
    yield voice.say(
        f"第 {first.period} 至 {last.period} 期自 {since} 至 {until}",
        f"periods {first.period} to {last.period} from {since} to {until}",
    )
    yield from _limit(first, voice)
    yield _awaited(first, voice)
    count = last.period - first.period + 1
    yield voice.say(f"{count} 期均超时，其后计下一期", f"{count} missed in a row, and the next period follows")


def _told(run: Run, voice: Voice) -> Iterator[str]:
    yield _fact(run.started, voice) + _agreed(run, voice)
    if run.period > 1:
        since = voice.time(run.since)
        yield voice.say(f"第 {run.period} 期自 {since} 起计", f"period {run.period} counted from {since}")
    yield from _pauses(run, voice)
    if (over := run.stopped or run.ended) is not None:
        yield _fact(over, voice)
    if run.used is not None and run.limit is not None and not run.is_followed:
        yield _used(run, voice)
    yield from _limit(run, voice)
    yield from _verdict(run, voice)


def _fact(fact: Fact, voice: Voice) -> str:
    return f"{voice.time(fact.occurred)} {happened(fact.name, chinese=voice.chinese)}"


def _agreed(run: Run, voice: Voice) -> str:
    """The time that the start states, where that is the limit."""
    times = [at for at in (run.started.agreed, run.started.until) if at is not None]
    if not run.rule.as_agreed or not times:
        return ""
    agreed = "–".join(voice.time(at) for at in times)
    return voice.say(f"（约定 {agreed}）", f" (for {agreed})")


def _pauses(run: Run, voice: Voice) -> Iterator[str]:
    past = [(pause, pause.until) for pause in run.pauses if pause.until is not None]
    if len(past) > _SAID_APART:
        total = voice.length(sum((until - pause.since for pause, until in past), timedelta(0)))
        yield voice.say(f"{len(past)} 次暂停计时共 {total}", f"{len(past)} pauses of {total} in all")
        return
    for pause, until in past:
        zh, en = WAITS[pause.waits_for]
        span = f"{voice.time(pause.since)}–{voice.time(until)}"
        yield voice.say(f"{span} {zh}，暂停计时", f"standing still {span}, {en}")


def _used(run: Run, voice: Voice) -> str:
    used = voice.length(run.used or timedelta(0), days=run.rule.calendar == "24x7")
    return voice.say(f"{'用时' if run.stopped else '已用'} {used}", f"{used} used")


def _limit(run: Run, voice: Voice) -> Iterator[str]:
    if run.limit is not None:
        calendar = "24×7" if run.rule.calendar == "24x7" else voice.say("工作时间", "working time")
        limit = run.limit.say(chinese=voice.chinese)
        yield voice.say(f"限 {limit}（{calendar}）", f"limit {limit} ({calendar})")
    elif run.rule.due_day is not None and run.due is not None:
        day = f"{run.due.astimezone(voice.zone):%Y-%m-%d}"
        yield voice.say(f"限 {day}（含当日）", f"by {day}, that day included")


def _verdict(run: Run, voice: Voice) -> Iterator[str]:
    match run.state:
        case "met":
            yield _met(run, voice)
        case "missed":
            yield from _missed(run, voice)
        case "ended":
            yield voice.say("到期前不再适用，停止计时", "no longer needed before it was due")
        case "unknown":
            year = run.unknown_year
            yield voice.say(f"工作日历中没有 {year} 年，到期时间未知", f"due unknown: {year} is not in the calendar")
        case "paused":
            yield _paused(run, voice)
        case "running":
            yield from _running(run, voice)


def _met(run: Run, voice: Voice) -> str:
    at_the_limit = run.stopped is not None and run.due == max(run.stopped.occurred, run.since)
    return voice.say("刚好在时限内达成", "met at the limit") if at_the_limit else voice.say("在时限内达成", "met")


def _missed(run: Run, voice: Voice) -> Iterator[str]:
    yield from _due(run, voice)
    late = voice.length(run.late_by or timedelta(0))
    if run.is_followed:
        yield _awaited(run, voice)
        yield voice.say("超时，其后计下一期", "missed, and the next period follows")
    elif run.is_open:
        yield _awaited(run, voice)
        yield voice.say(f"已超时 {late}", f"missed, {late} late so far")
    else:
        yield voice.say(f"超时 {late}", f"missed by {late}")


def _paused(run: Run, voice: Voice) -> str:
    pause = run.pauses[-1]
    zh, en = WAITS[pause.waits_for]
    left = _left(run, voice)
    since = voice.time(pause.since)
    return voice.say(f"{since} 起{zh}，暂停计时，余 {left}", f"standing still since {since}, {en}, {left} left")


def _running(run: Run, voice: Voice) -> Iterator[str]:
    yield _awaited(run, voice)
    yield from _due(run, voice)
    if run.remaining is not None:
        left = _left(run, voice)
        yield voice.say(f"余 {left}", f"{left} left")


def _due(run: Run, voice: Voice) -> Iterator[str]:
    """When it is due, where that is not said yet."""
    said = run.started.promised if run.rule.as_agreed else None
    if run.due is not None and run.due != said and run.rule.due_day is None:
        due = voice.time(run.due)
        yield voice.say(f"{due} 到期", f"due {due}")


def _left(run: Run, voice: Voice) -> str:
    return voice.length(run.remaining or timedelta(0), days=run.rule.calendar == "24x7")


def _awaited(run: Run, voice: Voice) -> str:
    """What would stop it."""
    names = dict.fromkeys(occasion.event for occasion in run.rule.stop)
    words = [EVENTS[name][0 if voice.chinese else 1] for name in names]
    return voice.say(f"尚无“{'”或“'.join(words)}”", f"still without {' or '.join(words)}")
