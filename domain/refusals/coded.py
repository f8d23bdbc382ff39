"""Codes that refusals name, in words: with the code after the word, as people type it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class Coded:
    """``短信（sms）``, or "text message (sms)"; the word alone where it is the code."""

    code: str
    zh: str
    en: str

    @classmethod
    def of(cls, code: str, words: Mapping[str, tuple[str, str]]) -> Self:
        """By a table of words; a code without one stands for itself."""
        return cls(code, *words.get(code, (code, code)))

    def say(self, *, chinese: bool) -> str:
        word = self.zh if chinese else self.en
        if word == self.code:
            return word
        return f"{word}（{self.code}）" if chinese else f"{word} ({self.code})"


@dataclass(frozen=True, slots=True)
class CodedList:
    """Several, as a sentence lists them."""

    codes: tuple[Coded, ...]

    @classmethod
    def of(cls, codes: Iterable[str], words: Mapping[str, tuple[str, str]]) -> Self:
        return cls(tuple(Coded.of(code, words) for code in codes))

    def say(self, *, chinese: bool) -> str:
        return ("、" if chinese else ", ").join(one.say(chinese=chinese) for one in self.codes)


FAULT_TYPES: Final = {
    "hardware": ("硬件", "hardware"),
    "software": ("软件", "software"),
    "operation": ("操作", "operation"),
    "product-defect": ("产品缺陷", "product defect"),
    "other": ("其他", "other"),
}
CHANNELS: Final = {
    "phone": ("电话", "phone"),
    "chat": ("在线客服", "online chat"),
    "wechat": ("微信", "WeChat"),
    "email": ("邮件", "e-mail"),
    "web": ("网页", "web"),
    "app": ("APP", "app"),
    "social": ("社交媒体", "social media"),
    "walk-in": ("现场", "walk-in"),
    "sms": ("短信", "text message"),
    "unknown": ("不详", "unknown"),
}
"""By which a survey is sent or is not."""
