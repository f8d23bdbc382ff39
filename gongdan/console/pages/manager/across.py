"""The pages about figures that lead to each other, as far as the person who looks may see them."""

from typing import Final

from api.callers import Caller
from domain.rights import may
from gongdan.console.shell import place
from gongdan.console.shell.frame import lists_tickets

_PAGES: Final = (
    (place.METRICS, "metrics", ("read-metrics", "read-own-metrics")),
    (place.REPORTS, "reports", ("read-metrics",)),
    (place.PROCESS, "process", ("read-metrics", "read-own-metrics")),
    (place.WHAT_IF, "what-if", ("judge",)),
    (place.WORKLOAD, "workload", ("read-metrics", "read-own-metrics")),
    (place.VISITS, "visits", ("read",)),
)
"""Each with rights of which one is enough; their names are in the template."""


def across(caller: Caller) -> list[tuple[str, str]]:
    """Address and name of each."""
    found = [(to, name) for to, name, rights in _PAGES if any(may(caller.person, each) for each in rights)]
    return found if lists_tickets(caller) else [each for each in found if each[0] != place.VISITS]
