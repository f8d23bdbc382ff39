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
        "事件库长时间没有响应：已生成 {events:,} 个事件，其余没有生成。"
        "请检查事件库，然后再次运行同一命令，会接着生成其余的。",
        "The event store did not answer for long: {events:,} events are made, the rest are not. Look at the store, and "
        "give the same command again: it goes on with the rest.",
    ),
    "made-otherwise": (
        "事件库里的这些月份是由另一版本的程序开始的，或其后有别的记录：第 {events:,} 个事件之后无法接着生成。"
        "请用 --start 选其他月份，或用 GONGDAN_HOME 指定新的数据目录。",
        "These months were begun by another version of the program, or something else came after it: nothing can be "
        "made after event {events:,}. Choose other months with --start, or a new folder with GONGDAN_HOME.",
    ),
    "story-refused": (
        "演示故事中有一步不合规则，程序有误：已生成 {events:,} 个事件，其余没有生成（{why}）。请换一个 --seed，"
        "并用 GONGDAN_HOME 指定新的数据目录；程序更正后再次运行同一命令会接着生成。",
        "The rules refuse a step of the made-up stories, a mistake of the program: {events:,} events are made, the "
        "rest are not ({why}). Give another --seed and a new folder with GONGDAN_HOME, or the same command "
        "again once the program is mended: it goes on with the rest.",
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
