"""A clock said as a sentence."""

from collections.abc import Iterator

from domain.policy.pack import Pack
from domain.policy.timing.clock import Clock
from domain.policy.timing.occasions import EVENTS, Occasion
from domain.wording import CHANNELS, ROLES, Words
from projections.wording.words import WAITS


def clock(clock: Clock, pack: Pack, *, chinese: bool) -> str:
    """First response: from the report to the first response, 1 h, urgent 10 min; …"""
    start, stop = _any(clock.start, pack, chinese=chinese), _any(clock.stop, pack, chinese=chinese)
    limit = ("，" if chinese else ", ").join(_limits(clock, pack, chinese=chinese))
    title = clock.title.say(chinese=chinese)
    said = f"{title}：自{start}起，至{stop}：{limit}" if chinese else f"{title}: from {start} to {stop}: {limit}"
    more = list(_more(clock, pack, chinese=chinese))
    return f"{said}。{''.join(f'{each}。' for each in more)}" if chinese else "; ".join([said, *more]) + "."


def _limits(clock: Clock, pack: Pack, *, chinese: bool) -> Iterator[str]:
    if clock.as_agreed:
        yield "按约定的时间" if chinese else "at the time agreed"
    if clock.due_day is not None:
        yield f"次月 {clock.due_day} 日前（含）" if chinese else f"by day {clock.due_day} of the next month"
    if clock.limit is not None:
        yield clock.limit.say(chinese=chinese)
    for code, limit in clock.limits.items():
        severity = pack.severity(code)
        yield f"{severity.say(chinese=chinese) if severity else code} {limit.say(chinese=chinese)}"
    for channel, limit in clock.by_channel.items():
        yield f"{word(CHANNELS, channel, chinese=chinese)} {limit.say(chinese=chinese)}"


def _more(clock: Clock, pack: Pack, *, chinese: bool) -> Iterator[str]:
    if clock.calendar == "working-time":
        yield "只计工作时间" if chinese else "in working time only"
    if clock.repeats:
        end = _any(clock.end, pack, chinese=chinese)
        until = (f"，直到{end}" if chinese else f" until {end}") if clock.end else ""
        yield f"每次完成后重新计时{until}" if chinese else f"again after each{until}"
    if clock.pauses:
        waits = listed((word(WAITS, each, chinese=chinese) for each in clock.pauses), chinese=chinese)
        yield f"等待{waits}时暂停" if chinese else f"stands still while it waits for {waits}"
    if clock.target is not None:
        yield f"目标 {clock.target} %" if chinese else f"target {clock.target} %"
    if not clock.as_agreed and clock.due_day is None:
        yield f"用到 {clock.warn_at} % 时提醒" if chinese else f"warns at {clock.warn_at} %"


def _any(occasions: tuple[Occasion, ...], pack: Pack, *, chinese: bool) -> str:
    said = [_occasion(each, pack, chinese=chinese) for each in occasions]
    return ("或" if chinese else " or ").join(said)


def _occasion(occasion: Occasion, pack: Pack, *, chinese: bool) -> str:
    conditions = listed(_conditions(occasion, pack, chinese=chinese), chinese=chinese)
    said = word(EVENTS, occasion.event, chinese=chinese)
    if not conditions:
        return said
    return f"{said}（{conditions}）" if chinese else f"{said} ({conditions})"


def _conditions(occasion: Occasion, pack: Pack, *, chinese: bool) -> Iterator[str]:
    for code in occasion.severities:
        severity = pack.severity(code)
        yield severity.say(chinese=chinese) if severity else code
    for role in occasion.by:
        yield f"由{word(ROLES, role, chinese=True)}" if chinese else f"by the {word(ROLES, role, chinese=False)}"
    if occasion.technical:
        yield "含首次技术答复" if chinese else "with a first technical answer"
    if occasion.low_score:
        yield "有低分" if chinese else "with a low score"
    if occasion.in_vain:
        yield "未解决或不满意" if chinese else "not solved, or not satisfied"


def word(words: Words, code: str, *, chinese: bool) -> str:
    """A code without a word stands for itself."""
    return words.get(code, (code, code))[0 if chinese else 1]


def listed(words: Iterator[str], *, chinese: bool) -> str:
    return ("、" if chinese else ", ").join(words)
