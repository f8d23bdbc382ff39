"""What an e-mail address is: one mailbox, without anything that a mail server would read as more."""

import re
from typing import Final

_LOCAL: Final = r"[^\s@<>()\[\],;:\\\"]{1,64}"
_LABEL: Final = r"[^\s@<>()\[\],;:\\\".]{1,63}"
ADDRESS: Final = rf"^{_LOCAL}@{_LABEL}(\.{_LABEL})*$"
"""As a pattern of its whole text."""
_WHOLE: Final = re.compile(ADDRESS)


def is_address(text: str) -> bool:
    """Whether a letter to it is a letter to one mailbox."""
    return _WHOLE.fullmatch(text) is not None
