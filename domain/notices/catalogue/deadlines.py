"""Notices about time limits: warnings, what was missed, and to whom that is escalated (R20, R25, R26, R37)."""

from typing import Final

from domain.notices.kind import NoticeKind, Occasion
from domain.ticket.events.deadlines import DeadlineMissed, DeadlineWarned, ProgressSyncMissed

CONTACT, PROGRESS, COOPERATION = "engineers-contact", "progress-sync", "cooperation"
"""The clocks that have notices of their own, by their names in the packs."""
_OWN: Final = frozenset({CONTACT, PROGRESS, COOPERATION})


def _of_contact(occasion: Occasion) -> bool:
    return occasion.event.clock == CONTACT


def _of_progress(occasion: Occasion) -> bool:
    return occasion.event.clock == PROGRESS


def _of_cooperation(occasion: Occasion) -> bool:
    return occasion.event.clock == COOPERATION


def _of_another(occasion: Occasion) -> bool:
    return occasion.event.clock not in _OWN


def _not_the_customers(occasion: Occasion) -> bool:
    return occasion.event.clock != COOPERATION


KINDS: Final = (
    NoticeKind(
        "contact-due",
        "请联系客户",
        "contact the customer",
        (DeadlineWarned.stored_name,),
        ("engineer",),
        "always",
        when=_of_contact,
        again=True,
        or_else=("supervisors",),
    ),
    NoticeKind(
        "progress-due",
        "请同步进度",
        "progress sync due",
        (DeadlineWarned.stored_name,),
        ("engineer", "handler"),
        "as-the-ticket",
        when=_of_progress,
        again=True,
        or_else=("supervisors",),
    ),
    NoticeKind(
        "progress-missed",
        "进度同步超时",
        "progress sync missed",
        (ProgressSyncMissed.stored_name,),
        ("engineer", "handler", "supervisors"),
        "as-the-ticket",
        again=True,
        besides=("managers",),
    ),
    NoticeKind(
        "deadline-near",
        "时限将至",
        "deadline near",
        (DeadlineWarned.stored_name,),
        ("engineer", "handler", "responsible", "supervisors"),
        "as-the-ticket",
        when=_of_another,
        again=True,
        besides=("managers",),
    ),
    NoticeKind(
        "deadline-missed",
        "已超过时限",
        "deadline missed",
        (DeadlineMissed.stored_name,),
        ("engineer", "handler", "responsible", "supervisors"),
        "as-the-ticket",
        when=_not_the_customers,
        again=True,
        besides=("managers",),
    ),
    NoticeKind(
        "cooperation-late",
        "客户尚未配合",
        "customer's cooperation is late",
        (DeadlineMissed.stored_name,),
        ("engineer", "handler"),
        when=_of_cooperation,
        or_else=("supervisors",),
    ),
    NoticeKind(
        "cooperation-due",
        "请您配合（提醒）",
        "reminder of what we need from you",
        (DeadlineWarned.stored_name, DeadlineMissed.stored_name),
        ("customer",),
        "as-the-ticket",
        when=_of_cooperation,
    ),
)
