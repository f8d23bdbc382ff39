"""What a ticket leads to beside itself: complaints, inspections, articles, care of the best customers."""

from typing import Final

from domain.ticket.vocabulary import Kind
from gongdan.demo.stories.case import Case, Steps, starting
from gongdan.demo.stories.matters.articles import written
from gongdan.demo.stories.matters.care import cared
from gongdan.demo.stories.matters.complaints import complained
from gongdan.demo.stories.matters.inspections import inspected

_COMPLAINED: Final = {
    "again": 0.13,
    "guided-again": 0.08,
    "moved-by-us": 0.1,
    "late-visit": 0.06,
    "part-awaited": 0.06,
    "late-answer": 0.03,
    "quoted": 0.015,
}
"""Shares of those to whom it happened."""
_ILL_TREATED: Final = 0.001
_INSPECTED: Final = 0.02
_WRITTEN: Final = 0.12
"""Of the closing reports about faults that no article tells of yet."""


def after_solving(case: Case) -> Steps:
    """Somebody complains of what happened to them, or of how they were spoken to."""
    share = max((_COMPLAINED[fact] for fact in case.facts), default=_ILL_TREATED)
    if case.chance.happens(share):
        name = f"{case.name}/complaint"
        case.owed += 1
        yield starting(case, name, complained(case, name))


def after_closing(case: Case) -> Steps:
    """Once for each closing of a case."""
    suffix = f"/{case.remedies}" if case.remedies else ""
    if case.chance.happens(_INSPECTED):
        name = f"{case.name}/inspection{suffix}"
        case.owed += 1
        yield starting(case, name, inspected(case, name))
    customer = case.customer
    if customer.tier and case.world.desk.keeps(customer.key) and not customer.cared_for:
        customer.cared_for = True
        yield starting(case, f"{case.name}/care", cared(case, f"{case.name}/care"))
    told, untold = case.ticket.aftercare.report, case.fault.finding not in case.world.articles
    if told and untold and case.kind is Kind.FAULT and case.chance.happens(_WRITTEN):
        name = f"{case.name}/article{suffix}"
        case.owed += 1
        case.world.articles[case.fault.finding] = ""
        yield starting(case, name, written(case, name))
