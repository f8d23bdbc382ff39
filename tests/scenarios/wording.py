"""What a scenario reads as, in Chinese and English: the words of the roles, actions, events and refusals that were run."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel

from domain.desk.answering import Answer
from domain.policy.timing.clock import Clock
from domain.record.envelope import Recorded
from domain.refusals import Language, Refusal
from domain.wording import ACTIONS, ROLES
from gongdan.cli.showing import labels
from tests.domain.specification import SHANGHAI
from tests.scenarios.clocks import Measured
from tests.scenarios.grammar import Step

Both = tuple[str, str]
"""Chinese and English."""
_HASH: Final = 64


def both(say: Any) -> Both:
    return say("zh"), say("en")


def joined(parts: Iterable[Both]) -> Both:
    found = list(parts)
    return "<br>".join(zh for zh, _ in found), "<br>".join(en for _, en in found)


def step(asked: Step, outcome: Answer | Refusal | None) -> Both:
    """``09:40 agent: acknowledge (channel: phone)``."""
    envelope = outcome.events[0].envelope if isinstance(outcome, Answer) and outcome.events else None
    time = f"{envelope.occurred.astimezone(SHANGHAI):%m-%d %H:%M} " if envelope and asked.clock else ""

    def say(language: Language) -> str:
        place = 0 if language == "zh" else 1
        who, does = ROLES[asked.role][place], ACTIONS[asked.command.action][place]
        facts = labels.facts(plain(asked.command), language, of=asked.command.causes.stored_name)
        return f"{time}{who}{_colon(language)}{does}{_of(asked.ticket, language)}{_in(facts, _late(asked, language))}"

    return both(say)


def happened(events: Sequence[Recorded], said: Step | None, numbers: Sequence[str]) -> Both:
    """The events as they are stored: of what they hold, what the step had not said; with the number where it is new."""
    if not events:
        return "已经如此，未作记录", "already so: nothing is recorded"
    known = plain(said.command) if said else {}
    return joined(both(lambda language, one=one: _event(one, language, known, numbers)) for one in events)


def refusal(refused: Refusal) -> Both:
    zh, en = refused.say("zh"), refused.say("en")
    return f"不予办理：{zh}", f"refused: {en}"


def kept(clock: Clock, found: Measured, *, shown: bool) -> Both:
    title, took = clock.title, length(found.took) if found.took is not None and shown else None
    limit = (found.limit.say(chinese=True), str(found.limit)) if found.limit else ("如约", "as agreed")
    zh, en = f"{title.zh}：时限 {limit[0]}", f"{title.en}: limit {limit[1]}"
    if took:
        zh, en = f"{zh}，用时 {took[0]}", f"{en}, took {took[1]}"
    return f"{zh}，{'达成' if found.met else '未达成'}", f"{en}, {'met' if found.met else 'missed'}"


def length(took: timedelta) -> Both:
    hours, minutes = divmod(int(took.total_seconds() // 60), 60)
    parts = [(f"{hours} 小时", f"{hours} h")] if hours else []
    parts += [(f"{minutes} 分钟", f"{minutes} min")] if minutes or not hours else []
    return " ".join(zh for zh, _ in parts), " ".join(en for _, en in parts)


def _event(one: Recorded, language: Language, known: Mapping[str, Any], numbers: Sequence[str]) -> str:
    name = labels.happening(one.envelope.type, language)
    number = one.envelope.aggregate.removeprefix("ticket-")
    ticket = f" {number}" if len(numbers) > 1 or one.envelope.version == 1 else ""
    besides = {field: value for field, value in plain(one.event).items() if known.get(field) != value}
    return f"{name}{ticket}{_in(labels.facts(besides, language, of=one.envelope.type))}"


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
    """As labels take it: local times, lists in one text."""
    match value:
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case datetime():
            return value.astimezone(SHANGHAI).isoformat()
        case tuple() | list() | frozenset():
            return ", ".join(_one(part) for part in value) or "–"
        case Decimal():
            return f"{value:.2f}"
        case bool():
            return value
        case _:
            text = str(value)
            return f"{text[:8]}…" if len(text) == _HASH else text


def _one(part: Any) -> str:
    if isinstance(part, dict):
        return " ".join(str(_plain(value)) for value in part.values())
    return str(_plain(part))


def _of(ticket: int, language: Language) -> str:
    if ticket <= 1:
        return ""
    return f"（第 {ticket} 张工单）" if language == "zh" else f" (ticket {ticket})"


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "
