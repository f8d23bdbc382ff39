"""How often a law is tried with made-up histories: a few times in ``make test``, five times as often in ``make soak``."""

import os
from typing import Final

_TIMES: Final = int(os.environ.get("GONGDAN_LAWS") or 1)


def tries(few: int) -> int:
    """For ``max_examples``."""
    return few * _TIMES
