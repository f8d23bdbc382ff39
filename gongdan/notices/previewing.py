"""How a kind of notice reads, on made-up facts: for whoever edits its words."""

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from consumers.notices.channels.port import Letter
from domain.notices.catalogue import KINDS
from domain.notices.kind import NoticeKind
from domain.notices.vocabulary import DIGEST, NoticeLanguage
from domain.staff.spans import Days, Span
from domain.staff.state import Staff
from gongdan.notices.facts.telling import Facts, Telling
from gongdan.notices.letters import sample_facts
from gongdan.notices.page import digest_of, page_of, section_of
from gongdan.notices.rendering import rendered
from gongdan.notices.samples.about import sample

_ZONE: Final = ZoneInfo("Asia/Shanghai")
_CODE: Final = "7K3QX-9M2PD"
_TOGETHER: Final = ("new-ticket", "plan-to-approve", "report-out")
"""What a digest is shown with."""
_PEOPLE: Final = {
    number: Staff(number=number, name=name, office=office, employed=Days((Span(date.min),)))
    for number, name, office in (("003", "张工", "技术员"), ("004", "李工", "技术员"), ("s-001", "王芳", "主管"))
}


def preview(code: str, language: NoticeLanguage) -> Letter:
    """The letter. Raises KeyError for no kind."""
    kind = KINDS[code]
    if code == DIGEST:
        sections = tuple(section_of(each, _facts(KINDS[each], language), language, titled=True) for each in _TOGETHER)
        return rendered(digest_of(sections, {}, language, customer=False))
    urgent = kind.is_urgent(ticket=True)
    return rendered(page_of(code, _facts(kind, language), language, customer=kind.for_customer, urgent=urgent))


def _facts(kind: NoticeKind, language: NoticeLanguage) -> Facts:
    about = sample(kind)
    telling = Telling(language == "zh", _ZONE, about.pack, _PEOPLE, masked=False)
    return sample_facts(telling, about, kind, _CODE)
