"""The pages of the audit that lead to each other, as far as the person who looks may see them."""

from typing import Final

from api.callers import Caller
from domain.rights import may
from gongdan.console.shell.place import AUDIT, SAMPLE, SUBSCRIPTIONS

_PARTS: Final = (
    ("ticket", AUDIT, "read-audit"),
    ("register", f"{AUDIT}/register", "read-audit"),
    ("differences", f"{AUDIT}/differences", "read-audit"),
    ("sample", SAMPLE, "draw-audit-sample"),
    ("subscriptions", SUBSCRIPTIONS, "read-subscriptions"),
)
"""Each with the right that it asks; their names are in the template."""


def parts(caller: Caller) -> list[tuple[str, str]]:
    """Name and address of each."""
    return [(name, to) for name, to, right in _PARTS if may(caller.person, right) is not None]
