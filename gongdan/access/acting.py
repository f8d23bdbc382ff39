"""For whom the local operator acts: a staff number and a role."""

from typing import Final

from domain.wording import ROLES

OPERATOR: Final = "operator"
OPERATOR_ROLES: Final = ("clerk", "auditor", "administrator")
DEFAULT_ROLE: Final = "agent"


class BadActor(ValueError):
    """Not STAFF or STAFF:ROLE."""


def acting_as(text: str) -> tuple[str, str]:
    """Staff number and role of ``STAFF[:ROLE]``; raises BadActor."""
    staff, _, role = text.partition(":")
    role = role or DEFAULT_ROLE
    if not is_staff(staff) or role not in ROLES:
        raise BadActor(text)
    return staff, role


def is_staff(text: str) -> bool:
    """Whether it can be a staff number (工号)."""
    return 0 < len(text) <= 64 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()
