"""What each line of the register says: made of all rows at once, so that the page only has to put it between tags."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, partial
from typing import Any, Final, NamedTuple

from api.service import Service
from domain.refusals import Language
from gongdan.console.shell.names import value, who
from gongdan.console.shell.severities import Severity, graded, severities
from gongdan.console.shell.times import Due, Told, due, told

_WORDS: Final = ("team", "clock", "channel")


class Line(NamedTuple):
    """By the order of the columns; nothing where there is nothing to say."""

    number: str
    customer: str
    contact: str
    summary: str
    product: str
    severity: Severity | None
    status: str
    clock: str
    limit: Due | None
    engineer: str
    beside: str
    channel: str
    reported: Told
    receiver: str


def lines(service: Service, rows: Iterable[dict[str, Any]], now: datetime, language: Language) -> Iterator[Line]:
    """As the reader sees them: of a page's rows few differ in who and how serious."""
    chinese = language == "zh"
    severity_of, named = graded_by(service), cache(partial(who, language=language))
    of_team, of_clock, of_channel = (cache(partial(value, field, language=language)) for field in _WORDS)
    for row in rows:
        worker, receiver, running = row["engineer"] or row["handler"], row["receiver"], row.get("due")
        name = named(worker) if worker else ""
        yield Line(
            row["number"],
            row["customer_name"] or "",
            row["contact_detail"] or "",
            row["summary"],
            " ".join(filter(None, (row["product"], row["model"]))) if row["product"] else "",
            severity_of(row),
            row["status"],
            of_clock(running[0]) if running else "",
            due(running[1], now, chinese=chinese) if running else None,
            name,
            " · ".join(filter(None, (worker if name != worker else "", of_team(row["team"] or "")))),
            of_channel(row["channel"]),
            told(row["reported"], now, chinese=chinese),
            row["receiver_name"] or (named(receiver) if receiver else ""),
        )


def graded_by(service: Service) -> Callable[[dict[str, Any]], Severity | None]:
    """How serious a row is."""
    of_pack = cache(lambda policy: {each.code: each for each in severities(service, policy)})
    return lambda row: graded(of_pack(row["policy"]), row["severity"])
