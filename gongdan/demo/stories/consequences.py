"""What a ticket leads to beside itself: goods that come back, complaints, inspections, articles."""

from typing import Final

from domain.ticket.vocabulary import Kind
from gongdan.demo.stories.case import Case, Steps, starting
from gongdan.demo.stories.matters.articles import written
from gongdan.demo.stories.matters.complaints import complained
from gongdan.demo.stories.matters.inspections import inspected
from gongdan.demo.stories.matters.returns import given_back

_BACK: Final = 0.18
"""Of the faults of goods that were bought in the last month, and twice as many of the bad batch's."""
_COMPLAINED: Final = 0.006
_COMPLAINED_AGAIN: Final = 0.12
"""Of the cases that took a second remedy."""
_INSPECTED: Final = 0.02
_WRITTEN: Final = 0.12
"""Of the closing reports about faults that no article tells of yet."""


def after_solving(case: Case) -> Steps:
    """Goods that were new are given back."""
    new = (case.at.date() - case.owned.bought).days <= 30
    share = 2 * _BACK if case.fault.batch else _BACK if new else 0.0
    if case.kind is Kind.FAULT and case.remedies == 0 and case.chance.happens(share):
        name = f"{case.name}/return"
        yield starting(case, name, given_back(case, name, defect=case.fault.batch))


def after_closing(case: Case) -> Steps:
    """Once for each closing of a case."""
    suffix = f"/{case.remedies}" if case.remedies else ""
    if case.chance.happens(_COMPLAINED_AGAIN if case.remedies else _COMPLAINED):
        name = f"{case.name}/complaint{suffix}"
        yield starting(case, name, complained(case, name))
    if case.chance.happens(_INSPECTED):
        name = f"{case.name}/inspection{suffix}"
        yield starting(case, name, inspected(case, name))
    report, untold = case.ticket.aftercare.report, case.fault.finding not in case.world.articles
    if report and untold and case.chance.happens(_WRITTEN):
        name = f"{case.name}/article{suffix}"
        case.world.articles[case.fault.finding] = ""
        yield starting(case, name, written(case, name))
