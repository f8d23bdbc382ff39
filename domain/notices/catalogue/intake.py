"""Notices about new tickets and their grading (R7, R8a, R9, R14)."""

from typing import Final

from domain.notices.kind import NoticeKind, Occasion
from domain.ticket.events import TicketEscalated, TicketGraded, TicketOpened, TicketRouted


def _is_urgent_now(occasion: Occasion) -> bool:
    return occasion.urgent


KINDS: Final = (
    NoticeKind(
        "new-ticket",
        "新工单",
        "new ticket",
        (TicketOpened.stored_name,),
        ("supervisors", "technical-support"),
        "as-the-ticket",
    ),
    NoticeKind(
        "graded-urgent",
        "已定为最高级",
        "graded most urgent",
        (TicketGraded.stored_name,),
        ("supervisors", "technical-support", "engineer", "handler"),
        "always",
        when=_is_urgent_now,
        again=True,
    ),
    NoticeKind("routed", "工单分给您", "ticket for you", (TicketRouted.stored_name,), ("named",), "as-the-ticket"),
    NoticeKind(
        "escalated",
        "工单升级",
        "ticket escalated",
        (TicketEscalated.stored_name,),
        ("named", "supervisors"),
        "as-the-ticket",
        besides=("managers",),
    ),
)
