"""Why something was not done: each refusal has a stable code and a sentence in the reader's language."""

from typing import Final, Literal

from domain.wording import actor, word, words

Language = Literal["zh", "en"]

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "wrong-stage": (
        "工单当前为“{stage}”，不能{action}；现在可以：{allowed}。",
        "The ticket is {stage}, so it is too early or too late to {action}; possible now: {allowed}.",
    ),
    "not-opened": ("没有这张工单，请先登记。", "There is no such ticket; open it first."),
    "already-opened": (
        "工单已登记，不能重复登记。",
        "The ticket is already open; it cannot be opened again.",
    ),
    "unknown-severity": (
        "没有“{severity}”这一问题分级；可用：{allowed}。",
        "'{severity}' is not a severity here; possible: {allowed}.",
    ),
    "not-graded": (
        "工单尚未分级，不能派单；请先分级。",
        "The ticket is not graded, so it cannot be dispatched; grade it first.",
    ),
    "not-acknowledged": (
        "尚未首次响应客户，不能解决；请先登记首次响应。",
        "The customer has had no first response, so it cannot be resolved; acknowledge it first.",
    ),
    "no-engineer": (
        "尚未派单，不能约定上门；请先派单。",
        "No engineer is dispatched, so no visit can be promised; dispatch one first.",
    ),
    "reason-needed": ("改派须说明原因（reason）。", "Passing the work to another person needs a reason."),
    "not-confirmed": (
        "客户尚未确认，不能按“客户满意”结案；请先取得客户确认，或由主管说明原因后结案。",
        "The customer has not confirmed, so it cannot be closed as satisfied; "
        "have it confirmed, or let a supervisor close it with a reason.",
    ),
    "not-resolved": (
        "问题尚未解决，不能按“客户未答复”结案；请先解决，或由主管说明原因后结案。",
        "It is not resolved, so it cannot be closed as unanswered; "
        "resolve it, or let a supervisor close it with a reason.",
    ),
    "supervisor-reason-needed": (
        "未经客户确认的结案须说明原因（reason）。",
        "Closing without the customer's word needs a reason.",
    ),
    "original-needed": (
        "因重复而取消，须注明原工单号（duplicate_of）。",
        "A duplicate needs the number of the ticket that it repeats (duplicate_of).",
    ),
    "in-the-future": (
        "发生时间 {occurred} 尚未到来，不能记录；请核对发生时间。",
        "It is said to have happened at {occurred}, which is in the future: check the time.",
    ),
    "before-opening": (
        "发生时间 {occurred} 早于工单的反馈时间 {opened}，不能记录；请核对发生时间。",
        "It is said to have happened at {occurred}, before the ticket was opened at {opened}: check the time.",
    ),
    "forbidden": (
        "{actor}（{roles}）不能{action}；可由以下角色办理：{allowed}。",
        "{actor} ({roles}) may not {action} here; who may: {allowed}.",
    ),
    "ticket-not-found": ("没有工单 {number}。", "There is no ticket {number}."),
    "bad-customer-key": (
        "客户编号应为 customer- 加编号（英文字母、数字、_ 和 -，至多 64 个字符）；它不加密保存，不能是电话或证件号码。",
        "A customer's key is customer- and an id of at most 64 of A-Z a-z 0-9 _ -. It is stored in the clear, so it "
        "may be no phone or identity number.",
    ),
    "bad-number": (
        "“{number}”不是工单号：只能用英文字母、数字、_ 和 -，1 至 100 个字符。",
        "'{number}' is not a ticket number: only A-Z a-z 0-9 _ - are allowed, 1 to 100 characters.",
    ),
    "stale-version": (
        "工单 {number} 已有新的变动，请查看后重试。",
        "Ticket {number} has changed meanwhile: look at it again and retry.",
    ),
    "command-reused": (
        "此幂等键已用于另一操作（{action}）；请换用新的幂等键。",
        "This command id (Idempotency-Key) was already used for another action ({action}): take a new one.",
    ),
    "event-too-large": (
        "内容过大（{size} 字节，上限 {limit} 字节），未记录；请缩短文字。",
        "It is too large to record ({size} bytes; the limit is {limit}): shorten the text.",
    ),
    "history-damaged": (
        "工单 {number} 的记录无法读取，未作更改；请联系系统管理员（详情：{reason}）。",
        "The history of ticket {number} can't be read ({reason}): nothing was changed, tell the administrator.",
    ),
    "store-unavailable": (
        "事件库没有响应；若是办理操作，是否已记录尚不确定，请以同一幂等键再次发送同一操作，只会记录一次。",
        "The event store does not answer. Whether something that was to be recorded is recorded is not known: send the "
        "same command with the same key (Idempotency-Key) again, which records it once.",
    ),
    "unknown-event": (
        "事件日志中有本版本不认识的事件类型“{type}”（位置 {sequence}）；请升级程序。",
        "The log holds an event type that this version does not know, '{type}' (position {sequence}): "
        "upgrade the program.",
    ),
}
"""Chinese and English of every code."""
_CODES: Final = frozenset({"stage", "action"})


class Refusal(Exception):
    """Nothing was changed. ``code`` is stable; ``say`` tells a person what is not so and what would be allowed."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details

    def say(self, language: Language = "en") -> str:
        chinese = language == "zh"
        shown = {name: _shown(name, value, chinese=chinese) for name, value in self.details.items()}
        return TEXTS[self.code][0 if chinese else 1].format(**shown)

    def __str__(self) -> str:
        return self.say("en")


def _shown(name: str, value: object, *, chinese: bool) -> str:
    """Codes as words; what people typed, though it be a code's word, stands as typed."""
    if isinstance(value, tuple):
        return words((str(part) for part in value), chinese=chinese)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if name == "actor":
        return actor(str(value), chinese=chinese)
    return word(str(value), chinese=chinese) if name in _CODES else str(value)


class NotAllowed(Refusal):
    """The ticket's state, or what was said, does not allow it."""


class Forbidden(Refusal):
    """The actor may not do this to this object (PROCESS section 9)."""


class TicketNotFound(Refusal):
    """There is no such ticket."""

    def __init__(self, number: str) -> None:
        super().__init__("ticket-not-found", number=number)


class StaleVersion(Refusal):
    """Somebody else was first."""

    def __init__(self, number: str) -> None:
        super().__init__("stale-version", number=number)


class EventTooLarge(Refusal):
    """The event is over the size limit (docs/formats.md)."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__("event-too-large", size=size, limit=limit)


class HistoryDamaged(Refusal):
    """A stored event of the ticket can't be read, or the chain is broken."""

    def __init__(self, number: str, reason: str) -> None:
        super().__init__("history-damaged", number=number, reason=reason)


class StoreUnavailable(Refusal):
    """The event store did not answer; the outcome is unknown. ``reason`` is for the log, in the store's own words."""

    def __init__(self, reason: str) -> None:
        super().__init__("store-unavailable", reason=reason)

    def __str__(self) -> str:
        return f"{self.say()} ({self.details['reason']})"


class UnknownEventType(Refusal):
    """The log was written by a newer version: reading stops here, nothing is skipped."""

    def __init__(self, event_type: str, sequence: int) -> None:
        super().__init__("unknown-event", type=event_type, sequence=sequence)
