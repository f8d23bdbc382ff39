"""A step on the way of a rule text into force: asked of the desk, and told."""

from dataclasses import replace

from fastapi import Response

from api.manners.problems import ApiProblem
from api.rules.kinds import Kind
from api.rules.texts.told import Settled
from api.service import Service
from api.tickets.sending.asking import asked
from api.tickets.sending.expected import expected_among
from api.tickets.sending.handling import Sent, same
from api.tickets.views import EventView, version_tag
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.refusals import Language, StaleVersion
from domain.rights import check
from domain.rulebook.commands import ProposeText, PublishText, TextCommand


async def settled(
    service: Service, response: Response, kind: Kind, name: str, command: TextCommand, sent: Sent
) -> Settled:
    """What came of a step. Raises as :meth:`TicketDesk.act`, and ApiProblem."""
    key = kind.key(name)
    expected = await expected_among(sent.expected, lambda: service.desk.events_of(key))
    metadata = sent.metadata(f"{kind.path}/{name}/{command.action}", expected=expected)

    async def work(traced: CommandMetadata) -> Answer:
        done = same(await service.desk.act(key, command, traced), command, traced)
        return replace(done, number="")  # no ticket, which the log and the trace would call it

    try:
        answer = await asked(command.action, metadata, work)
    except StaleVersion as refusal:
        if expected is None:
            raise
        raise ApiProblem("rules-changed", name=name) from refusal
    if isinstance(command, PublishText):
        await service.rules.look_again()
    response.headers["ETag"] = version_tag(answer.version)
    return Settled(
        name=name,
        revision=answer.version,
        position=service.shown.position(answer.position),
        events=[_without_text(event) for event in service.shown.events(answer.events)],
    )


def proposed(service: Service, kind: Kind, text: str, sent: Sent, language: Language) -> ProposeText:
    """The command for a text without mistakes. Raises Forbidden, ApiProblem with all that is wrong."""
    check(sent.caller.person, kind.propose.action)
    if wrong := service.rules.mistakes(kind.category, text, language):
        errors = [
            {"field": each.key or "text", "code": "mistake", "message": each.why}
            | ({"line": each.line} if each.line else {})
            for each in wrong
        ]
        raise ApiProblem("bad-rules", errors=errors, why=_why(errors, language))
    return kind.propose.model_validate({"text": text})


def _why(errors: list[dict[str, str | int]], language: Language) -> str:
    """The first few in a sentence; all are in ``errors``."""
    colon, glue = ("：", "；") if language == "zh" else (": ", "; ")
    return glue.join(
        f"{each['line']}: {_one(each, colon)}" if "line" in each else _one(each, colon) for each in errors[:5]
    )


def _one(error: dict[str, str | int], colon: str) -> str:
    return f"{error['field']}{colon}{error['message']}"


def _without_text(event: EventView) -> EventView:
    """The whole text is read where it is kept; here it would hide what happened."""
    return event.model_copy(update={"data": {name: value for name, value in event.data.items() if name != "text"}})
