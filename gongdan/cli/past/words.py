"""What is told of a difference: columns of the tables and facts of a ticket by their words, in Chinese and English."""

import re
from typing import Any, Final

from domain.refusals import Language
from domain.wording import CHANNELS, Words
from gongdan.cli.showing import labels
from gongdan.cli.showing.labels import happening, label, time
from projections.past import words
from projections.wording.codes import DEPARTMENTS
from projections.wording.words import STEPS

COLUMNS: Final[Words] = {
    "register.contact": ("联系人", "contact"),
    "register.contact_detail": ("联系方式", "contact detail"),
    "register.reported": ("反馈时间", "reported"),
    "register.channel": ("反馈渠道", "channel"),
    "register.receiver": ("受理人", "received by"),
    "register.first_response": ("首次响应时间", "first response"),
    "register.asked": ("待答复部门", "departments asked"),
    "register.purchased": ("购买时间", "purchased"),
    "register.fault": ("故障描述", "fault"),
    "register.fault_customer": ("客户姓名", "customer of the fault"),
    "register.fault_contact_detail": ("故障联系方式", "contact of the fault"),
    "register.repeat_of": ("重复报修", "repeat of"),
    "register.irregular": ("规则外事项数", "irregular events"),
    "register.corrections": ("更正次数", "corrections"),
    "register.imported": ("导入", "imported"),
    "register.source": ("来源系统", "source"),
    "register.source_case": ("来源单号", "number there"),
    "progress.step": ("处理阶段", "step"),
    "progress.responsible": ("责任人", "responsible"),
    "progress.at": ("时间节点", "time"),
    "progress.remark": ("处理结果/备注", "result, remarks"),
    "metrics.value": ("数值", "value"),
    "metrics.base": ("共", "of"),
    "metrics.met": ("达标", "target met"),
}
"""By the dotted name of a column; others are called what the facts of tickets are."""
_CODES: Final[dict[str, Words]] = {"register.channel": CHANNELS, "progress.step": STEPS}
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def column(name: str, language: Language) -> str:
    """Of an entry of a list, which one it is: 备件 2：数量."""
    place, own = 0 if language == "zh" else 1, COLUMNS.get(name)
    if own is not None:
        return own[place]
    before, entry, rest = _entry(name)
    if entry is None:
        return label(name, language)
    colon = "：" if language == "zh" else ": "
    return f"{label(before, language)} {entry}{colon}{label(f'{before}.{rest}', language)}"


def _entry(name: str) -> tuple[str, str | None, str]:
    """``ticket.parts.2.quantity``: the list, the place in it and what of that; no place where it is in none."""
    parts = name.split(".")
    place = next((place for place, part in enumerate(parts) if part.isdecimal()), None)
    if place is None:
        return name, None, ""
    return ".".join(parts[:place]), parts[place], ".".join(parts[place + 1 :])


def value(name: str, said: Any, language: Language) -> str:
    """A code by its word, a moment to the minute."""
    place = 0 if language == "zh" else 1
    if name == "register.asked":
        asked = (each.partition(":")[2] for each in str(said).split(",") if each)
        return ("、" if place == 0 else ", ").join(DEPARTMENTS.get(each, (each, each))[place] for each in asked)
    if isinstance(said, str) and _MOMENT.match(said):
        return time(said)
    if name in _CODES:
        return _CODES[name].get(str(said), (str(said), str(said)))[place]
    return labels.value(name, said, language)


WORDS: Final = words.Words(column, value, happening)
