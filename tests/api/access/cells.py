"""Every question of who may do what where: role × route × thing × entrance, made from section 9 and the routes there are."""

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from api.customers.actions import CUSTOMERS
from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.staff.actions import STAFF
from api.tickets.actions import EXAMPLES, NOUNS
from domain.wording import ROLES
from tests.api.access.entrances import ROWS, Asked, Row, examples
from tests.api.access.expected import GRANTED, wanted

ME, OTHER = "x-1", "y-1"
THEIRS = {ME: "customer-X1", OTHER: "customer-Y1"}
PEOPLE: Final = [role for role in ROLES if role != "imported"]
OF_ITS_ORIGINAL: Final = frozenset({"correct"})
"""Whose right is that of what is corrected: tried by the rules of corrections."""
ELSEWHERE: Final = frozenset({"unmask"})
"""Actions on tickets whose form has a page of its own."""
FIXED: Final = frozenset({"action", "doing", "format", "kind", "metric", "path", "period", "who"})
"""What a path names that is the same in every run."""
Entrance = Literal["json", "nats", "page"]


@dataclass(frozen=True)
class Object:
    """A ticket, open or ended, of the one who asks or of another."""

    name: str
    mine: bool
    number: str


@dataclass(frozen=True)
class Cell:
    """One question: may this role do this there. ``led``: who may not is led to another page."""

    entrance: Entrance
    role: str
    method: str
    route: str
    named: Mapping[str, str]
    may: bool
    query: str = ""
    body: Any = None
    led: bool = False
    about: str = ""

    @property
    def who(self) -> str:
        return f"{THEIRS[ME] if self.role == 'customer' else ME}:{self.role}"

    @property
    def path(self) -> str:
        return self.route.format_map(self.named)

    @property
    def question(self) -> str:
        """Whoever asks it."""
        return f"{self.entrance} {self.method} {self.path}?{self.query}"

    def __str__(self) -> str:
        """The same in every run, whatever number a ticket got."""
        fixed = " ".join(f"{name}={value}" for name, value in self.named.items() if name in FIXED)
        return f"{self.entrance} {self.role} {self.method} {self.route}?{self.query} {fixed} {self.about}"


@dataclass(frozen=True)
class Things:
    """What there is to ask about: tickets, of every kind of matter one that others have, and by ``named`` all else."""

    tickets: Sequence[Object]
    matters: Mapping[str, str]
    named: Mapping[str, str]


NOTHING_THERE: Final = Things(
    [
        Object(f"{whose}, {how}", whose == "mine", "202405-00001")
        for whose in ("mine", "theirs")
        for how in ("open", "ended")
    ],
    defaultdict(str),
    defaultdict(str),
)
"""As many, made of nothing: to count by."""


def cells(things: Things) -> Iterator[Cell]:
    """Over JSON, the same as a message over NATS, and on the pages."""
    for cell in (*_acts(things), *_matters(things), *_rows(things)):
        yield cell
        if cell.entrance == "json":
            yield replace(cell, entrance="nats")


def _acts(things: Things) -> Iterator[Cell]:
    """Every action on tickets, customers and staff, as a route and as a form."""
    for role in PEOPLE:
        for each in things.tickets:
            for action, noun in NOUNS.items():
                if action not in OF_ITS_ORIGINAL:
                    may, named = wanted(action, role, mine=each.mine), {"number": each.number}
                    yield from _act(role, f"/tickets/{{number}}/{noun}", named, EXAMPLES[action], each.name, may=may)
                    if action not in ELSEWHERE:
                        shown = may and wanted("read", role, mine=each.mine)
                        yield from _forms(role, "/desk/tickets/{number}/{action}", named, action, each.name, may=shown)
        for owner, mine in ((ME, True), (OTHER, False)):
            name = "mine" if mine else "theirs"
            for action, noun in CUSTOMERS.nouns.items():
                named, may = {"id": THEIRS[owner]}, wanted(action, role, mine=mine and role == "customer")
                yield from _act(role, f"/customers/{{id}}/{noun}", named, CUSTOMERS.examples[action], name, may=may)
                yield from _forms(role, "/desk/customers/{id}/{action}", named, action, name, may=may)
            for action, noun in STAFF.nouns.items():
                named, may = {"id": owner}, wanted(action, role, mine=mine and role != "customer")
                yield from _act(role, f"/staff/{{id}}/{noun}", named, STAFF.examples[action], name, may=may)
                yield from _forms(role, "/desk/staff/{id}/{action}", named, action, name, may=may)


def _matters(things: Things) -> Iterator[Cell]:
    """Every action on matters that others have, on the API and on the pages; their lists, openings and histories."""
    for role in PEOPLE:
        for offered in OFFERED:
            yield from _of_kind(role, offered, things.matters[offered.path])


def _of_kind(role: str, offered: Offered, number: str) -> Iterator[Cell]:
    path, opening, reads = offered.path, offered.kind.opening.action, role in GRANTED[offered.reading]
    there = wanted(offered.reading, role, mine=False)
    begins = role in GRANTED[opening]
    yield Cell("json", role, "GET", f"/{path}", {}, reads)
    yield Cell("page", role, "GET", "/desk/matters/{path}", {"path": path}, reads)
    for what in ("", "/history"):
        yield Cell("json", role, "GET", f"/{path}/{{number}}{what}", {"number": number}, there)
    yield Cell("page", role, "GET", "/desk/matters/{path}/{number}", {"path": path, "number": number}, there)
    yield Cell("json", role, "POST", f"/{path}", {}, begins, body=offered.examples[opening])
    for method in ("GET", "POST"):
        yield Cell("page", role, method, "/desk/matters/{path}/new", {"path": path}, begins)
    for action, noun in offered.nouns.items():
        may, named = wanted(action, role, mine=False), {"id": number}
        yield from _act(role, f"/{path}/{{id}}/{noun}", named, offered.examples[action], "theirs", may=may)
        where = {"path": path, "number": number}
        yield from _forms(role, "/desk/matters/{path}/{number}/{action}", where, action, "theirs", may=may)


def _act(
    role: str, route: str, named: Mapping[str, str], body: dict[str, Any], about: str, *, may: bool
) -> Iterator[Cell]:
    yield Cell("json", role, "POST", route, named, may, body=body, about=about)


def _forms(role: str, route: str, named: Mapping[str, str], action: str, about: str, *, may: bool) -> Iterator[Cell]:
    """Shown, and sent with nothing typed."""
    for method in ("GET", "POST"):
        yield Cell("page", role, method, route, {**named, "action": action}, may, about=about)


def _rows(things: Things) -> Iterator[Cell]:
    """What the file of entrances lists."""
    bodies = examples()
    for row in ROWS:
        if isinstance(row.opens, str):
            continue
        for asked in row.asked:
            for named, mine, about in _about(row.of, things):
                for role in PEOPLE:
                    may = row.may(role, asked, mine=mine)
                    yield Cell(
                        "page" if asked.is_page else "json",
                        role,
                        asked.method,
                        asked.path,
                        {**things.named, **named, **asked.given},
                        may,
                        query=_query(asked, ChainMap(dict(named), things.named)),
                        body=_body(row, asked, bodies),
                        led=row.leads,
                        about=about,
                    )


def _body(row: Row, asked: Asked, bodies: Mapping[str, Any]) -> Any:
    if asked.method != "POST":
        return None
    return bodies.get(asked.route) if row.said is None else row.said


def _query(asked: Asked, named: Mapping[str, str]) -> str:
    return asked.query.format_map(named) if "{" in asked.query else asked.query


def _about(of: str, things: Things) -> Iterator[tuple[dict[str, str], bool, str]]:
    """What a route can be asked about, and whether it is theirs who ask."""
    match of:
        case "ticket":
            yield from (({"number": each.number}, each.mine, each.name) for each in things.tickets)
        case "customer":
            yield from (({"id": THEIRS[owner]}, owner == ME, owner) for owner in (ME, OTHER))
        case "staff":
            yield from (({"id": owner, "who": owner}, owner == ME, owner) for owner in (ME, OTHER))
        case "others":
            yield {"number": OTHER}, False, OTHER
        case "complaint":
            yield {"number": things.matters["complaints"]}, False, OTHER
        case _:
            yield {}, False, ""
