"""What a scenario reads as, in Chinese and English: the words of the roles, actions, events and refusals that were run."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from domain.desk.answering import Answer
from domain.matters.kinds import MATTERS
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.refusals import Language, Refusal
from domain.rights import Permission
from domain.ticket.state import Ticket
from domain.wording import ACTIONS, DEPARTMENTS, ROLES, word
from gongdan.cli.showing import labels
from tests.domain.specification import SHANGHAI
from tests.scenarios.parts import Asks, ByItself, Looks, Step, Who

Both = tuple[str, str]
"""Chinese and English."""
_HASH: Final = 64
_NUMBERED: Final = ("ticket-", *(f"{kind}-" for kind in MATTERS))
"""Before the numbers that people know."""
_RECORDS: Final = {
    "customer": ("客户档案", "customer"),
    "staff": ("员工档案", "staff record"),
    "policy": ("政策包", "policy pack"),
    "calendar": ("日历", "calendar"),
    "routing": ("分流规则", "routing rules"),
    "sales": ("销量", "units sold"),
    "subscription": ("订阅", "subscription"),
}
"""What an aggregate that is no ticket is called, by the first word of its key."""


def both(say: Any) -> Both:
    return say("zh"), say("en")


def joined(parts: Iterable[Both]) -> Both:
    found = list(parts)
    return "<br>".join(zh for zh, _ in found), "<br>".join(en for _, en in found)


def step(asked: Step, outcome: Answer | Refusal | None, *, named: bool) -> Both:
    """``09:40 agent: acknowledge (channel: phone)``; ``named`` with the staff number too."""
    envelope = outcome.events[0].envelope if isinstance(outcome, Answer) and outcome.events else None
    time = f"{envelope.occurred.astimezone(SHANGHAI):%m-%d %H:%M} " if envelope and asked.clock else ""

    def say(language: Language) -> str:
        does = ACTIONS[asked.command.action][_place(language)]
        facts = labels.facts(_said(asked.command), language, of=asked.command.causes.stored_name)
        about = _of(asked.ticket, asked.record, language)
        return f"{time}{who(asked.who, language, named=named)}{does}{about}{_in(facts, _late(asked, language))}"

    return both(say)


def asks(asked: Asks, *, named: bool) -> Both:
    """``auditor x-001: wants to read tickets``."""

    def say(language: Language) -> str:
        action, about = ACTIONS[asked.action][_place(language)], _of(asked.ticket or 0, None, language)
        wish = "要求" if language == "zh" else "wants to "
        return f"{who(asked.who, language, named=named)}{wish}{action}{about}"

    return both(say)


def looks(looking: Looks, *, named: bool) -> Both:
    return both(lambda language: f"{who(looking.who, language, named=named)}{looking.at[_place(language)]}")


def by_itself(part: ByItself, now: datetime) -> Both:
    time = f"{now:%m-%d %H:%M}"
    return f"{time} 系统：{part.does[0]}", f"{time} the program: {part.does[1]}"


def standing(number: str, ticket: Ticket, opener: str) -> Both:
    """Whose a ticket is, and how far: what rights are asked about."""
    stage = word(ticket.stage, chinese=True), word(ticket.stage, chinese=False)
    zh = [f"{word(opener, chinese=True)} {ticket.opened_by} 登记", f"客户 {ticket.customer}"]
    en = [f"opened by {word(opener, chinese=False)} {ticket.opened_by}", f"for {ticket.customer}"]
    if ticket.engineer:
        zh, en = [*zh, f"派给工程师 {ticket.engineer}"], [*en, f"dispatched to engineer {ticket.engineer}"]
    if ticket.team:
        zh, en = [*zh, _team(ticket.team, "zh")], [*en, _team(ticket.team, "en")]
    return f"工单 {number}（{stage[0]}）：{'，'.join(zh)}", f"ticket {number} ({stage[1]}): {', '.join(en)}"


def allowed(permission: Permission) -> Both:
    zh, en = word(permission.role, chinese=True), word(permission.role, chinese=False)
    return f"准予，以{zh}身份", f"allowed, as {en}"


def who(person: Who, language: Language, *, named: bool) -> str:
    """``engineer e-003: ``; with the department of a contact or the team, and all roles of who has several."""
    glue = "、" if language == "zh" else ", "
    roles = glue.join(word(role, chinese=language == "zh") for role in (person.role, *person.also))
    teams = glue.join(_team(team, language) for team in sorted(person.teams))
    within = f"（{teams}）" if language == "zh" else f" ({teams})"
    said_by_the_name = language == "en" and person.staff.startswith(f"{person.role}-")
    name = person.staff if said_by_the_name else f"{roles} {person.staff}"
    return f"{name if named and person.role in ROLES else roles}{within if teams else ''}{_colon(language)}"


def _team(team: str, language: Language) -> str:
    if team in DEPARTMENTS:
        return DEPARTMENTS[team][_place(language)]
    return f"{team} 班组" if language == "zh" else f"team {team}"


def happened(events: Sequence[Recorded], said: Step | None, numbers: Sequence[str]) -> Both:
    """The events as they are stored: of what they hold, what the step had not said; with the number where it is new."""
    if not events:
        return "已经如此，未作记录", "already so: nothing is recorded"
    known = plain(said.command) if said else {}
    zh, en = joined(both(lambda language, one=one: _event(one, language, known, numbers)) for one in events)
    return f"已记录：{zh}", f"recorded: {en}"


def refusal(refused: Refusal) -> Both:
    zh, en = refused.say("zh"), refused.say("en")
    return f"不予办理：{zh}", f"refused: {en}"


def _event(one: Recorded, language: Language, known: Mapping[str, Any], numbers: Sequence[str]) -> str:
    name = labels.happening(one.envelope.type, language)
    number = one.envelope.aggregate
    number = number.partition("-")[2] if number.startswith(_NUMBERED) else number
    ticket = f" {number}" if len(numbers) > 1 or one.envelope.version == 1 else ""
    besides = {field: value for field, value in plain(one.event).items() if known.get(field) != value}
    return f"{name}{ticket}{_in(labels.facts(besides, language, of=one.envelope.type))}"


def _said(command: Command) -> dict[str, Any]:
    """What a command says; the ticket that it names by the word for a ticket's number."""
    return {("number" if name == "ticket" else name): value for name, value in plain(command).items()}


def _late(asked: Step, language: Language) -> str:
    if asked.happened is None:
        return ""
    late = asked.late or ("未说明" if language == "zh" else "not said")
    return (
        f"发生于 {asked.happened}，补登原因：{late}"
        if language == "zh"
        else f"happened {asked.happened}, late because: {late}"
    )


def _in(*facts: str) -> str:
    said = " · ".join(one for one in facts if one)
    return f" [{said}]" if said else ""


def plain(model: BaseModel) -> dict[str, Any]:
    """What a command or an event says, as labels take it."""
    return _plain(model.model_dump(exclude_none=True))


def _plain(value: Any) -> Any:
    """As labels take it: local times, short hashes, and an empty list told as such."""
    match value:
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case datetime():
            return value.astimezone(SHANGHAI).isoformat()
        case tuple() | list() | frozenset():
            return [_plain(part) for part in value] or "–"
        case Decimal():
            return f"{value:.2f}"
        case bool():
            return value
        case _:
            first, *more = str(value).splitlines() or [""]
            text = f"{first} …" if more else first
            return f"{text[:8]}…" if len(text) == _HASH else text


def _of(ticket: int, record: str | None, language: Language) -> str:
    """What it is about, where that is not the only ticket."""
    if record:
        kind, _, name = record.partition("-")
        zh, en = _RECORDS[kind]
        return f"（{zh} {name}）" if language == "zh" else f" ({en} {name})"
    if ticket <= 1:
        return ""
    return f"（第 {ticket} 张工单）" if language == "zh" else f" (ticket {ticket})"


def _place(language: Language) -> int:
    return 0 if language == "zh" else 1


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "
