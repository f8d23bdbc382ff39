"""What the sender wrote this time: without the letter they answer, and without their signature.

Line by line, each looked at a bounded number of times: the expressions of libraries for this take strangers' texts
through nested repetitions, which some texts keep busy for hours.
"""

import re
from typing import Final

_FROM: Final = re.compile(r"(from|发件人|寄件者|差出人|von|de)\s*[:：]", re.IGNORECASE)
_FIELDS: Final = re.compile(
    r"(sent|date|to|cc|subject|发送时间|发送日期|日期|时间|收件人|抄送|主题|收件者|主旨)\s*[:：]", re.IGNORECASE
)
_DIVIDED: Final = re.compile(
    r"[-_=*\s]{2,40}(original message|original appointment|forwarded message"
    r"|原始邮件|原邮件|转发的邮件|转发邮件|回复的原邮件)",
    re.IGNORECASE,
)
_WROTE: Final = re.compile(r"(wrote|写道|寫道|来信|schrieb|a écrit)\s*[:：]$", re.IGNORECASE)
_BEGINS: Final = re.compile(r"(on|在|于|am|le)\b|\d{4}[-/年]|.{0,80}[@<＜]", re.IGNORECASE)
_SENT_FROM: Final = re.compile(
    r"(sent from my |get outlook for |发自我的|从我的.{0,20}发送|来自.{0,12}邮箱|发自.{0,12}(手机|iphone|android))",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"_{20,}")
_LONGEST: Final = 400
"""Signs of a line that are looked at."""
_AROUND: Final = 4
"""Lines below ``From:`` in which the other fields of an answered letter stand."""


def own_words(text: str) -> str:
    """The text to where the answered letter or the signature begins; all of it where that would leave nothing."""
    lines = text.split("\n")
    end = next((at for at in range(len(lines)) if _is_end(lines, at)), len(lines))
    own = [line for line in lines[:end] if not line.lstrip().startswith((">", "＞"))]
    said = "\n".join(own).strip()
    return said or text.strip()


def _is_end(lines: list[str], at: int) -> bool:
    raw = lines[at][:_LONGEST]
    line = raw.strip()
    if raw.rstrip("\n") in ("-- ", "--") or _RULE.match(line) or _DIVIDED.match(line):
        return True
    if _SENT_FROM.match(line) and len(line) < 80:
        return True
    if _FROM.match(line):
        return any(_FIELDS.match(each.strip()[:_LONGEST]) for each in lines[at + 1 : at + 1 + _AROUND])
    return _introduces(lines, at, line)


def _introduces(lines: list[str], at: int, line: str) -> bool:
    """``On …, … wrote:``, on one line or broken in two."""
    if not _BEGINS.match(line):
        return False
    following = lines[at + 1].strip()[:_LONGEST] if at + 1 < len(lines) else ""
    return bool(_WROTE.search(line) or (len(line) < 200 and _WROTE.search(following)))
