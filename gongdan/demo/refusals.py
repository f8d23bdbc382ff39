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
    "months-taken": (
        "事件库在 {months} 起的这些月份已有记录（{found}），编号不能留空号，因此不能再加入演示数据："
        "请用 --start 选其他月份，或用 GONGDAN_HOME 指定新的数据目录。",
        "The log holds something in the months from {months} on already ({found}), and numbers have no gaps, so "
        "nothing can be made up there: choose other months with --start, or a new folder with GONGDAN_HOME.",
    ),
}


class CannotMake(Exception):
    """Nothing was made. ``code`` is stable."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language) -> str:
        return pick(_TEXTS[self.code], language).format(**self.details)
