"""The key of a subscription: its name, which people choose and which streams, users and consumers are named for."""

import re
from typing import Final

from domain.refusals import NotAllowed

_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}[a-z0-9]")


def subscription_key(name: str) -> str:
    """``subscription-erp``. Raises NotAllowed for what is no name."""
    if not _NAME.fullmatch(name):
        raise NotAllowed("bad-subscription-name", name=name[:120])
    return f"subscription-{name}"
