"""The monthly analysis as it comes out and is printed, with its targets (月度分析、目标): R41, R42."""

from collections.abc import Iterator
from typing import Final

from api.documents.paper import Section
from api.documents.periods.reporting import read
from api.documents.told import ToldReport
from consumers.reports import Reports
from domain.reports.period import Period
from domain.sales.events import Sold
from domain.sales.month import RecordUnitsSold
from domain.ticket.commands import AcknowledgeReceipt, AnswerSurvey, CallBack, ResolveTicket, SendSurvey
from domain.ticket.events import Product
from domain.ticket.vocabulary import Channel, Kind
from gongdan.documents.periods import monthly
from gongdan.documents.wording import Wording
from gongdan.documents.writing import Writer
from projections.reports.folding import edition
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.rounds import read_models
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import ByItself, Seen, Step
from tests.scenarios.people import agent, clerk, customer, supervisor
from tests.scenarios.told.ending.survey import scores
from tests.scenarios.told.tables.registers import Told
from tests.scenarios.told.taking_in.intake import CALL

MONTH: Final = "2024-05"
SUMMARY: Final = (
    "Figure",
    "tickets",
    "mean first-response time",
    "mean resolution time",
    "responded in time",
    "solved in time",
    "first-time fix",
    "satisfaction",
    "NPS",
    "complaint rate",
    "complaints handled in time",
    "mean spare-part lead time",
    "failure rate",
    "repair-return rate",
)
KINDS: Final = ("Of", "consultation", "fault")
SCORES: Final = (
    "Question",
    "How was the communication?",
    "How well was it solved?",
    "How good were the technical skills?",
    "Was the response timely?",
)
CAUSES: Final = ("Of", "attitude")


async def _bring_out(seen: Seen) -> None:
    async with read_models(seen) as models:
        await Reports(seen.desk, models, lambda: seen.now, SHANGHAI).go()


BRINGS_OUT: Final = ByItself(("查看有无到期的分析报告", "looks for an analysis that is due"), _bring_out, "12:00")


def the_main_figures(seen: Seen) -> Told:
    """As printed, below their headings; codes are what stands first in each row, in English."""
    return _shown(seen, "summary", "kind", "scores", "causes")


def the_products(seen: Seen) -> Told:
    return _shown(seen, "rates", "flagged")


def _shown(seen: Seen, *keys: str) -> Told:
    told = _report(seen)
    chinese, english = (_sections(told, zh=zh) for zh in (True, False))
    return [line for key in keys for line in lines(chinese[key], english[key])]


def _report(seen: Seen) -> ToldReport:
    """The last edition of the month."""
    with tables(seen) as connection:
        row = edition(connection, MONTH)
    assert row, "no report came out"
    event = read(row)
    return ToldReport(
        period=Period.named(MONTH),
        edition=event.edition,
        published=row["published"].astimezone(SHANGHAI),
        on_time=row["on_time"],
        figures=event.figures,
        before=(),
        flagged=event.flagged,
        improvements=(),
        people={},
        left_out=event.left_out or 0,
    )


def _sections(told: ToldReport, *, zh: bool) -> dict[str, Section]:
    write = Writer(Wording("zh" if zh else "en"), told.people)
    return {section.key: section for section in monthly.sections(write, told)}


def lines(chinese: Section, english: Section) -> Iterator[tuple[str, str, str]]:
    """Headings and rows, or the text that stands under the title."""
    if not english.rows:
        yield english.key, f"{chinese.title}：{chinese.text}", f"{english.title}: {english.text}"
        return
    for zh, en in zip((chinese.headings, *chinese.rows), (english.headings, *english.rows), strict=True):
        yield en[0], *(" ｜ ".join(text or "–" for text in row) for row in (zh, en))


def solved(place: int, day: str, *given: int) -> tuple[Step, ...]:
    """A consultation that was answered within minutes, solved an hour later, and rated the same day."""
    question = CALL.model_copy(update={"kind": Kind.CONSULTATION, "summary": "如何除霜"})
    answer = AnswerSurvey(survey=1, scores=scores(*given), recommend=9 if min(given) > 3 else 4)
    return (
        opens(agent, question).at(f"{day} 09:30"),
        agent(AcknowledgeReceipt(channel=Channel.PHONE)).on(place).at(f"{day} 09:40"),
        agent(ResolveTicket(handling="已说明除霜方法")).on(place).at(f"{day} 10:40"),
        agent(SendSurvey(channel=Channel.SMS)).on(place).at(f"{day} 11:00"),
        customer(answer).on(place).at(f"{day} 14:00"),
    )


@scenario(
    "R41",
    "R42",
    zh="月度分析在次月 5 日前自行发布：各项指标旁列目标和是否达成；没有数据的为不详，不是 0",
    en="The monthly analysis comes out by itself by the 5th, each figure beside its target; what has no case is unknown",
)
def the_monthly_analysis_comes_out_by_itself() -> Story:
    call = CallBack(survey=1, category="attitude", reason="客服语气生硬", agreed="致歉,并安排培训")
    return (
        given(
            *solved(1, "2024-05-06", 5, 5, 4, 5),
            *solved(2, "2024-05-13", 4, 5, 2, 4),
            supervisor(call).on(2),
            opens(agent, CALL).at("2024-05-20 09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)).on(3).at("2024-05-22 09:30"),
        )
        .when(BRINGS_OUT.at("2024-06-02 12:00"))
        .then_nothing()
        .when(BRINGS_OUT.at("2024-06-03 12:00"))
        .then_seen(the_main_figures, *SUMMARY, *KINDS, *SCORES, *CAUSES)
        .when(BRINGS_OUT.at("2024-06-04 12:00"))
        .then_nothing()
    )


@scenario(
    "R42",
    zh="故障率对照销量：低于 2% 为达标，超过 10% 的型号报产品部门；没有销量的型号为不详",
    en="Failure rates go by units sold: below 2 % is the target, a model above 10 % is flagged, one without sales unknown",
)
def a_model_that_fails_too_often_is_flagged() -> Story:
    sold = (Sold(model="KFR-35", units=20), Sold(model="KFR-50", units=200))
    models = ("KFR-35", "KFR-35", "KFR-35", "KFR-50", "KFR-72")
    faults = [CALL.model_copy(update={"product": Product(name="智能空调", model=model)}) for model in models]
    return (
        given(
            clerk(RecordUnitsSold(month="2024-04", sold=sold)).on_record("sales-2024-04"),
            *(opens(agent, fault).at(f"2024-05-{day} 09:30") for day, fault in enumerate(faults, 13)),
        )
        .when(BRINGS_OUT.at("2024-06-03 12:00"))
        .then_seen(the_products, "Model", "KFR-35", "KFR-50", "KFR-72", "flagged")
    )
