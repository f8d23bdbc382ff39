"""The clocks of a ticket as its customer sees them: those that run from and to what is theirs to see."""

from api.tickets.standing.clocks import ClocksView, RunView
from domain.ticket.theirs.seeing import Seen


def clocks_of_customer(view: ClocksView, seen: Seen) -> ClocksView:
    """Without the clocks of what staff do among themselves."""
    runs = [run for run in view.own.runs if _is_theirs(run, seen)]
    return view.model_copy(update={"own": view.own.model_copy(update={"runs": runs}), "beside": None})


def _is_theirs(run: RunView, seen: Seen) -> bool:
    return all(fact.version in seen for fact in (run.started, run.stopped, run.ended) if fact is not None)
