"""Facts of a ticket, a customer, a person and their events as the command line shows them, in Chinese and English."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final, cast

from domain.accounts.commands import COMMANDS as ACCOUNTS
from domain.calendar.commands import COMMANDS as CALENDAR
from domain.customer.commands import COMMANDS as CUSTOMER
from domain.matters.kinds import MATTERS
from domain.policy.commands import COMMANDS as POLICY
from domain.policy.in_force import shipped
from domain.policy.timing.duration import parse
from domain.record.command import Command
from domain.refusals import Language
from domain.reports.report import COMMANDS as REPORTS
from domain.routing.commands import COMMANDS as ROUTING
from domain.sales.month import COMMANDS as SALES
from domain.samples.sample import COMMANDS as SAMPLES
from domain.staff.commands import COMMANDS as STAFF
from domain.subscriptions.commands import COMMANDS as SUBSCRIPTIONS
from domain.ticket.commands import COMMANDS as TICKET
from domain.views.commands import COMMANDS as VIEWS
from domain.wording import CHANNELS, FAULT_TYPES, ROLES, STAGES, Words
from domain.wording import word as domain_word
from gongdan.cli.showing import of_accounts, of_notices, of_people, of_running, of_subscriptions, of_views
from gongdan.cli.showing.fields import FIELDS
from gongdan.cli.showing.matters import words as of_matters
from gongdan.cli.showing.meanings import meant
from projections.wording import codes
from projections.wording import words as wording

CODES: Final[dict[str, Words]] = {
    "status": wording.STATUSES,
    "stage": STAGES,
    "severity": wording.SEVERITIES,
    "channel": CHANNELS,
    "kind": wording.KINDS,
    "waiting_for": wording.WAITS,
    "closed_as": wording.ENDINGS,
    "cancelled_as": wording.ENDINGS,
    "fault_type": FAULT_TYPES,
    "found_by": codes.FOUND_BY,
    "missing": codes.MISSING,
    "direction": codes.DIRECTIONS,
    "relation": codes.RELATIONS,
    "warranty": codes.WARRANTY,
    "department": codes.DEPARTMENTS,
    "departments": codes.DEPARTMENTS,
    "met": codes.DEPARTMENTS,
    "where": codes.HANDLING,
    "ticket.handling": codes.HANDLING,
    "work": codes.WORK_KINDS,
    "given": codes.GIVEN,
    "purpose": codes.PURPOSES,
    "notices": codes.NOTICES,
    "measure": codes.MEASURES,
    "ground": codes.GROUNDS,
    "because": codes.KEEPING,
    "released_as": codes.RELEASED_AS,
    "gaps": codes.GAPS,
    "gaps_at_closing": codes.GAPS,
    "question": codes.QUESTIONS,
    "callback-made.category": codes.SCORE_CAUSES,
    "training-recorded.outcome": codes.OUTCOMES,
    "leave-taken.kind": codes.LEAVES,
    "role": ROLES,
    **of_matters.CODES,
    **of_notices.CODES,
    **of_people.CODES,
    **of_running.CODES,
    **of_views.CODES,
    **of_accounts.CODES,
    **of_subscriptions.CODES,
}
"""The words for the codes of a field; what is no code of it stands for itself."""
_TIMES: Final = frozenset(
    {"due", "at", "visit_expected", "estimate", "visit", "opened", "updated", "until", "deadline", "expected", "added"}
) | {"closed", "archived", "requested", "completed"}
_CUSTOMERS_WORD: Final = {
    "resolution-confirmed": "客户确认",
    "resolution-rejected": "客户不认可",
    "survey-answered": "客户评价",
    "objection-raised": "客户异议",
}
_CAUSED_BY: Final[dict[str, type[Command]]] = {
    command.causes.stored_name: command
    for commands in (
        TICKET,
        CUSTOMER,
        STAFF,
        POLICY,
        CALENDAR,
        ROUTING,
        SALES,
        REPORTS,
        VIEWS,
        ACCOUNTS,
        SAMPLES,
        SUBSCRIPTIONS,
        *(kind.commands for kind in MATTERS.values()),
    )
    for command in commands.values()
}
_WITHOUT_A_COMMAND: Final = {
    **of_notices.HAPPENINGS,
    "ticket-absorbed": "并入",
    "erasure-postponed": "推迟删除",
    "service-record-completed": "服务记录",
    "deadline-warned": "时限预警",
    "deadline-missed": "超过时限",
    "progress-sync-missed": "进度同步超时",
}
_NO, _YES = ("否", "no"), ("是", "yes")
_FIELDS: Final = 2_000
"""More than there are."""
IRREGULAR: Final[Words] = {
    "already-so": ("本来如此", "already so"),
    "not-allowed": ("规则不允许", "against the rules"),
}


def label(field: str, language: Language) -> str:
    """The word for a field, ``plan.owner`` or ``estimate-given.due``; else the word for its last part."""
    found = meant(FIELDS, field) or (field, field)
    return found[0 if language == "zh" else 1]


def value(field: str, said: Any, language: Language) -> str:
    """A value as people read it: the word for a code, local time to the minute, a list with commas between."""
    name, place = field.rpartition(".")[2], 0 if language == "zh" else 1
    if isinstance(said, bool):
        return (_NO, _YES)[said][place]
    if isinstance(said, list | tuple):
        return ("、" if place == 0 else ", ").join(value(field, each, language) for each in cast("list[Any]", said))
    if isinstance(said, dict):
        return f"[{facts(cast('dict[str, Any]', said), language, of=field)}]"
    text = str(said)
    if name in _TIMES:
        return time(text)
    if name == "clock":
        return _clocks().get(text, (text, text))[place]
    if name == "limit" and place == 0:
        return _in_chinese(text)
    return _codes(field).get(text, (text, text))[place]


@lru_cache(_FIELDS)
def _codes(field: str) -> Words:
    """The codes of a field; looked up once, as every row of a page has the same fields."""
    return meant(CODES, field) or {}


def _in_chinese(limit: str) -> str:
    """A duration of a policy pack; anything else as it stands."""
    try:
        return parse(limit).say(chinese=True)
    except ValueError:
        return limit


@cache
def _clocks() -> Words:
    """The clocks of the packs that come with the program; a department's own are shown by the pack's name for them."""
    clocks = (clock for pack in shipped().packs for clock in pack.clocks.items())
    return {name: (clock.title.zh, clock.title.en) for name, clock in clocks}


def time(iso: str) -> str:
    """2024-05-01T09:30:00+08:00 → 2024-05-01 09:30."""
    return iso[:16].replace("T", " ")


def happening(stored_name: str, language: Language) -> str:
    """What an event is called: 派单 by the action that leads to it, or "engineer dispatched"."""
    command = _CAUSED_BY.get(stored_name)
    if language == "en":
        return stored_name.replace("-", " ")
    known = _CUSTOMERS_WORD.get(stored_name) or _WITHOUT_A_COMMAND.get(stored_name)
    return known or (domain_word(command.action, chinese=True) if command else stored_name)


def facts(data: dict[str, Any], language: Language, glue: str | None = None, *, of: str = "") -> str:
    """``原因：…；工程师：…``; of a correction's field, its name. ``of`` is the event or part that holds them."""
    colon, semicolon = ("：", "；") if language == "zh" else (": ", "; ")
    whole = f"{of}." if of else ""
    about = "corrected" if "field" in data else "version"
    named = ((about if name == "version" else f"{whole}{name}", name, each) for name, each in dotted(data))
    said = (f"{label(shown, language)}{colon}{_fact(whole, name, each, data, language)}" for shown, name, each in named)
    return (glue or semicolon).join(said)


def _fact(whole: str, name: str, each: Any, data: dict[str, Any], language: Language) -> str:
    if name == "field":
        return label(str(each), language)
    corrected = name in ("right", "wrong") and "field" in data
    return value(str(data["field"]) if corrected else f"{whole}{name}", each, language)


def dotted(data: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    """Each fact by its dotted name; what was not said, and an empty list, is left out."""
    return list(_dotted(data, before))


def _dotted(data: dict[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for name, each in data.items():
        if isinstance(each, dict):
            yield from _dotted(cast("dict[str, Any]", each), f"{before}{name}.")
        elif each is not None and each != [] and each != ():
            yield f"{before}{name}", each
