"""Makes pages from templates: one frame, the reader's language, everything escaped."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment
from markupsafe import Markup

from api.callers import Caller
from api.manners.language import language_of
from api.matters.catalogue import OFFERED
from api.tables.looks import NOW
from api.tables.visible import has_list
from domain.refusals import Language
from domain.rights import Person, may, reads_all
from domain.wording import ROLES, word
from gongdan.cli.showing import labels
from gongdan.console.shell import place
from gongdan.console.shell.environment import environment
from gongdan.console.shell.language import translations
from gongdan.console.shell.names import NAMES, named, value, who
from gongdan.console.shell.times import due, moment, told

PLACES: Final = (
    (place.INTAKE, "Intake", ("open",)),
    (place.TASKS, "Tasks", ("read-tasks",)),
    (place.DAY, "My day", ("arrive",)),
    (place.BOARD, "Board", ("read-metrics",)),
    (place.APPROVALS, "Approvals", ("approve-plan",)),
    (place.REGISTER, "Register", ("read",)),
    (place.CUSTOMERS, "Customers", ("look-up",)),
    (place.METRICS, "Metrics", ("read-metrics", "read-own-metrics")),
    (place.REPORTS, "Reports", ("read-metrics",)),
    (place.PROCESS, "Process map", ("read-metrics",)),
    (place.WORKLOAD, "Workload", ("read-metrics",)),
    (place.VISITS, "Visits", ("read-metrics",)),
    (place.WHAT_IF, "What if", ("judge",)),
    (place.SYSTEM, "System", ("operate",)),
    (place.ROSTER, "Roster", ("list-staff",)),
    (place.AUDIT, "Audit", ("read-audit",)),
    (place.ACCOUNTS, "Accounts", ("open-account",)),
)
"""The pages that lead to all others, each with rights of which one is enough; ``places.html`` groups and names them."""
_SHORT: Final = 8
"""Hexadecimal digits of a file's digest in its address."""
_SAME: Final = 2_000
"""Codes that are told once for all rows: ``same(macro, code)`` says what the macro would; of nothing personal."""


def page(request: Request, template: str, status: int = 200, **said: Any) -> HTMLResponse:
    """A page as the reader sees it."""
    language = language_of(request)
    caller: Caller | None = getattr(request.state, "caller", None)
    zone: ZoneInfo = request.app.state.service.zone
    places = places_of(caller)
    NAMES.set(getattr(request.state, "names", {}))
    text = (
        _templates(language)
        .get_template(f"{template}.html")
        .render(
            language=language,
            caller=caller,
            path=request.url.path,
            live=getattr(request.state, "shown", None) if caller else None,
            address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            now=datetime.now(zone),
            place=place,
            places=places,
            leading=_leading(language, tuple(places.items()), _here(request.url.path, places)),
            **said,
        )
    )
    return HTMLResponse(text, status, headers={"Content-Language": "zh-CN" if language == "zh" else "en"})


def places_of(caller: Caller | None) -> dict[str, str]:
    """The address of every place that is theirs, by its name; a kind of matter has that of its path."""
    if caller is None:
        return {}
    found = dict(_places_by(caller.roles))
    if not lists_tickets(caller):
        found.pop("Register", None)
    return found


@lru_cache(_SAME)
def _places_by(roles: frozenset[str]) -> Mapping[str, str]:
    """What is about no one thing is given by roles alone: looked up once for all who have the same."""
    person = Person("", roles)
    found = {name: to for to, name, rights in PLACES if any(may(person, each) for each in rights)}
    return found | {each.path: f"{place.MATTERS}/{each.path}" for each in OFFERED if may(person, each.reading)}


def _here(path: str, places: Mapping[str, str]) -> frozenset[str]:
    """The places that the page belongs to."""
    return frozenset(to for to in places.values() if path == to or path.startswith(f"{to}/"))


@lru_cache(_SAME)
def _leading(language: Language, places: tuple[tuple[str, str], ...], here: frozenset[str]) -> Markup:
    """What leads to all places: made once for all who have the same."""
    made = _templates(language).get_template("places.html").render(places=dict(places), here=here, place=place)
    return Markup(made)  # noqa: S704 -- of our own template, which escapes


def lists_tickets(caller: Caller) -> bool:
    """Whether tickets are theirs to list, so that others' pages may lead to them."""
    return reads_all(caller.person, NOW) or has_list(caller.person)


@cache
def _templates(language: Language) -> Environment:
    made = environment("gongdan.console", translations(language))
    chinese = language == "zh"
    made.filters["moment"] = lambda at, now: moment(at, now, chinese=chinese)
    made.filters["called"] = lambda number: named(number, language)
    made.globals |= {  # pyright: ignore[reportArgumentType]
        "static": static,
        "label": lambda field: labels.label(field, language),
        "label_of": lambda of, field: _label(of, field, language),
        "value": lambda field, said: value(field, said, language),
        "facts": lambda data, of: labels.facts(data, language, of=of),
        "happening": lambda name: labels.happening(name, language),
        "who": lambda number: who(number, language),
        "role": lambda code: ROLES[code][0 if chinese else 1] if code in ROLES else word(code, chinese=chinese),
        "action": lambda code: _alone(word(code, chinese=chinese)),
        "told": lambda at, now: told(at, now, chinese=chinese),
        "due_told": lambda at, now: due(at, now, chinese=chinese),
        "same": lru_cache(_SAME)(lambda say, *of: say(*of)),
    }
    return made


def _alone(said: str) -> str:
    """As it is written where it does not stand in a sentence: on a button, as a heading."""
    return said[:1].upper() + said[1:]


def _label(of: str, field: str, language: Language) -> str:
    """The word that the event has for the field; what stands in no event has the field's own."""
    whole = f"{of}.{field}"
    found = labels.label(whole, language)
    return labels.label(field, language) if found == whole else found


@cache
def static(name: str) -> str:
    """The address of a file of ours, which names its content: it is fetched once and kept."""
    content = files("gongdan.console").joinpath("static", name).read_bytes()
    return f"{place.STATIC}/{name}?v={hashlib.sha256(content).hexdigest()[:_SHORT]}"
