"""Writes the letter of a notice from the histories that it is about, as they stand when it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from consumers.notices.channels.port import Letter
from consumers.notices.planning.about import About, LookingUp
from consumers.notices.planning.routes import ROBOT
from domain.desk.kinds import id_of
from domain.notices.events import NoticeRequested
from domain.notices.vocabulary import NoticeLanguage
from domain.rights import Person, may
from domain.staff.state import Staff
from gongdan.notices.facts.happened import of_event
from gongdan.notices.facts.matters import of_matter
from gongdan.notices.facts.telling import Facts, Telling
from gongdan.notices.facts.theirs import as_theirs
from gongdan.notices.facts.ticket import of_ticket
from gongdan.notices.page import Page, digest_of, page_of, section_of
from gongdan.notices.rendering import rendered
from gongdan.notices.wording import frame


@dataclass(frozen=True, slots=True)
class Author:
    """``sender`` is what the department calls itself, where it said so; ``code_of`` a ticket's number to its code.

    ``link_of`` makes a link that lets the ticket's customer in once; None where no address of the portal is known.
    """

    looking_up: LookingUp
    staff: Callable[[], Mapping[str, Staff]]
    code_of: Callable[[str], str]
    sender: str | None = None
    link_of: Callable[[str], str] | None = None

    async def write(self, said: NoticeRequested, items: Sequence[NoticeRequested] = ()) -> Letter:
        """Raises LookupError where what it is about is not in the log, and what the desk raises."""
        if said.items is None:
            facts = await self._facts(said)
            if self.link_of and _is_customers(said) and facts.get("number"):
                facts["link"] = self.link_of(facts["number"])
            page = page_of(said.kind, facts, said.language, customer=_is_customers(said), urgent=said.urgent)
            return replace(rendered(page), ticket=facts.get("number") if _is_customers(said) else None)
        return rendered(await self._digest(said, items))

    async def _digest(self, said: NoticeRequested, items: Sequence[NoticeRequested]) -> Page:
        told = [(item, await self._facts(item)) for item in sorted(items, key=lambda item: item.at)]
        sections = tuple(section_of(item.kind, facts, said.language, titled=True) for item, facts in told)
        greeted = {facts.get("addressee", "") for _, facts in told}
        facts = {"addressee": greeted.pop() if len(greeted) == 1 else ""} | sender_of(said.language, self.sender)
        return digest_of(sections, facts, said.language, customer=_is_customers(said))

    async def _facts(self, said: NoticeRequested) -> Facts:
        about = await self.looking_up.about(said.about, said.cause)
        if about is None:
            raise LookupError("what the notice is about is not in the log")
        telling = Telling(
            chinese=said.language == "zh",
            zone=self.looking_up.zone,
            pack=about.pack,
            staff=self.staff(),
            masked=said.recipient.startswith(ROBOT),
            reads=_is_customers(said) or self._reads(said.recipient, about),
            to_customer=_is_customers(said),
        )
        return facts_of(telling, about, said.recipient, self.code_of) | sender_of(said.language, self.sender)

    def _reads(self, recipient: str, about: About) -> bool:
        """Whether a member of staff may see the ticket: of what has none, all that is told is what they must know.

        A group chat is another company's: nothing that is written freely, and no name, goes there.
        """
        if recipient.startswith(ROBOT):
            return False
        known, day = self.staff(), self.looking_up.today
        staff = known.get(recipient.removeprefix("staff-"))
        if about.ticket is None:
            return True
        if staff is None:
            return False
        roles = frozenset(role.value for role in staff.roles_on(day))
        absent = {who: known[who] for who in staff.stands_in_for(day) if who in known}
        teams = {who: one.teams_on(day) for who, one in absent.items()}
        theirs = {who: frozenset(role.value for role in one.roles_on(day)) for who, one in absent.items()}
        person = Person(staff.number, roles, staff.teams_on(day), frozenset(absent), teams, theirs)
        return may(person, "read", about.ticket) is not None


def facts_of(telling: Telling, about: About, recipient: str, code_of: Callable[[str], str]) -> Facts:
    """All that may be told to this recipient."""
    cause = as_theirs(about.cause) if telling.to_customer else about.cause
    facts: Facts = {"about": id_of(cause.envelope.aggregate)}
    if about.ticket is not None:
        facts |= of_ticket(telling, about.ticket, about.history)
        facts["code"] = code_of(facts["number"])
    facts |= of_event(telling, cause, about.history)
    if not cause.envelope.aggregate.startswith("ticket-"):
        said = of_matter(telling, cause, about.own, recipient)
        facts |= {name: text for name, text in said.items() if text or name not in facts}
    return facts


def sender_of(language: NoticeLanguage, said: str | None = None) -> Facts:
    """What the department calls itself."""
    return {"sender": said or frame("sender", "name", language)}


def _is_customers(said: NoticeRequested) -> bool:
    return not said.recipient.startswith(("staff-", ROBOT))
