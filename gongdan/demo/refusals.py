"""Why no months can be made up, each one sentence in two languages."""

from typing import Final

from domain.refusals import Language
from gongdan.language import pick

_TEXTS: Final = {
    "bad-month": (
        "--start {start} 不是 2024-01 这样的月份。",
        "--start {start} is no month such as 2024-01.",
    ),
    "in-the-future": (
        "从 {start} 起的 {months} 个月尚未过去：演示数据只能到本月（{now}）为止。请提前 --start 或减少 --months。",
        "The {months} months from {start} on are not over: months are made up to this one ({now}) at most. "
        "Give an earlier --start, or fewer --months.",
    ),
    "store-silent": (
        "事件库长时间没有响应：已生成 {events:,} 个事件，其余没有生成。请检查事件库，"
        "并用 GONGDAN_HOME 指定新的数据目录后重新生成：同一种子会得到同样的工单。",
        "The event store did not answer for long: {events:,} events are made, the rest are not. Look at the store, and "
        "make them anew in a new folder (GONGDAN_HOME): the same seed makes the same tickets.",
    ),
    "months-taken": (
        "事件库在 {months} 起的这些月份已有记录（{found}），编号不能留空号，因此不能再加入演示数据："
        "请用 --start 选其他月份，或用 GONGDAN_HOME 指定新的数据目录。",
        "The log holds something in the months from {months} on already ({found}), and numbers have no gaps, so "
        "nothing can be made up there: choose other months with --start, or a new folder with GONGDAN_HOME.",
    ),
}


class CannotMake(Exception):
    """Nothing was made, or not all of it. ``code`` is stable."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language) -> str:
        return pick(_TEXTS[self.code], language).format(**self.details)
