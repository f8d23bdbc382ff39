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
    "store-damaged": (
        "视图数据库已损坏；请重新启动服务（gongdan up），损坏的文件会移到一旁，视图由事件日志重建。",
        "The projections' database is damaged: start the service anew (`gongdan up`), which puts the damaged file "
        "aside and builds the projections from the event log.",
    ),
    "overtaken": (
        "视图“{name}”已被另一进程改动，本次操作未生效；请重试。",
        "Projection '{name}' was changed by another process, so this had no effect: try again.",
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
