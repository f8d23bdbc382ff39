"""Every kind of notice there is, a file for each part of the process."""

from typing import Final

from domain.notices.catalogue import aftercare, customers, deadlines, intake, matters, subscriptions, work
from domain.notices.kind import NoticeKind
from domain.notices.vocabulary import DIGEST

_DIGEST: Final = NoticeKind(DIGEST, "通知汇总", "several notices", (), ())
_ALL: Final = (
    *intake.KINDS,
    *work.KINDS,
    *deadlines.KINDS,
    *customers.KINDS,
    *aftercare.KINDS,
    *matters.KINDS,
    *subscriptions.KINDS,
)

KINDS: Final[dict[str, NoticeKind]] = {kind.code: kind for kind in (*_ALL, _DIGEST)}
"""By their codes."""


def _by_cause() -> dict[str, tuple[NoticeKind, ...]]:
    named = {name for kind in _ALL for name in kind.causes}
    return {name: tuple(kind for kind in _ALL if name in kind.causes) for name in named}


CAUSED_BY: Final = _by_cause()
"""The kinds that an event of a stored name may cause."""
