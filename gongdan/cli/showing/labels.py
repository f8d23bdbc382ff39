"""What the command line calls the facts of a ticket and of its events, in Chinese and English."""

from typing import Any, Final

from domain.refusals import Language
from domain.ticket.commands import COMMAND_OF
from domain.ticket.events import EVENTS
from domain.wording import STAGES, Words
from domain.wording import word as domain_word
from projections.wording import words as wording

FIELDS: Final[Words] = {
    "number": ("工单号", "ticket"),
    "status": ("处理状态", "status"),
    "stage": ("阶段", "stage"),
    "severity": ("问题分级", "severity"),
    "engineer": ("工程师", "engineer"),
    "team": ("团队", "team"),
    "waiting_for": ("等待", "waiting for"),
    "estimate": ("预计解决时间", "solution promised"),
    "visit": ("约定上门", "visit promised"),
    "escalated_to": ("升级至", "escalated to"),
    "opened_by": ("受理人", "received by"),
    "opened": ("反馈时间", "reported"),
    "updated": ("最近更新", "last change"),
    "customer": ("客户编号", "customer key"),
    "version": ("版本", "version"),
    "possible": ("现在可以", "possible now"),
    "channel": ("反馈渠道", "channel"),
    "kind": ("诉求类型", "kind"),
    "summary": ("问题描述", "summary"),
    "description": ("详细描述", "description"),
    "customer_name": ("客户名称", "customer"),
    "company": ("单位客户", "a company"),
    "contact.name": ("联系人", "contact"),
    "contact.salutation": ("称呼", "salutation"),
    "contact.phone": ("联系电话", "phone"),
    "contact.email": ("电子邮件", "e-mail"),
    "contact.wechat": ("微信", "WeChat"),
    "order_number": ("订单号", "order"),
    "product.name": ("产品名称", "product"),
    "product.model": ("型号", "model"),
    "product.serial": ("SN码", "serial number"),
    "product.batch": ("批次", "batch"),
    "product.purchased": ("购买时间", "purchased"),
    "product.purchase_channel": ("购买渠道", "purchased at"),
    "error_code": ("故障代码", "error code"),
    "note": ("备注", "note"),
    "text": ("内容", "text"),
    "reason": ("原因", "reason"),
    "due": ("预计解决时间", "due"),
    "finding": ("诊断结论", "finding"),
    "fault_type": ("故障类型", "fault type"),
    "found_by": ("诊断方式", "found by"),
    "visit_expected": ("预计上门", "visit expected"),
    "at": ("上门时间", "at"),
    "place": ("上门地点", "place"),
    "to": ("升级至", "to"),
    "cause": ("故障原因", "cause"),
    "handling": ("处理措施", "handling"),
    "precautions": ("注意事项", "precautions"),
    "signature": ("签字", "signature"),
    "closed_as": ("结案方式", "closed as"),
    "report": ("结案报告", "report"),
    "cancelled_as": ("取消方式", "cancelled as"),
    "duplicate_of": ("原工单号", "duplicate of"),
}

_FAULTS: Final[Words] = {
    "hardware": ("硬件", "hardware"),
    "software": ("软件", "software"),
    "operation": ("操作", "operation"),
    "product-defect": ("产品缺陷", "product defect"),
}
_FOUND: Final[Words] = {
    "knowledge-base": ("知识库", "knowledge base"),
    "remote": ("远程", "remote"),
    "on-site": ("现场", "on site"),
}
_CUSTOMERS_WORD: Final = {"resolution-confirmed": "客户确认", "resolution-rejected": "客户不认可"}
_CODES: Final[dict[str, Words]] = {
    "status": wording.STATUSES,
    "stage": STAGES,
    "severity": wording.SEVERITIES,
    "channel": wording.CHANNELS,
    "kind": wording.KINDS,
    "waiting_for": wording.WAITS,
    "closed_as": wording.ENDINGS,
    "cancelled_as": wording.ENDINGS,
    "fault_type": _FAULTS,
    "found_by": _FOUND,
}
_NO, _YES = ("否", "no"), ("是", "yes")
IRREGULAR: Final[Words] = {
    "already-so": ("本来如此", "already so"),
    "not-allowed": ("规则不允许", "against the rules"),
}


def label(field: str, language: Language) -> str:
    return FIELDS.get(field, (field, field))[0 if language == "zh" else 1]


def value(field: str, said: Any, language: Language) -> str:
    """A value as people read it: the word for a code, local time to the minute."""
    place = 0 if language == "zh" else 1
    if isinstance(said, bool):
        return (_NO, _YES)[said][place]
    text = str(said)
    words = _CODES.get(field)
    if words is not None:
        return words.get(text, (text, text))[place]
    return time(text) if field in ("due", "at", "visit_expected", "estimate", "visit", "opened", "updated") else text


def time(iso: str) -> str:
    """2024-05-01T09:30:00+08:00 → 2024-05-01 09:30."""
    return iso[:16].replace("T", " ")


def happening(stored_name: str, language: Language) -> str:
    """What an event is called: 派单 by the action that leads to it, or "engineer dispatched"."""
    kind = EVENTS.get(stored_name)
    if kind is None or language == "en":
        return stored_name.replace("-", " ")
    return _CUSTOMERS_WORD.get(stored_name) or domain_word(COMMAND_OF[kind].action, chinese=True)


def facts(data: dict[str, Any], language: Language, glue: str | None = None) -> str:
    """``原因：…；工程师：…``."""
    colon, semicolon = ("：", "；") if language == "zh" else (": ", "; ")
    said = (f"{label(name, language)}{colon}{value(name, each, language)}" for name, each in dotted(data))
    return (glue or semicolon).join(said)


def dotted(data: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, each in data.items():
        if isinstance(each, dict):
            found += dotted(each, f"{before}{name}.")
        elif each is not None:
            found.append((f"{before}{name}", each))
    return found
