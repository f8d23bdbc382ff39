"""How a kind of notice reads, on made-up facts: for whoever edits its words."""

from collections.abc import Callable
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from api.inbox.previews import NotCaused
from consumers.notices.channels.port import Letter
from consumers.notices.planning.about import About
from domain.notices.catalogue import KINDS
from domain.notices.kind import NoticeKind, Occasion
from domain.notices.vocabulary import DIGEST, NoticeLanguage
from domain.policy.in_force import Policies
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.staff.spans import Days, Span
from domain.staff.state import Staff
from domain.ticket.state import fold
from gongdan.notices.facts.telling import Facts, Telling
from gongdan.notices.letters import facts_of, sender_of
from gongdan.notices.page import digest_of, page_of, section_of
from gongdan.notices.rendering import rendered
from gongdan.notices.samples.about import sample

_ZONE: Final = ZoneInfo("Asia/Shanghai")
_CODE: Final = "7K3QX-9M2PD"
_HIDDEN: Final = "*****-*****"
"""In place of a ticket's code: whoever has that follows the ticket as its customer."""
_TOGETHER: Final = ("new-ticket", "plan-to-approve", "report-out")
"""What a digest is shown with."""
_PEOPLE: Final = {
    number: Staff(number=number, name=name, office=office, employed=Days((Span(date.min),)))
    for number, name, office in (("003", "张工", "技术员"), ("004", "李工", "技术员"), ("s-001", "王芳", "主管"))
}


def preview(code: str, language: NoticeLanguage, *, chat: bool = False) -> Letter:
    """The letter, as a ``chat`` is told of it or its reader. Raises KeyError for no kind."""
    kind = KINDS[code]
    if code == DIGEST:
        sections = tuple(section_of(each, _facts(KINDS[each], language), language, titled=True) for each in _TOGETHER)
        return rendered(digest_of(sections, {}, language, customer=False))
    urgent = kind.is_urgent(ticket=True)
    return rendered(
        page_of(code, _facts(kind, language, chat=chat), language, customer=kind.for_customer, urgent=urgent)
    )


def _facts(kind: NoticeKind, language: NoticeLanguage, *, chat: bool = False) -> Facts:
    about = sample(kind)
    telling = Telling(
        language == "zh", _ZONE, about.pack, _PEOPLE, masked=chat, reads=not chat, to_customer=kind.for_customer
    )
    recipient = "customer-x" if kind.for_customer else "staff-x"
    return facts_of(telling, about, recipient, lambda number: _CODE) | sender_of(language)


class TicketPreviews:
    """Implements :class:`api.inbox.previews.Previews`: nothing is requested, recorded or sent."""

    def __init__(self, policies: Callable[[], Policies], zone: ZoneInfo) -> None:
        self._policies, self._zone = policies, zone

    async def of_ticket(self, kind: str, history: tuple[Recorded, ...], language: Language) -> tuple[str, str, str]:
        """Raises NotCaused."""
        pack, wanted = self._policies().of(history[0].envelope.policy), KINDS[kind]
        place = next((at for at in range(len(history), 0, -1) if _causes(wanted, history[at - 1], pack)), None)
        if place is None:
            raise NotCaused(kind)
        ticket = fold(history[:place])
        about = About(history[place - 1], history[:place], history[:place], ticket, None, pack)
        telling = Telling(language == "zh", self._zone, pack, {}, masked=True, to_customer=wanted.for_customer)
        facts = facts_of(telling, about, "", lambda number: _HIDDEN) | sender_of(language)
        urgent = wanted.is_urgent(ticket=about.is_urgent)
        letter = rendered(page_of(kind, facts, language, customer=wanted.for_customer, urgent=urgent))
        return letter.subject, letter.text, letter.html


def _causes(kind: NoticeKind, recorded: Recorded, pack: Pack) -> bool:
    """Whatever the severity: it is looked at how it reads."""
    return recorded.envelope.type in kind.causes and kind.when(Occasion(recorded.event, pack, urgent=True))
