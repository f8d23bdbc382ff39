"""Personal values as tables show them: enough to recognise, too little to use (PROCESS section 12)."""

import unicodedata
from typing import Final

from domain.record.personal import ERASED
from domain.ticket.events import Contact

STAR: Final = "*"
TITLES: Final = ("先生", "女士", "小姐", "太太", "夫人", "老师", "经理", "主任", "主管", "客服", "技术员", "总", "工")
"""Salutations and offices that say nothing of who a person is; longer ones first where one ends another."""

_COMPOUND: Final = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良
漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲
公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 歐陽 東方 獨孤 聞人 諸葛 尉遲 赫連 濮陽 公孫 鍾離 長孫
鮮于 軒轅 東郭 西門
"""
COMPOUND_SURNAMES: Final = frozenset(_COMPOUND.split())
_PHONE_HIDES: Final = 10
"""A number this long keeps three and four digits with three or more between; a shorter one keeps less."""
_SERIAL_KEEPS: Final = 10


def name(value: str) -> str:
    """张伟 → 张*, 欧阳修 → 欧阳*, 王先生 → 王*, 先生 → *先生; a foreign name keeps its initial."""
    text = _plain(value)
    if text in (ERASED, ""):
        return text
    if text in TITLES:
        return STAR + text
    if text[:2] in COMPOUND_SURNAMES and len(text) > 2:
        return text[:2] + STAR
    return text[0] + STAR if len(text) > 1 or _is_chinese(text) else STAR


def salutation(value: str) -> str:
    """先生 → *先生; whatever stands before a known title is hidden, an unknown one wholly."""
    text = _plain(value)
    if text in (ERASED, ""):
        return text
    return STAR + next((title for title in TITLES if text.endswith(title)), "")


def phone(value: str) -> str:
    """13812345678 → 138****5678; the country code of China is dropped, numbers under ten digits keep two at most."""
    if value == ERASED:
        return value
    digits = "".join(str(unicodedata.digit(sign)) for sign in value if sign.isdecimal())
    digits = digits.removeprefix("00")
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    if len(digits) >= _PHONE_HIDES:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}" if len(digits) >= 7 else "****"


def email(value: str) -> str:
    """zhangwei@example.com → z***@example.com; short names before the @ are hidden wholly."""
    text = _plain(value)
    if text in (ERASED, ""):
        return text
    local, at, domain = text.rpartition("@")
    if not at or not domain:
        return "****"
    return f"{local[0] if len(local) > 2 else ''}***@{domain}"


def handle(value: str) -> str:
    """A chat name keeps its first sign; one that is a phone number is masked as one."""
    text = _plain(value)
    if text in (ERASED, ""):
        return text
    if sum(sign.isdecimal() for sign in text) >= 7:
        return phone(text)
    return f"{text[0] if len(text) > 3 else ''}****"


def serial(value: str) -> str:
    """202403A0001 → 202403*****; a short one keeps its first third."""
    text = _plain(value)
    if text in (ERASED, ""):
        return text
    return text[: 6 if len(text) >= _SERIAL_KEEPS else len(text) // 3] + STAR * 5


def person(contact: Contact) -> str | None:
    """联系人: the masked name, else the salutation."""
    if contact.name:
        return name(contact.name)
    return salutation(contact.salutation) if contact.salutation else None


def reach(contact: Contact) -> str | None:
    """联系方式: the masked phone number, else the e-mail address, else the chat name."""
    if contact.phone:
        return phone(contact.phone)
    if contact.email:
        return email(contact.email)
    return handle(contact.wechat) if contact.wechat else None


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


def _is_chinese(text: str) -> bool:
    return "CJK UNIFIED" in unicodedata.name(text[0], "")
