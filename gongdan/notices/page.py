"""A letter before it is text or HTML: what is said, in the order it is read."""

from dataclasses import dataclass

from domain.notices.vocabulary import NoticeLanguage
from gongdan.notices.facts.telling import Facts
from gongdan.notices.wording import filled, frame, label, words_of


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """What is told of one thing; a digest has several, each under a ``title``."""

    rows: tuple[Row, ...]
    quote: str = ""
    title: str = ""
    lead: str = ""
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """``urgent`` shows at a glance; ``lang`` is for the reader's machine. ``link`` opens the ticket, says ``opens``."""

    subject: str
    lead: str
    sections: tuple[Section, ...]
    footer: str
    language: NoticeLanguage
    greeting: str = ""
    ask: str = ""
    closing: str = ""
    signature: str = ""
    urgent: bool = False
    opens: str = ""
    link: str = ""

    @property
    def lang(self) -> str:
        return "zh-CN" if self.language == "zh" else "en"

    @property
    def colon(self) -> str:
        return "：" if self.language == "zh" else ": "

    @property
    def label_width(self) -> int:
        """Pixels: the longest label of either language fits in two lines."""
        return 96 if self.language == "zh" else 128


def page_of(kind: str, facts: Facts, language: NoticeLanguage, *, customer: bool, urgent: bool) -> Page:
    """The letter of one notice."""
    words, sort = words_of(kind), "customer" if customer else "staff"
    can_follow = bool(facts.get("number") and facts.get("code"))
    return Page(
        subject=filled(words.subject[language], facts),
        lead=filled(words.lead[language], facts),
        sections=(section_of(kind, facts, language),),
        footer=filled(frame(sort, "footer", language), facts),
        language=language,
        greeting=filled(frame(sort, "greeting", language), facts) if customer else "",
        ask=filled(words.ask[language], facts),
        closing=filled(frame(sort, "closing", language), facts) if can_follow and customer else "",
        signature=filled(frame(sort, "signature", language), facts),
        urgent=urgent,
        opens=filled(frame("customer", "opens", language), facts) if facts.get("link") else "",
        link=facts.get("link", ""),
    )


def section_of(kind: str, facts: Facts, language: NoticeLanguage, *, titled: bool = False) -> Section:
    """The facts that the kind lists, as far as there are any; in a digest with what it says first and last."""
    words = words_of(kind)
    rows = tuple(Row(label(name, language), facts[name]) for name in words.rows if facts.get(name))
    quote = facts.get(words.quote, "") if words.quote else ""
    if not titled:
        return Section(rows, quote)
    said = (filled(text[language], facts) for text in (words.subject, words.lead, words.ask))
    return Section(rows, quote, *said)


def digest_of(sections: tuple[Section, ...], facts: Facts, language: NoticeLanguage, *, customer: bool) -> Page:
    """The letter of several."""
    sort = "customer" if customer else "staff"
    counted = facts | {"count": str(len(sections))}
    return Page(
        subject=filled(frame("digest", "subject", language), counted),
        lead=filled(frame("digest", "lead", language), counted),
        sections=sections,
        footer=filled(frame(sort, "footer", language), counted),
        language=language,
        greeting=filled(frame(sort, "greeting", language), counted) if customer else "",
        signature=filled(frame(sort, "signature", language), counted),
    )
