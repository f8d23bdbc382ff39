"""What stands in an appraisal: each figure, the metric it is counted by, whose it is, and what that means."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement

from domain.reports.figure import MEASURES as OF_REPORTS
from domain.wording import Words
from projections.appraisals.acting import People, answered, had, handled, took_in

TAKEN_IN, WORK = "taken-in", "work"


@dataclass(frozen=True, slots=True)
class Appraising:
    """A figure by its ``measure``: counted by a ``metric``, of what is theirs by ``whose``, as ``means`` says it."""

    measure: str
    metric: str
    whose: Callable[[People], ColumnElement[bool]]
    means: tuple[str, str]


_HAD: Final = (
    "其工单：工程师最后是其本人；没有派给工程师的，由其跟进；没有人跟进的，由其受理",
    "their tickets: they were the last engineer; where none was dispatched, they look after it; "
    "where nobody does, they took it in",
)
_ANSWERED: Final = ("由其首次响应的工单，不论工单归谁", "tickets that they answered first, whosever these are")
APPRAISED: Final = (
    Appraising(
        TAKEN_IN,
        "tickets",
        took_in,
        ("期内由其受理的工单", "tickets reported in the period that they took in"),
    ),
    Appraising("tickets", "tickets", had, _HAD),
    Appraising("first-response", "first-response", answered, _ANSWERED),
    Appraising("responded", "responded", answered, _ANSWERED),
    Appraising("resolution", "resolution", had, _HAD),
    Appraising("solved", "solved", had, _HAD),
    Appraising("first-time-fix", "first-time-fix", had, _HAD),
    Appraising("satisfaction", "satisfaction", had, _HAD),
    Appraising("nps", "nps", had, _HAD),
    Appraising("complaints", "complaints", had, _HAD),
    Appraising(
        "complaints-handled",
        "complaints-handled",
        handled,
        ("由其负责处理的投诉", "complaints that they were to handle"),
    ),
)
"""All that is counted over tickets or complaints, in the order in which it stands there; working time comes after."""
OF_WORK: Final = (
    "期内由其登记的处理和远程协助的分钟数，不论工单归谁、结果如何；基数为工单数",
    "minutes of work and of remote assistance that they logged in the period, whosever the tickets are and whatever "
    "became of them; the base is how many tickets",
)
MEASURES: Final[Words] = {
    **OF_REPORTS,
    TAKEN_IN: ("受理工单数", "tickets taken in"),
    "tickets": ("负责工单数", "tickets of theirs"),
}
"""What the figures of an appraisal are called."""
