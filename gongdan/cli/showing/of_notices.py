"""What the facts of notices, and of how somebody wants to be told, are called."""

from typing import Final

from domain.wording import Words

_EVENTS: Final = ("notice-requested", "notice-sent", "notice-failed", "notice-outcome-unknown", "notice-lapsed")

FIELDS: Final[Words] = {
    "notice-requested.kind": ("通知种类", "kind"),
    "notice-requested.about": ("关于", "about"),
    "notice-requested.cause": ("起因事件", "cause"),
    "notice-requested.at": ("发生时间", "happened"),
    "notice-requested.channel": ("通知渠道", "channel"),
    "notice-requested.address": ("地址", "address"),
    "notice-requested.until": ("暂缓至", "held until"),
    "notice-requested.items": ("汇总的通知", "notices in it"),
    "recipient": ("收件人", "recipient"),
    "language": ("语言", "language"),
    "urgent": ("紧急", "urgent"),
    "held": ("暂缓原因", "held back for"),
    "tries": ("发送次数", "tries"),
    "notice-taken.by": ("投递进程", "by the process"),
    "notice-put-back.by": ("投递进程", "by the process"),
    "notice-digested.digest": ("合入的通知", "goes in the notice"),
    "notice-parted.digest": ("移出的通知", "taken out of the notice"),
    "message": ("邮件标识", "message id"),
    "answer": ("对方代码", "the other side's code"),
    **dict.fromkeys((f"{event}.why" for event in _EVENTS[2:]), ("原因", "why")),
    "notice-preferences-set.email": ("邮箱", "e-mail"),
    "channels": ("通知渠道", "channels"),
    "quiet_from": ("免打扰开始", "quiet from"),
    "quiet_until": ("免打扰结束", "quiet until"),
    "digest": ("汇总时间", "digest at"),
}

CODES: Final[dict[str, Words]] = {
    "language": {"zh": ("中文", "Chinese"), "en": ("英文", "English")},
    "notice-requested.channel": {"inbox": ("站内通知", "inbox"), "email": ("邮件", "e-mail")},
    "channels": {"inbox": ("站内通知", "inbox"), "email": ("邮件", "e-mail")},
    "held": {
        "quiet-hours": ("免打扰时段", "quiet hours"),
        "digest": ("汇总", "digest"),
        "rate": ("一小时内过多", "too many in an hour"),
    },
    "notice-failed.why": {
        "refused": ("对方拒收", "refused"),
        "retries-exhausted": ("多次未送达", "tried too often"),
        "no-channel": ("没有该渠道", "no such channel"),
    },
    "notice-outcome-unknown.why": {
        "connection-lost": ("连接中断", "connection lost"),
        "interrupted": ("程序中断", "program interrupted"),
    },
    "notice-lapsed.why": {
        "too-old": ("已过时效", "too old"),
        "erased": ("地址已删除", "address erased"),
        "not-theirs": ("已与其无关", "not theirs any more"),
        "not-wanted": ("不愿如此收到", "wants to be told otherwise"),
        "parted": ("改为分开发送", "what was in it goes in other letters"),
    },
}

HAPPENINGS: Final = {
    "notice-requested": "生成通知",
    "notice-taken": "开始投递通知",
    "notice-put-back": "通知待重投",
    "notice-digested": "通知合并发送",
    "notice-parted": "通知不再合并发送",
    "notice-sent": "通知已送达",
    "notice-failed": "通知未送达",
    "notice-outcome-unknown": "通知结果不明",
    "notice-lapsed": "通知作废",
    "notice-resent": "重发通知",
    "notice-read": "通知已读",
}
"""What the events of notices are called in Chinese."""
