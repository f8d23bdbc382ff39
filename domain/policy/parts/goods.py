"""Warranty, repeat repairs and fees (R4, R8, R24): what a repair costs the customer, and what is asked first."""

from pydantic import Field

from domain.rulebook.part import Part, Unlike
from domain.ticket.vocabulary import Warranty as InWarranty


class Warranty(Part):
    """``months`` holds unless the product says otherwise; a repair of the same fault within the window is a repeat."""

    months: int = Field(default=12, ge=0, le=600)
    repeat_repair_months: int = Field(default=3, ge=0, le=60)


class Fees(Part):
    """In which warranty the price is quoted and the customer's written consent recorded before any charge.

    A refund of more yuan than ``refund_limit`` is approved by another than who makes it.
    """

    consent_needed: Unlike[InWarranty] = ("out", "unknown")
    refund_limit: int = Field(default=5_000, ge=0, le=100_000_000)
