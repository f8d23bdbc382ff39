"""A document as it is printed: its number, whose it is, and what stands in it, section by section, in one language."""

from datetime import datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, Field

from domain.refusals import Language

TicketDocument = Literal["service-report", "plan", "confirmation", "survey", "closing-report", "dossier"]
"""服务报告, 问题处理方案表, 问题确认单, 客户满意度反馈表, 结案报告, 服务档案."""
TICKET_DOCUMENTS: Final[tuple[TicketDocument, ...]] = get_args(TicketDocument)
FOR_CUSTOMERS: Final[frozenset[TicketDocument]] = frozenset({"service-report", "plan", "confirmation", "survey"})
"""Those that are handed to the ticket's customer; the others are the department's own."""

PaperKind = Literal[TicketDocument, "monthly", "quarterly", "appraisal", "table"]


class Fact(BaseModel):
    """What something is called, and what it is."""

    label: str
    value: str


class Section(BaseModel):
    """A part under a title: facts, a table, a text, in this order; ``none`` is printed where there is nothing.

    ``shares`` are drawn as bars beside the rows, from 0 to 1; ``widths`` are those of the columns, in proportion, and
    ``aligned`` to which side they stand, where the kind of document does not say so; ``lines`` are left to write on by
    hand; ``key`` stays the same in every language.
    """

    key: str
    title: str
    facts: list[Fact] = []
    headings: list[str] = []
    rows: list[list[str]] = []
    shares: list[float] = []
    widths: list[int] = []
    aligned: list[Literal["left", "right"]] = []
    text: str = ""
    none: str = ""
    lines: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.facts or self.rows or self.text or self.lines)


class Signature(BaseModel):
    """A place to sign, or what stands for the signature: whose, when, and how it was given.

    ``image`` is the hash of the file that shows it, where the reader may see that.
    """

    who: str
    name: str = ""
    at: str = ""
    how: str = ""
    image: str | None = None


class Paper(BaseModel):
    """A document; ``about`` is the number of the ticket, the period, the staff number, or a table's name.

    ``stands`` is the moment of what it says: of the ticket's newest event, of the report's edition. ``draft``: it is
    not final, and says so on every page. ``masked``: personal values are.
    """

    kind: PaperKind
    language: Language
    title: str
    number: Annotated[str, Field(description="The document's own number; another version has another.")]
    about: str
    department: str
    stands: datetime
    printed: datetime
    printed_by: str
    draft: bool
    masked: bool
    sections: list[Section]
    signatures: list[Signature]
