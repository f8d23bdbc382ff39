"""Why the log can't be replayed into a file, or not whole."""

from gongdan.failures.texts import NOT_REACHABLE, REFUSED, WRONG_USAGE, Texts

TEXTS: Texts = {
    "replay-there": (
        WRONG_USAGE,
        "{path} 已存在，未覆盖；请换一个文件名，或加 --force 覆盖。",
        "{path} is there already and was not overwritten: name another file, or add --force.",
    ),
    "replay-part-there": (
        WRONG_USAGE,
        "{path} 是一次没有完成的导出，未更改；请加 --resume 继续，或加 --force 重新开始。",
        "{path} is of a replay that was not finished, and stays as it is: go on with --resume, or begin anew with "
        "--force.",
    ),
    "replay-under-way": (
        REFUSED,
        "另一个导出正在写入 {path}，未作更改；请等它结束，或换一个文件名。",
        "Another replay into {path} is under way, so nothing was changed: wait until it has ended, or name another "
        "file.",
    ),
    "replay-nothing-begun": (
        WRONG_USAGE,
        "{path} 没有可以继续的导出；请去掉 --resume。",
        "Of {path} no replay was begun that could go on: leave --resume out.",
    ),
    "replay-otherwise": (
        WRONG_USAGE,
        "{path} 没有完成的导出用的是其他条件（{differs}）；请以原来的条件继续，或加 --force 重新开始。",
        "The replay into {path} was begun otherwise ({differs}): go on with the same options, or begin anew with "
        "--force.",
    ),
    "replay-part-damaged": (
        WRONG_USAGE,
        "{path} 已损坏或被改动，不能继续；请加 --force 重新开始。",
        "{path} is damaged or was changed, so it can't go on: begin anew with --force.",
    ),
    "replay-broke": (
        NOT_REACHABLE,
        "导出中断（{why}）：已收到的 {events} 个事件保存在 {path}；请加 --resume 继续。",
        "The replay broke off ({why}): the {events} events that came are kept in {path}. Go on with --resume.",
    ),
    "replay-not-written": (
        WRONG_USAGE,
        "无法写入 {path}（{why}）：请检查磁盘空间和权限，或用 --to 指定其他位置；{kept}。",
        "{path} can't be written ({why}): see to room and rights on the disk, or name another place with --to; {kept}.",
    ),
    "replay-form-needed": (
        WRONG_USAGE,
        "从文件名 {path} 看不出格式；请加 --format（可用：{allowed}），或以 {endings} 结尾。",
        "The name {path} says no format: add --format ({allowed}), or end it in {endings}.",
    ),
    "replay-other-form": (
        WRONG_USAGE,
        "--format {form} 与文件名 {path} 不符；请改其中之一。",
        "--format {form} and the name {path} contradict each other: change one of them.",
    ),
    "no-event-type": (
        WRONG_USAGE,
        "没有“{value}”这种事件{hint}；全部类型见 docs/formats.md 第 9 节。",
        "There is no event type '{value}'{hint}: all of them are in docs/formats.md, section 9.",
    ),
}
