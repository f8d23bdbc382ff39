"""The documents of a ticket: of what each is made, when there can be one, and when it is final."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api.documents.paper import Section, Signature, TicketDocument
from api.documents.told import ToldTicket
from gongdan.documents.tickets import closing_report, confirmation, dossier, plan, service_report, survey
from gongdan.documents.writing import Writer


def _at_any_time(write: Writer, told: ToldTicket) -> None:
    """There is always one."""


def _always(told: ToldTicket) -> bool:
    return True


def _unsigned(write: Writer, told: ToldTicket) -> list[Signature]:
    return []


@dataclass(frozen=True, slots=True)
class Document:
    """``require`` raises NotYet where there is nothing to print."""

    sections: Callable[[Writer, ToldTicket], Iterator[Section]]
    require: Callable[[Writer, ToldTicket], None] = _at_any_time
    is_final: Callable[[ToldTicket], bool] = _always
    signatures: Callable[[Writer, ToldTicket], list[Signature]] = _unsigned


OF_TICKETS: Final[Mapping[TicketDocument, Document]] = {
    "service-report": Document(
        service_report.sections, is_final=service_report.is_final, signatures=service_report.signatures
    ),
    "plan": Document(plan.sections, plan.require, plan.is_final, plan.signatures),
    "confirmation": Document(confirmation.sections, confirmation.require, signatures=confirmation.signatures),
    "survey": Document(survey.sections, survey.require),
    "closing-report": Document(
        closing_report.sections, closing_report.require, closing_report.is_final, closing_report.signatures
    ),
    "dossier": Document(dossier.sections, is_final=dossier.is_final),
}
