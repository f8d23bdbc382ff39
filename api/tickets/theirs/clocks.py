"""The clocks of a ticket as its customer sees them: those that run from and to what is theirs to see."""

from collections.abc import Callable

from domain.clocks.run import Run
from domain.ticket.theirs.seeing import Seen


def of_customer(seen: Seen) -> Callable[[Run], bool]:
    """Not the clocks of what staff do among themselves."""

    def is_theirs(run: Run) -> bool:
        return all(fact.version in seen for fact in (run.started, run.stopped, run.ended) if fact is not None)

    return is_theirs
