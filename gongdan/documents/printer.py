"""Implements :class:`api.documents.port.Documents`: from what is told to sections, and from sections to PDF."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from api.documents.paper import Paper, PaperKind, Section, Signature, TicketDocument
from api.documents.port import Printing
from api.documents.told import ToldAppraisal, ToldReport, ToldTable, ToldTicket
from gongdan.documents import listing
from gongdan.documents.periods import appraisal, monthly, quarterly
from gongdan.documents.tickets.catalogue import OF_TICKETS
from gongdan.documents.typesetting import set_as_pdf
from gongdan.documents.wording import Wording
from gongdan.documents.writing import Writer
from gongdan.notices.wording import frame

_LETTERS: Final[Mapping[PaperKind, str]] = {
    "service-report": "SR",
    "plan": "PL",
    "confirmation": "CF",
    "survey": "SV",
    "closing-report": "CR",
    "dossier": "DS",
    "monthly": "MR",
    "quarterly": "QR",
    "appraisal": "AP",
    "table": "TB",
}
"""What a document's number begins with."""


class Printer:
    """``department`` is what the department calls itself, where it said so."""

    def __init__(self, department: str | None = None) -> None:
        self._department = department

    def of_ticket(self, kind: TicketDocument, told: ToldTicket, printing: Printing) -> Paper:
        """Raises NotYet."""
        which, write = OF_TICKETS[kind], Writer(Wording(printing.language), told.people, told.pack)
        which.require(write, told)
        return self._paper(
            kind,
            f"{told.number}-{told.ticket.version}",
            told.number,
            printing,
            stands=told.stands,
            draft=not which.is_final(told),
            masked=told.masked,
            sections=[*which.sections(write, told)],
            signatures=which.signatures(write, told),
        )

    def of_period(self, told: ToldReport, printing: Printing) -> Paper:
        kind: PaperKind = "monthly" if told.period.span == "month" else "quarterly"
        which, write = monthly if kind == "monthly" else quarterly, Writer(Wording(printing.language), told.people)
        return self._paper(
            kind,
            f"{told.period.name}-{told.edition}",
            told.period.name,
            printing,
            stands=told.published,
            sections=[*which.sections(write, told)],
        )

    def of_person(self, told: ToldAppraisal, printing: Printing) -> Paper:
        write = Writer(Wording(printing.language), {told.number: told.name})
        return self._paper(
            "appraisal",
            f"{told.number}-{told.period.name}",
            f"{told.number}-{told.period.name}",
            printing,
            stands=told.stands,
            draft=not told.over,
            sections=[*appraisal.sections(write, told)],
            signatures=appraisal.signatures(write, told),
        )

    def of_table(self, told: ToldTable, printing: Printing) -> Paper:
        write = Writer(Wording(printing.language), {})
        paper = self._paper(
            "table",
            f"{told.name}-{told.stands:%Y%m%d%H%M}",
            told.name,
            printing,
            stands=told.stands,
            sections=[listing.section(write, told)],
        )
        return paper.model_copy(update={"title": told.sheet.title})

    async def pdf(self, paper: Paper, images: Mapping[str, bytes]) -> bytes:
        """Raises NotPrintable."""
        return await set_as_pdf(paper, images)

    def _paper(
        self,
        kind: PaperKind,
        number: str,
        about: str,
        printing: Printing,
        *,
        stands: datetime,
        sections: list[Section],
        signatures: list[Signature] | None = None,
        draft: bool = False,
        masked: bool = True,
    ) -> Paper:
        """Sections without anything in them, and nothing to say of that, are left out."""
        return Paper(
            kind=kind,
            language=printing.language,
            title=Wording(printing.language).title(kind),
            number=f"{_LETTERS[kind]}-{number}",
            about=about,
            department=self._department or frame("sender", "name", printing.language),
            stands=stands,
            printed=printing.at,
            printed_by=printing.by,
            draft=draft,
            masked=masked,
            sections=[section for section in sections if not section.is_empty or section.none],
            signatures=signatures or [],
        )
