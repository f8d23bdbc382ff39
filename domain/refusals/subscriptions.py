"""Why something can't be done to a subscription."""

from typing import Final

from domain.refusals.texts import Texts

TEXTS: Final[Texts] = {
    "bad-subscription-name": (
        "“{name}”不能作订阅的名称；请用 2 至 32 个小写字母、数字、连字符，以字母开头，如 erp。",
        "'{name}' can't name a subscription: take 2 to 32 small letters, digits and hyphens, a letter first, as erp.",
    ),
    "subscription-not-opened": (
        "没有这个订阅；请核对（gongdan feed subscriptions）。",
        "There is no such subscription: look at those there are (`gongdan feed subscriptions`).",
    ),
    "subscription-name-taken": (
        "已有这个名称的订阅，约定不同；请更改它（gongdan feed change），或另取名称。",
        "There is one of this name on other terms: change it (`gongdan feed change`), or take another name.",
    ),
    "subscription-ended": (
        "这个订阅已经终止，名称不再使用；请另开一个。",
        "The subscription has ended, and its name is not used again: open another.",
    ),
    "subscription-would-move": (
        "NATS 订阅不能在“仅按事件、等级筛选”与“按产品、区域筛选或含个人信息”之间更改；请另开一个，再终止这个。",
        "What is told by NATS can't change between a filter of events and severities alone and a finer one or one with "
        "personal data: open another, then end this one.",
    ),
    "subscriber-reads-itself": (
        "这个订阅由对方自行读取；如需重读，请对方以 after= 指定从何处读起。",
        "The subscriber reads by itself: to read a range again it says with `after=` where it begins.",
    ),
    "replay-before-beginning": (
        "这个订阅自日志位置 {begins} 之后开始，不能重发更早的；请写 {begins} 或更后，或另开一个订阅。",
        "The subscription begins after position {begins} of the log, and was told nothing before: say {begins} or "
        "later, or open another one.",
    ),
    "secret-overlap": (
        "旧密钥最多可再用 {days} 天，且须在将来。",
        "An old secret counts for at most {days} days more, up to a time that is to come.",
    ),
    "webhook-endpoint": (
        "网络回调（webhook）须有接收地址（endpoint），其他方式不能有。",
        "A webhook has an endpoint to send to; no other way has one.",
    ),
    "webhook-order": (
        "只有网络回调（webhook）可选是否按工单顺序（ordered）；其他方式总是按顺序。",
        "Whether it is ordered is said of webhooks alone: all other ways are in order.",
    ),
    "subscription-until-past": (
        "截止日不能早于今天（{day}）。",
        "The last day can't be before today ({day}).",
    ),
    "details-need-end": (
        "含个人信息（details）的订阅须有截止日，最迟 {last}，以便届时重新审视。",
        "A subscription with personal data (details) has a last day, {last} at the latest: it is to be looked at then.",
    ),
}
