"""Parts of a map's errors in both languages."""

from collections.abc import Iterable

from gongdan.closest import closest
from gongdan.language import Both


class Wrong(ValueError):
    """Something in a map that can't be, and what would be right."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.both = Both(chinese, english)


def allowed(word: str, words: Iterable[str], most: int = 60) -> Both:
    """What was probably meant, and what there is; ``most`` 0 leaves the list away."""
    names = [str(name) for name in words]
    meant, listed = closest(word, names), ", ".join(names) if 0 < len(names) <= most else ""
    chinese = (f"是否指“{meant}”？" if meant else "") + (f"可用：{listed}" if listed else "")
    english = " ".join([f"did you mean '{meant}'?"] * bool(meant) + [f"allowed: {listed}"] * bool(listed))
    return Both(chinese or "见 docs/import.zh.md", english or "see docs/import.md")
