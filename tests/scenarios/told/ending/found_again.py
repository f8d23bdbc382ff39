"""An archived dossier found again, and how long it is kept (查找、保存期限): R34."""

import asyncio
from collections.abc import Sequence
from typing import Final

from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.ticket.commands import AnswerSurvey, ArchiveTicket, CloseTicket, SendSurvey
from domain.ticket.dossier import HEADING_OF
from domain.ticket.vocabulary import Channel
from gongdan.cli.showing import labels
from projections import register
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Ask, Story, given, opens, scenario
from tests.scenarios.parts import Seen, Step
from tests.scenarios.people import agent, clerk, customer
from tests.scenarios.told.ending.closing import SOLVED_THERE
from tests.scenarios.told.ending.survey import scores
from tests.scenarios.told.taking_in.intake import CALL, FIRST

NAMED = CALL.model_copy(update={"customer_name": "远山科技有限公司", "company": True})
_HEADINGS: Final = {
    "request": "受理",
    "communication": "沟通",
    "work": "处理",
    "confirmation": "确认",
    "survey": "调查",
}
ARCHIVED: tuple[Step, ...] = (
    opens(agent, NAMED),
    *SOLVED_THERE[1:],
    agent(SendSurvey(channel=Channel.SMS)),
    customer(AnswerSurvey(survey=1, scores=scores(5, 5, 5, 5))),
    agent(CloseTicket()).at("14:00"),
    clerk(ArchiveTicket()).at("2024-05-02 14:00"),
)


def found(words: str) -> Ask:
    """The archived tickets of the register with these words in number, description or customer."""

    def ask(seen: Seen) -> list[tuple[str, str, str]]:
        with tables(seen) as connection:
            rows = register.page(connection, register.RegisterFilter(text=words, status=("archived",))).rows
        said = [(row["number"], f"{row['number']} {row['customer_name']}") for row in rows]
        return [(number, told, told) for number, told in said] or [("none", "没有找到", "nothing is found")]

    return ask


def dossier(seen: Seen) -> list[tuple[str, str, str]]:
    """What lies under each heading of the first ticket's dossier."""
    history = asyncio.run(seen.desk.history(FIRST))
    return [
        (name, f"{zh}：{_under(name, history, 'zh')}", f"{name}: {_under(name, history, 'en')}")
        for name, zh in _HEADINGS.items()
    ]


def _under(heading: str, history: Sequence[Recorded], language: Language) -> str:
    types = (one.envelope.type for one in history if HEADING_OF[type(one.event)] == heading)
    return ("、" if language == "zh" else ", ").join(labels.happening(each, language) for each in types)


def kept(seen: Seen) -> list[tuple[str, str, str]]:
    years = seen.pack.retention.years
    return [(f"{years}", f"结案后至少保存 {years} 年", f"kept for at least {years} years after closing")]


@scenario(
    "R34",
    zh="已归档的案卷按客户名称或工单号找回，至少保存三年",
    en="An archived dossier is found again by the customer's name or the ticket's number, and kept three years at least",
)
def an_archived_dossier_is_found_again() -> Story:
    return (
        given(*ARCHIVED, opens(agent, NAMED))
        .when(clerk.looks("在已归档的工单中查找“远山科技”", "looks for 远山科技 among the archived"))
        .then_seen(found("远山科技"), FIRST)
        .when(clerk.looks("打开案卷", "opens the dossier"))
        .then_seen(dossier, *_HEADINGS)
        .when(clerk.looks("三年后按工单号查找", "looks for the number three years later").on("2027-05-01 14:00"))
        .then_seen(found(FIRST), FIRST)
        .then_seen(kept, "3")
        .when(clerk.looks("查找另一客户", "looks for another customer"))
        .then_seen(found("近水"), "none")
    )
