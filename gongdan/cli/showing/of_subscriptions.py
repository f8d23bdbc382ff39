"""What the facts of subscriptions are called, and by which ways they come."""

from typing import Final

from domain.wording import Words
from projections.wording.words import SEVERITIES

FIELDS: Final[Words] = {
    "subscription-opened.name": ("名称", "name"),
    "way": ("方式", "way"),
    "terms.owner": ("负责人", "owner"),
    "terms.purpose": ("用途", "purpose"),
    "grant.types": ("事件", "events"),
    "grant.products": ("产品", "products"),
    "grant.severities": ("等级", "severities"),
    "grant.regions": ("区域", "areas"),
    "grant.details": ("含个人信息", "personal data"),
    "terms.until": ("有效至", "valid until"),
    "endpoint": ("接收地址", "endpoint"),
    "ordered": ("按工单顺序", "in order per ticket"),
    "subscription-opened.since": ("自何时起", "told from"),
    "subscription-opened.after": ("自日志位置之后", "after position"),
    "subscription-replay-asked.after": ("日志位置之后", "after position"),
    "subscription-replay-asked.through": ("至日志位置", "through position"),
    "secret": ("密钥编号", "secret"),
    "overlap": ("旧密钥可用至", "earlier ones count until"),
    "subscription-disabled.why": ("原因", "why"),
}

WAYS: Final[Words] = {
    "nats": ("NATS", "NATS"),
    "webhook": ("网络回调", "webhook"),
    "sse": ("事件流（SSE）", "stream (SSE)"),
    "http": ("分页读取（HTTP）", "pages (HTTP)"),
}
DETAILS: Final[Words] = {
    "name": ("姓名", "names"),
    "contact": ("联系方式", "contacts"),
    "device": ("设备标识", "devices"),
    "place": ("地址", "places"),
    "text": ("文字", "texts"),
}
STATUSES: Final[Words] = {
    "open": ("正常", "open"),
    "paused": ("已暂停", "paused"),
    "disabled": ("已停用", "disabled"),
    "expired": ("已到期", "expired"),
    "ended": ("已终止", "ended"),
}
CODES: Final[dict[str, Words]] = {
    "way": WAYS,
    "details": DETAILS,
    "grant.severities": SEVERITIES,
    "subscription.status": STATUSES,
    "subscription-disabled.why": {
        "failing": ("连续多日投递失败", "deliveries failed for days"),
        "gone": ("接收方表示不再接收", "the receiver wants none"),
        "suspected": ("密钥可能泄露", "a secret may be in wrong hands"),
    },
}
