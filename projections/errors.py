"""Why something could not be read or kept up: each in one sentence of the reader's language."""

from typing import Final

from domain.refusals import Language

_TEXTS: Final[dict[str, tuple[str, str]]] = {
    "bad-cursor": (
        "翻页标记无效；请从第一页重新开始。",
        "The page cursor is not valid: start again from the first page.",
    ),
    "unknown-sort": (
        "不能按“{sort}”排序；可用：{allowed}（前加 - 为倒序）。",
        "Cannot sort by '{sort}'; possible: {allowed} (a leading - reverses).",
    ),
    "unknown-column": (
        "没有“{column}”这一列；可用：{allowed}。",
        "There is no column '{column}'; possible: {allowed}.",
    ),
    "unknown-metric": (
        "没有名为“{name}”的指标；可用：{allowed}。",
        "There is no metric '{name}'; possible: {allowed}.",
    ),
    "not-grouped-so": (
        "指标“{metric}”不能按“{by}”分组；可用：{allowed}。",
        "Metric '{metric}' can't be grouped by '{by}'; possible: {allowed}.",
    ),
    "bad-period": (
        "从 {first} 到 {last} 不是一段日期；请先写开始日，再写结束日。",
        "From {first} to {last} there are no days: give the first day, then the last.",
    ),
    "moments-reversed": (
        "从 {first} 到 {last} 没有时间；请先写较早的时刻，再写较晚的。",
        "From {first} to {last} there is no time: give the earlier moment, then the later.",
    ),
    "too-many-periods": (
        "这段日期按 {every} 划分超过 {most} 个期间；请缩短日期或用更长的期间。",
        "These days hold more than {most} periods of a {every}: ask for fewer days, or longer periods.",
    ),
    "too-many-rows": (
        "一张 Excel 表最多 {most} 行，这里更多；请缩小筛选范围，或导出 CSV。",
        "A sheet of Excel holds {most} rows and there are more: narrow the filter, or take CSV.",
    ),
    "too-many-figures": (
        "期间、指标、分组相乘超过 {most} 个数字；请缩短日期、用更长的期间，或只查部分指标。",
        "By periods, metrics and groups these are more than {most} figures: ask for fewer days, longer periods, or "
        "fewer metrics.",
    ),
    "of-without-by": (
        "of 指某一组，须同时用 by 说明按什么分组；要看全部请去掉 of。",
        "'of' names a group, so say with 'by' what is grouped by, or leave 'of' out to see all.",
    ),
    "only-of-now": (
        "过去的时刻不能按 {name} 筛选；请去掉 {name} 或 as_of。",
        "What a past moment shows can't be filtered by {name}: leave out {name}, or as_of.",
    ),
    "unknown-projection": (
        "没有名为“{name}”的视图；可用：{allowed}。",
        "There is no projection '{name}'; possible: {allowed}.",
    ),
    "other-log": (
        "视图“{name}”的位置 {position} 属于另一份事件日志（{stored}，当前为 {current}）；"
        "请运行 gongdan projections rebuild {name}。",
        "Projection '{name}' stands at position {position} of another event log ({stored}; this one is {current}): "
        "run gongdan projections rebuild {name}.",
    ),
    "log-gap": (
        "事件日志不连续：应为位置 {expected}，读到 {found}；视图停在 {position}，请运行 gongdan check。",
        "The event log has a gap: position {expected} was expected and {found} came; projections stay at {position}. "
        "Run gongdan check.",
    ),
    "stopped-by-defect": (
        "视图因程序错误（{error}，{where}）停下，会自行重试；若仍如此，请把日志中的 projections_stopped 报告给开发者。",
        "The projections stopped by a defect of the program ({error}, {where}) and try again by themselves: if that "
        "does not help, report what the log says under projections_stopped.",
    ),
    "store-damaged": (
        "视图数据库已损坏；请重新启动服务（gongdan up），损坏的文件会移到一旁，视图由事件日志重建。",
        "The projections' database is damaged: start the service anew (`gongdan up`), which puts the damaged file "
        "aside and builds the projections from the event log.",
    ),
    "overtaken": (
        "视图“{name}”已被另一进程改动，本次操作未生效；请重试。",
        "Projection '{name}' was changed by another process, so this had no effect: try again.",
    ),
    "being-built": (
        "视图“{name}”正在按新版本重建（已处理 {done} / {total} 个事件），完成前不能查看；请稍后再试。",
        "Projection '{name}' is being built in its new version ({done} of {total} events done) and can't be read until "
        "then: try again shortly.",
    ),
    "newer-version": (
        "视图“{name}”的表由更新的程序建立（版本 {stored}，本程序为 {current}），未作更改；请升级程序，"
        "或运行 gongdan projections rollback {name} 换回本程序的旧表，或运行 gongdan projections rebuild {name} 重建。",
        "The tables of projection '{name}' were built by a newer program (version {stored}; this one has {current}) "
        "and stay as they are: upgrade the program, or put its own former tables back with "
        "`gongdan projections rollback {name}`, or build them with `gongdan projections rebuild {name}`.",
    ),
    "other-version": (
        "视图“{name}”当前的表不属于本程序的版本，无法处理；请先等待重建完成（见 gongdan projections lag）。",
        "The tables of projection '{name}' are not of this program's version, so this can't be done: wait until it is "
        "built (see `gongdan projections lag`).",
    ),
    "not-comparable": (
        "视图“{name}”当前的表属于另一版本或另一份事件日志，无法比较；请运行 gongdan projections rebuild {name}。",
        "The tables in use of projection '{name}' are of another version or another event log, so they can't be "
        "compared: run `gongdan projections rebuild {name}`.",
    ),
    "nothing-kept": (
        "视图“{name}”没有保留的旧表，无法换回，未作更改；可运行 gongdan projections rebuild {name} 重建。",
        "No former tables of projection '{name}' are kept, so nothing was rolled back: `gongdan projections rebuild "
        "{name}` builds them from the log.",
    ),
    "kept-version": (
        "视图“{name}”保留的旧表属于版本 {stored}，本程序为 {current}，无法换回，未作更改；请启动建立它的程序后再试。",
        "The former tables of projection '{name}' are of version {stored} and this program has {current}, so nothing "
        "was rolled back: start the program that built them and try again.",
    ),
    "store-away": (
        "视图的数据库没有应答；请稍后再试，若仍如此请检查数据库服务。",
        "The projections' database does not answer: try again shortly, and if that does not help see that it runs.",
    ),
    "database-url": (
        "无法识别 GONGDAN_DATABASE_URL；请写成 postgresql://用户:密码@主机:端口/数据库，密码中的 @ 写成 %40。",
        "GONGDAN_DATABASE_URL can't be understood: write postgresql://USER:PASSWORD@HOST:PORT/DATABASE, "
        "an @ in the password as %40.",
    ),
    "database-kind": (
        "GONGDAN_DATABASE_URL 指定的数据库种类“{kind}”不受支持；请使用 postgresql:// 或 sqlite:///。",
        "GONGDAN_DATABASE_URL names a kind of database that is not supported, '{kind}': use postgresql:// or sqlite:///.",
    ),
    "database-unusable": (
        "无法使用 PostgreSQL 数据库 {where}（{why}）；请检查 GONGDAN_DATABASE_URL 和数据库服务。",
        "The PostgreSQL database {where} can't be used ({why}): check GONGDAN_DATABASE_URL, and that the server runs.",
    ),
    "database-encoding": (
        "数据库 {where} 的编码是 {encoding}，不能保存中文等字符；请另建 UTF8 编码的数据库并写入 GONGDAN_DATABASE_URL。",
        "The database {where} is encoded in {encoding}, which lacks characters: make one in UTF8 and name it in "
        "GONGDAN_DATABASE_URL.",
    ),
}


class ReadingError(Exception):
    """``code`` is stable; ``say`` tells a person what is wrong and what to do."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language = "en") -> str:
        return _TEXTS[self.code][0 if language == "zh" else 1].format(**self.details)

    def __str__(self) -> str:
        return self.say("en")


class BadQuery(ReadingError):
    """A reader asked for what cannot be: an unknown column, a broken cursor, an unknown read model."""


class PositionRefused(ReadingError):
    """A stored position is of another log (restored or replaced): it would be misread."""


class LogGap(ReadingError):
    """The log gave positions that are not consecutive."""

    def __init__(self, position: int, found: int) -> None:
        super().__init__("log-gap", position=position, expected=position + 1, found=found)


class StoreDamaged(ReadingError):
    """The database of the read models can't be read; it holds nothing that the log does not."""

    def __init__(self) -> None:
        super().__init__("store-damaged")


class StoppedByDefect(ReadingError):
    """Something failed that nobody foresaw; of the error, only what may be logged."""

    def __init__(self, *, error: str, where: str) -> None:
        super().__init__("stopped-by-defect", error=error, where=where)


class NotReadable(ReadingError):
    """The tables in use are not those that this program reads: being built, or of a newer version."""


class NotComparable(ReadingError):
    """The tables in use and a fresh fold can't be expected to be the same."""

    def __init__(self, name: str) -> None:
        super().__init__("not-comparable", name=name)


class NothingKept(ReadingError):
    """There are no former tables that could be used again."""


class Overtaken(ReadingError):
    """Somebody else moved the position: nothing of ours was written."""

    def __init__(self, name: str) -> None:
        super().__init__("overtaken", name=name)


class StoreAway(ReadingError):
    """The database does not answer just now: nothing was written, and it is worth trying again."""

    def __init__(self) -> None:
        super().__init__("store-away")


class StoreRefused(ReadingError):
    """The database that was named can't be used; nothing in it was changed."""
