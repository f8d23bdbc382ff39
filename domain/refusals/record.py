"""Why something can't be recorded, whatever it is about."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "month-to-come": (
        "{month} 还没有到，不能登记销量；请核对月份（month）。",
        "{month} has not come yet, so nothing can have been sold in it; check the month.",
    ),
    "period-not-over": (
        "{period} 到 {over} 才结束，之后才能发布报告。",
        "{period} is over on {over}; its report can come out from then on.",
    ),
    "figure-twice": (
        "“{figure}”出现了两次；每个型号和批次只写一个数量。",
        "'{figure}' stands there twice; give one number for each model and batch.",
    ),
    "in-the-future": (
        "发生时间 {occurred} 尚未到来，不能记录；请核对发生时间。",
        "It is said to have happened at {occurred}, which is in the future: check the time.",
    ),
    "before-opening": (
        "发生时间 {occurred} 早于这份记录的开始时间 {opened}，不能记录；请核对发生时间。",
        "It is said to have happened at {occurred}, before the record begins at {opened}: check the time.",
    ),
    "forbidden": (
        "{actor}（{roles}）不能{action}；可由以下角色办理：{allowed}。",
        "{actor} ({roles}) may not {action} here; who may: {allowed}.",
    ),
    "bad-customer-key": (
        "客户编号应为 customer- 加编号（英文字母、数字、_ 和 -，至多 64 个字符）；它不加密保存，不能是电话或证件号码。",
        "A customer's key is customer- and an id of at most 64 of A-Z a-z 0-9 _ -. It is stored in the clear, so it "
        "may be no phone or identity number.",
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
    "events-missing": (
        "事件日志缺失 {count} 个已记录的事件；为免工单号重复，在恢复之前一律不予记录。本次未作记录；请联系系统管理员。",
        "The log has lost {count} recorded events. Until it is restored nothing is recorded, as numbers would be given "
        "out again. Nothing was recorded now: tell the administrator.",
    ),
    "unknown-event": (
        "事件日志中有本版本不认识的事件类型“{type}”（位置 {sequence}）；请升级程序。",
        "The log holds an event type that this version does not know, '{type}' (position {sequence}): "
        "upgrade the program.",
    ),
}
