"""Notices about what other systems are told."""

from typing import Final

from domain.notices.kind import NoticeKind
from domain.subscriptions.events import SubscriptionDisabled

KINDS: Final = (
    NoticeKind(
        "subscription-disabled",
        "订阅已停用",
        "subscription disabled",
        (SubscriptionDisabled.stored_name,),
        ("owner",),
        again=True,
        or_else=("administrators",),
    ),
)
