"""An archived dossier found again, and how long it is kept (查找、保存期限): R34."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.ticket.commands import (
    AcceptFee,
    AcknowledgeReceipt,
    AddNote,
    AnswerSurvey,
    ApprovePlan,
    ArchiveTicket,
    CloseTicket,
    DiagnoseFault,
    GradeTicket,
    ProposePlan,
    QuoteFee,
    SendSurvey,
    SharePlan,
    WriteClosingReport,
)
from domain.ticket.dossier import HEADING_OF, HEADINGS, Heading, kept_until, lacking
from domain.ticket.vocabulary import Channel
from gongdan.cli.showing import labels
from gongdan.cli.tickets.wholes import TITLES
from projections import dossiers
from projections.wording.codes import LACKS
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Ask, Story, given, opens, scenario
from tests.scenarios.parts import Seen, Step, at
from tests.scenarios.people import agent, clerk, customer, supervisor
from tests.scenarios.told.ending.closing import REPORT, SOLVED_THERE
from tests.scenarios.told.ending.survey import scores
from tests.scenarios.told.taking_in.intake import CALL, FIRST

NAMED = CALL.model_copy(update={"customer_name": "远山科技有限公司", "company": True})
_PLAN: Final = ProposePlan(steps="寄送主板，指导更换", owner="a-001", deadline=at("18:00"))
_REPORT: Final = WriteClosingReport.model_validate(REPORT)
ARCHIVED: tuple[Step, ...] = (
    opens(agent, NAMED),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(GradeTicket(severity="general", reason="不影响使用")),
    agent(DiagnoseFault(finding="主板老化", fault_type="hardware")),
    agent(_PLAN),
    supervisor(ApprovePlan(plan=1, reason="同意")),
    agent(SharePlan(plan=1, channel=Channel.EMAIL)),
    agent(QuoteFee(amount=Decimal("120.00"), items="主板")),
    customer(AcceptFee(quote=1, by="王伟", given="message")),
    agent(AddNote(text="主板由客户自行更换")),
    *SOLVED_THERE[3:],
    agent(SendSurvey(channel=Channel.SMS)),
    customer(AnswerSurvey(survey=1, scores=scores(5, 5, 5, 5))),
    agent(_REPORT),
    agent(CloseTicket()).at("14:00"),
    clerk(ArchiveTicket()).at("2024-05-02 14:00"),
)


def found(words: str) -> Ask:
    """The archived dossiers with these words in number, customer, category or cause."""

    def ask(seen: Seen) -> list[tuple[str, str, str]]:
        with tables(seen) as connection:
            rows = dossiers.page(connection, dossiers.DossierFilter(text=words), _kept_until).rows
        said = [(row["number"], f"{row['number']} {row['customer_name']} {row['cause']}") for row in rows]
        return [(number, told, told) for number, told in said] or [("none", "没有找到", "nothing is found")]

    return ask


def _kept_until(closed: datetime, policy: str | None) -> date:
    return kept_until(closed.astimezone(SHANGHAI), 3)


def dossier(seen: Seen) -> list[tuple[str, str, str]]:
    """What lies under each heading of the first ticket's dossier, in the order of the process."""
    history = asyncio.run(seen.desk.history(FIRST))
    return [(name, _headed(name, history, "zh"), _headed(name, history, "en")) for name in HEADINGS]


def _headed(heading: Heading, history: Sequence[Recorded], language: Language) -> str:
    """受理：登记工单"""
    types = [one.envelope.type for one in history if HEADING_OF[type(one.event)] == heading]
    title = TITLES[heading][0 if language == "zh" else 1]
    said = ("、" if language == "zh" else ", ").join(labels.happening(each, language) for each in types)
    nothing = "无" if language == "zh" else "none"
    return f"{title}：{said or nothing}" if language == "zh" else f"{title}: {said or nothing}"


def lacks(seen: Seen) -> list[tuple[str, str, str]]:
    """What the first ticket's dossier lacks."""
    history = asyncio.run(seen.desk.history(FIRST))
    found = [(lack, *LACKS[lack]) for lack in lacking([one.envelope.type for one in history])]
    return found or [("nothing", "案卷齐全", "the dossier is complete")]


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
        .then_seen(dossier, *HEADINGS)
        .then_seen(lacks, "nothing")
        .when(clerk.looks("三年后按工单号查找", "looks for the number three years later").on("2027-05-01 14:00"))
        .then_seen(found(FIRST), FIRST)
        .then_seen(kept, "3")
        .when(clerk.looks("按原因“主板老化”查找", "looks for the cause 主板老化"))
        .then_seen(found("主板老化"), FIRST)
        .when(clerk.looks("查找另一客户", "looks for another customer"))
        .then_seen(found("近水"), "none")
    )
