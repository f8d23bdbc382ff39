"""Why something can't be done to a notice, or to how somebody wants to be told."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "notice-not-requested": (
        "没有这条通知，不能办理；请核对通知编号（gongdan notice list）。",
        "There is no such notice: check its id (`gongdan notice list`).",
    ),
    "notice-arrived": (
        "这条通知已经送达，不再重发。",
        "This notice arrived, so it is not sent again.",
    ),
    "notice-in-another": (
        "这条通知与其他通知合在一封信里；请重发那一封：gongdan notice resend {notice}。",
        "This notice goes in one letter with others: send that one again, `gongdan notice resend {notice}`.",
    ),
    "notice-taken": (
        "另一进程正在投递该通知，或停止时正在投递；由其结果或接替的进程决定。",
        "Another process is handing this notice over, or was when it stopped: how it ended is for that one to say, or "
        "for the one that takes its place.",
    ),
    "notice-ended": (
        "这条通知的结果已经记录，内容不同；如需再发，请用 gongdan notice resend。",
        "What became of this notice is on record, and it is something else; to send it again, use "
        "`gongdan notice resend`.",
    ),
    "quiet-hours-half": (
        "免打扰时段须同时写明开始（quiet_from）和结束（quiet_until）；按通常时段则两者都不写。",
        "Quiet hours need both their begin (quiet_from) and their end (quiet_until); leave both out for what is usual.",
    ),
    "no-address-for-email": (
        "选择邮件（email）须写明邮箱地址（email）。",
        "To be told by email, say the address, too (email).",
    ),
}
