"""What can't be in a file, and what would be right, in both languages."""

from collections.abc import Iterable
from typing import Final

from gongdan.closest import closest
from gongdan.language import Both


class Wrong(ValueError):
    """Something that can't be, and what would be right."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.both = Both(chinese, english)


_SEE_IMPORT: Final = Both("见 docs/import.zh.md", "see docs/import.md")


def allowed(word: str, words: Iterable[str], most: int = 60, *, otherwise: Both = _SEE_IMPORT) -> Both:
    """What was probably meant, and what there is; ``most`` 0 leaves the list away, ``otherwise`` is for neither."""
    names = [str(name) for name in words]
    meant, listed = closest(word, names), ", ".join(names) if 0 < len(names) <= most else ""
    chinese = (f"是否指“{meant}”？" if meant else "") + (f"可用：{listed}" if listed else "")
    english = " ".join([f"did you mean '{meant}'?"] * bool(meant) + [f"allowed: {listed}"] * bool(listed))
    return Both(chinese or otherwise.chinese, english or otherwise.english)
