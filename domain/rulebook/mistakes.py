"""What can be wrong in a rule file beside its form, in both languages; whoever shows it adds file, line and key."""

from typing import Final

from pydantic_core import PydanticCustomError

MISTAKES: Final[dict[str, tuple[str, str]]] = {
    "not-a-duration": (
        "“{given}”不是时长；例如 10 min、1 h、2 days、7 working days，或 10 分钟、1 小时、2 天、7 个工作日",
        "'{given}' is no duration; write for example 10 min, 1 h, 2 days or 7 working days",
    ),
    "not-a-share": ("“{given}”不是百分比；例如 90 %", "'{given}' is no percentage; write for example 90 %"),
    "not-hours": (
        "“{given}”不是一天中的时段；例如 09:00-12:00",
        "'{given}' is no span of hours; write for example 09:00-12:00",
    ),
    "hours-overlap": ("时段须由早到晚且互不重叠", "the spans must follow one another and not overlap"),
    "twice": ("“{given}”出现了两次", "'{given}' stands there twice"),
    "unknown-severity": ("没有声明分级“{given}”", "the severity '{given}' is not declared"),
    "unknown-event": ("没有事件“{given}”", "'{given}' is no event"),
    "no-limit": (
        "没有时限；请写 limit、limits、by_channel、as_agreed 或 due_day",
        "it has no limit: say limit, limits, by_channel, as_agreed or due_day",
    ),
    "several-limits": (
        "as_agreed、due_day 与其他时限不能同时使用",
        "as_agreed and due_day stand alone, without another limit",
    ),
    "states-no-time": ("事件“{given}”没有约定时间，不能用 as_agreed", "'{given}' states no time, so not as_agreed"),
    "no-period": (
        "due_day 只能用于 month-ended 或 quarter-ended 开始的时限",
        "due_day needs a start at month-ended or quarter-ended",
    ),
    "needs-working-time": (
        'calendar = "working-time" 需要 [working_time] 一节',
        'calendar = "working-time" needs a table [working_time]',
    ),
    "needs-calendar": (
        '工作日需要 calendar = "working-time"',
        'working days need calendar = "working-time"',
    ),
    "more-than-most": ("at_least 不能大于 at_most", "at_least can't be more than at_most"),
    "outside-scale": ("low 必须在 scale 之内", "low must lie within scale"),
    "empty-scale": ("scale 应为 [最低, 最高]，例如 [1, 5]", "scale should be [lowest, highest], such as [1, 5]"),
    "nobody-approves": (
        "没有人可以批准方案；请写 supervisor、manager 或两者",
        "nobody could approve a plan: name supervisor, manager or both",
    ),
    "one-department": (
        "会议至少须有两个部门；请再写一个，或不写此键（任意两个部门）",
        "at least two departments meet: name another, or leave the key out (any two)",
    ),
    "no-channel": (
        "没有发送方式，调查无法发出；请至少写一种",
        "no survey could be sent: name at least one channel",
    ),
    "supervisors-call-back": (
        "回电由主管办理（权限表），只能写 supervisor，或不写此键",
        "supervisors call back (the table of rights has it so): say supervisor, or leave the key out",
    ),
    "no-goal": ("请写 at_least、at_most 或 below 之一", "say one of at_least, at_most or below"),
    "reserved-name": ("“{given}”是保留名称；请另取名称", "the name '{given}' is reserved: take another"),
    "nobody": (
        "须写明转给谁：staff（工号）或 team（班组）",
        "it must say to whom: staff or team",
    ),
    "no-condition": (
        "没有条件；请写明何时适用，或删去此规则",
        "it has no condition: add one, or take it out",
    ),
    "wrong-year": ("日期 {given} 不在 {year} 年", "the day {given} is not in {year}"),
    "ends-before": ("last 不能早于 first", "last can't be before first"),
    "works-anyway": ("{given} 本来就是工作日", "{given} is a working day anyway"),
    "both": ("{given} 既是假日又是补班日", "{given} is both a holiday and a working day"),
}


def mistake(code: str, **given: object) -> PydanticCustomError:
    """To be raised by a validator; pydantic adds where it stands."""
    return PydanticCustomError(code, MISTAKES[code][1], given)  # pyright: ignore[reportArgumentType]  -- takes plain text
