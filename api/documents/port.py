"""What the API asks of whoever writes and prints documents; the composition root gives it one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from api.documents.paper import Paper, TicketDocument
from api.documents.told import ToldAppraisal, ToldReport, ToldTable, ToldTicket
from domain.refusals import Language


class NotYet(Exception):
    """What the document is about did not happen yet; ``missing`` says what, in the reader's language."""

    def __init__(self, missing: str, title: str) -> None:
        super().__init__(missing)
        self.missing, self.title = missing, title


class NotPrintable(Exception):
    """It can't be set: ``too_long`` to be read by anybody, or for a reason that stands in the log."""

    def __init__(self, *, too_long: bool) -> None:
        super().__init__("too long" if too_long else "not set")
        self.too_long = too_long


@dataclass(frozen=True, slots=True)
class Printing:
    """Who prints, when, in which language. Times are in the deployment's zone."""

    by: str
    at: datetime
    language: Language


class Documents(Protocol):
    """Writes documents from what is told, and sets them as PDF."""

    def of_ticket(self, kind: TicketDocument, told: ToldTicket, printing: Printing) -> Paper:
        """Raises NotYet."""
        ...

    def of_period(self, told: ToldReport, printing: Printing) -> Paper: ...

    def of_person(self, told: ToldAppraisal, printing: Printing) -> Paper: ...

    def of_table(self, told: ToldTable, printing: Printing) -> Paper: ...

    async def pdf(self, paper: Paper, images: Mapping[str, bytes]) -> bytes:
        """The same paper gives the same bytes. ``images`` by their hash. Raises NotPrintable."""
        ...
