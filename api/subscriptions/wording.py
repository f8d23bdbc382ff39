"""What is said of subscriptions, places in the feed and who may read on, in Chinese and English."""

from typing import Final

TEXTS: Final[dict[str, tuple[int, str, str]]] = {
    "no-subscription": (
        404,
        "没有订阅“{name}”；请核对（gongdan feed subscriptions）。",
        "There is no subscription '{name}': look at those there are (`gongdan feed subscriptions`).",
    ),
    "bad-feed-secret": (
        401,
        "订阅密钥无效或已更换；请向管理员索取新的密钥（gongdan feed secret）。",
        "The subscription's secret is not valid here: ask the administrator for another (`gongdan feed secret`).",
    ),
    "subscription-paused": (
        409,
        "订阅“{name}”已暂停；恢复后从原处继续，不会遗漏。",
        "The subscription '{name}' is paused: it goes on where it stood once it is resumed, and nothing is missed.",
    ),
    "subscription-disabled": (
        409,
        "订阅“{name}”已停用；请联系管理员。",
        "The subscription '{name}' is disabled: ask the administrator.",
    ),
    "subscription-expired": (
        410,
        "订阅“{name}”已到期；请联系管理员延期。",
        "The subscription '{name}' has expired: ask the administrator to extend it.",
    ),
    "subscription-over": (
        410,
        "订阅“{name}”已终止；请联系管理员另开。",
        "The subscription '{name}' has ended: ask the administrator for another.",
    ),
    "not-to-be-read": (
        409,
        "此订阅的方式为 {way}，不由对方自行读取。",
        "This subscription is told by {way}, and not read over HTTP.",
    ),
    "bad-place": (
        400,
        "after、through、Last-Event-ID 应为上一页的 next、事件的 id，或 now。",
        "'after', 'through' and Last-Event-ID should be the `next` of a page, the id of a streamed event, or now.",
    ),
    "place-ahead": (
        422,
        "事件日志止于 {end}，还没有该位置；请从已读到的 next 或 id 继续。",
        "The log ends at {end} and has not come to that place: read on from a `next` or an id that you were given.",
    ),
    "position-ahead": (
        422,
        "事件日志止于 {end}，还没有位置 {position}；请写已有的位置，或不写（自现在起）。",
        "The log ends at {end} and has not come to position {position}: say one that is there, or none to begin now.",
    ),
    "endpoint-out-of-reach": (
        422,
        "不会向这个地址（endpoint）投递：请用公网上的 https 地址，IPv4 按通常写法，端口 80、443 或 1024 以上；"
        "内网地址须由运维在 GONGDAN_WEBHOOK_NETWORKS 中放行。",
        "Nothing is ever delivered to that endpoint: take an https address on the public internet, an IPv4 address as "
        "usually written, the port 80, 443 or one from 1024 on; networks of the house are for the operator to allow "
        "(GONGDAN_WEBHOOK_NETWORKS).",
    ),
    "range-reversed": (
        422,
        "through 不能早于 after；请核对。",
        "'through' can't be before 'after': check both.",
    ),
    "no-partners-here": (
        409,
        "此服务不管理 nats-server 的用户（GONGDAN_NATS_USERS），不能开通 NATS 订阅；"
        "请用其他方式，或由 gongdan nats-config 生成用户。",
        "This service keeps no users of the nats-servers (GONGDAN_NATS_USERS), so nobody can be told by NATS: take "
        "another way, or have users made by `gongdan nats-config`.",
    ),
    "nats-secret-alone": (
        422,
        "NATS 订阅更换密码后，旧密码随即失效，不能写 overlap。",
        "By NATS the old password counts no more once there is a new one: leave out 'overlap'.",
    ),
    "subscriptions-not-kept": (
        503,
        "此服务不提供订阅；请在运行 gongdan up 的服务上办理。",
        "This service keeps no subscriptions: ask the one that `gongdan up` runs.",
    ),
    "no-webhook": (
        404,
        "没有名为“{name}”的 Webhook 订阅；请用 gongdan webhook list 查看。",
        "No subscription by webhook is called '{name}': see `gongdan webhook list`.",
    ),
    "no-delivery": (
        404,
        "Webhook“{name}”没有消息 {message}，或已超过七天；请用 gongdan webhook deliveries {name} 查看。",
        "Webhook '{name}' has no message {message}, or it was delivered more than seven days ago: "
        "see `gongdan webhook deliveries {name}`.",
    ),
}
