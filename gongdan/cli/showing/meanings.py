"""What a fact is called where its name means several things: by the event, or the part of a ticket, that holds it."""

from collections.abc import Mapping
from typing import Final, TypeVar

from domain.wording import Words

Word = TypeVar("Word")

MEANINGS: Final[Words] = {
    "ticket-opened.channel": ("反馈渠道", "channel"),
    "estimate-given.due": ("预计解决时间", "solution promised"),
    **dict.fromkeys(
        (f"{event}.period" for event in ("deadline-warned", "deadline-missed", "progress-sync-missed")),
        ("第几期", "period"),
    ),
    "collaboration-requested.due": ("答复期限", "answer due"),
    "collaborations.due": ("答复期限", "answer due"),
    "cooperation-requested.due": ("提供期限", "to be provided by"),
    "cooperation.due": ("提供期限", "to be provided by"),
    "cooperation.answered": ("已提供", "provided"),
    "ticket.handling": ("处理方式", "where it is handled"),
    "ticket.accepted": ("已接单", "accepted by the engineer"),
    "quote.accepted": ("客户已同意付费", "customer agreed to pay"),
    "quote.declined": ("客户不同意付费", "customer would not pay"),
    "callback-made.category": ("低分原因", "cause of the low score"),
    "closing-report-written.cause": ("原因", "cause"),
    "closing-report-written.handling": ("处理", "handling"),
    "service-record.plan": ("维修方案", "repair plan"),
    "service-record.steps": ("维修步骤", "repair steps"),
    "service-record.parts": ("更换配件", "parts replaced"),
    "service-record.diagnosis": ("诊断结果", "diagnosis"),
    "service-record.result": ("维修结果", "result"),
    "attachment-added.name": ("文件名", "file name"),
    "attachments.name": ("文件名", "file name"),
    "customer-registered.name": ("客户名称", "customer"),
    "customer-renamed.name": ("客户名称", "customer"),
    "staff-joined.name": ("姓名", "name"),
    "staff-renamed.name": ("姓名", "name"),
    "leave-taken.kind": ("请假类别", "kind of leave"),
    "training-recorded.outcome": ("培训结果", "outcome"),
}
"""``EVENT.FIELD`` or ``PART.FIELD``; ``ticket.FIELD`` for the ticket as it stands."""


def meant(words: Mapping[str, Word], field: str) -> Word | None:
    """What ``field`` stands for: by its whole dotted name, else by its last parts, or its first and its last."""
    holder, *parts = field.split(".")
    rest = [".".join(parts[place:]) for place in range(len(parts))]
    names = [name for last in rest for name in (f"{holder}.{last}", last)] or [holder]
    return next((words[name] for name in names if name in words), None)
