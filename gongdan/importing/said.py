"""Parts of a sentence in both languages, so that a Chinese one holds no English and the other way round."""

import errno
import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.refusals import Language
from gongdan.closest import closest


@dataclass(frozen=True, slots=True)
class Both:
    """One text, twice."""

    chinese: str
    english: str

    def say(self, language: Language) -> str:
        return self.chinese if language == "zh" else self.english


class Wrong(ValueError):
    """Something in a map that can't be, and what would be right."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(english)
        self.both = Both(chinese, english)


_SYSTEM: Final = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件或目录不存在",
    errno.EEXIST: "已有同名文件",
    errno.EISDIR: "是目录而不是文件",
    errno.ENOTDIR: "路径中有一部分不是目录",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称过长",
}


def of_system(number: int | None, words: object = "") -> Both:
    """Why the system would not: by its error number, else in its own ``words``."""
    english = os.strerror(number) if number else str(words)
    return Both(_SYSTEM.get(number or 0, english), english)


def allowed(word: str, words: Iterable[str], most: int = 60) -> Both:
    """What was probably meant, and what there is; ``most`` 0 leaves the list away."""
    names = [str(name) for name in words]
    meant, listed = closest(word, names), ", ".join(names) if 0 < len(names) <= most else ""
    chinese = (f"是否指“{meant}”？" if meant else "") + (f"可用：{listed}" if listed else "")
    english = " ".join([f"did you mean '{meant}'?"] * bool(meant) + [f"allowed: {listed}"] * bool(listed))
    return Both(chinese or "见 docs/import.zh.md", english or "see docs/import.md")
