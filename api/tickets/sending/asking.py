"""A command on its way to the desk: counted by its outcome, traced, and named in the log lines of its request."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import cache
from typing import Final

from opentelemetry.trace import Span, StatusCode
from prometheus_client import Counter

from api.manners.problems import ApiProblem
from api.manners.request_log import note
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.refusals import Forbidden, HistoryDamaged, NotAllowed, Refusal, StaleVersion, StoreUnavailable
from projections import tracing

COMMANDS: Final = Counter(
    "gongdan_commands",
    "Commands by what came of them; code is that of the refusal.",
    ["action", "outcome", "code"],
)


async def asked(
    action: str, metadata: CommandMetadata, work: Callable[[CommandMetadata], Awaitable[Answer]], number: str = ""
) -> Answer:
    """What ``work`` answers, given the metadata with its place in the trace. ``number`` is the ticket's, if known."""
    note(command=metadata.id)
    with tracing.begun(f"command {action}") as span:
        try:
            answer = await work(replace(metadata, trace=trace) if (trace := tracing.current()) else metadata)
        except BaseException as error:
            _ended(span, action, metadata.id, _known(number, error), *_why(error))
            raise
        _ended(span, action, metadata.id, answer.number, "done" if answer.events else "already-so", "")
    return answer


def _why(error: BaseException) -> tuple[str, str]:
    """Outcome and code; an error's words may quote a person, its code doesn't."""
    match error:
        case StaleVersion():
            return "stale", error.code
        case StoreUnavailable():
            return "unavailable", error.code
        case Refusal() | ApiProblem():
            return "refused", error.code
        case _:
            return "failed", ""


def _known(number: str, error: BaseException) -> str:
    """The number, where it is sure that there is such a ticket: a person may have typed anything there."""
    there = isinstance(error, NotAllowed | Forbidden | StaleVersion | HistoryDamaged) and error.code != "bad-number"
    return number if there else ""


def _ended(span: Span, action: str, command: str, ticket: str, outcome: str, code: str) -> None:
    _counted(action, outcome, code).inc()
    if ticket:
        note(ticket=ticket)
    if not span.is_recording():
        return
    said = {"action": action, "command": command, "ticket": ticket, "outcome": outcome, "code": code}
    span.set_attributes({f"gongdan.{name}": value for name, value in said.items() if value})
    if outcome in ("unavailable", "failed"):
        span.set_status(StatusCode.ERROR)


@cache
def _counted(action: str, outcome: str, code: str) -> Counter:
    """Kept, as looking it up costs more than counting; bounded by the actions and the codes."""
    return COMMANDS.labels(action, outcome, code)
