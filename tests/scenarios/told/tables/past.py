"""Any past moment: as it was and as it was known, of register, progress and metrics, and what made the difference: R48."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from typing import Final

from domain.policy.in_force import shipped
from domain.policy.shipped import DEFAULT
from domain.refusals import Language
from domain.ticket.commands import AcknowledgeReceipt, GradeTicket
from domain.ticket.vocabulary import Channel
from gongdan.cli.showing import labels
from projections import clocks, figures, progress, register, sales
from projections.figures.asking import Look, whole
from projections.figures.measuring import measured
from projections.figures.metrics import METRICS
from projections.past.between import Between, Difference, differences
from projections.past.sheets import CHANGES
from projections.projection import Projection
from projections.running.past import as_of
from projections.sheets.sheet import Reader
from projections.spans.asking import Bound, Span
from projections.store import ReadStore
from tests.domain.specification import SHANGHAI
from tests.scenarios.grammar import Ask, Story, given, opens, scenario
from tests.scenarios.parts import Seen, at
from tests.scenarios.people import agent, clerk, manager
from tests.scenarios.told.tables.registers import AGENT, REPORT, Told

LATE: Final = "电话占线,事后补登"
_SHOWN: Final = ("status", "severity", "first_response")
_COUNTED: Final = ("tickets", "first-response", "responded")


def _at(seen: Seen, clock: str, *projections: Projection, known: bool = False) -> ReadStore:
    return asyncio.run(as_of(seen.store, at(clock), known=known, projections=projections))


def register_at(clock: str, *, known: bool = False) -> Ask:
    """The register as of a moment."""

    def ask(seen: Seen) -> Told:
        with closing(_at(seen, clock, register.PROJECTION, known=known)) as store, store.read() as connection:
            rows = register.page(connection, sort="number").rows
        texts = [list(register.SHEET.texts(rows, Reader(SHANGHAI, chinese=each))) for each in (True, False)]
        return [(row["status"], _printed(zh), _printed(en)) for row, zh, en in zip(rows, *texts, strict=True)]

    return ask


def _printed(cells: Sequence[str]) -> str:
    return " ｜ ".join(cell or "–" for cell in cells)


def progress_at(clock: str) -> Ask:
    def ask(seen: Seen) -> Told:
        with closing(_at(seen, clock, progress.PROJECTION)) as store, store.read() as connection:
            rows = progress.page(connection, seen.numbers[-1]).rows
        texts = [list(progress.SHEET.texts(rows, Reader(SHANGHAI, chinese=each))) for each in (True, False)]
        return [(row["step"], _printed(zh), _printed(en)) for row, zh, en in zip(rows, *texts, strict=True)]

    return ask


def metrics_at(clock: str) -> Ask:
    """Of the scenarios' day, as they were then."""

    def ask(seen: Seen) -> Told:
        day, then = at("00:00").date(), (figures.PROJECTION, clocks.PROJECTION, sales.PROJECTION)
        with closing(_at(seen, clock, *then)) as store, store.read() as connection:
            look = Look(connection, at(clock), shipped().newest("handbook").targets)
            found = [
                (each, measured(each, look, (whole(day, day),), None)[0]) for each in METRICS if each.name in _COUNTED
            ]
        told = [(each, "–" if figure.value is None else f"{float(figure.value):g}") for each, figure in found]
        return [(value, f"{each.title[0]}：{value}", f"{each.title[1]}: {value}") for each, value in told]

    return ask


def difference(earlier: str, later: str) -> Ask:
    """Of the register, with the events that made it."""

    def ask(seen: Seen) -> Told:
        events = asyncio.run(seen.desk.history(seen.numbers[-1]))
        span = Span(seen.numbers[-1], events[0].envelope.aggregate, events[0].sequence, events[-1].sequence)
        between = Between(Bound(at(earlier)), Bound(at(later)))
        found = asyncio.run(
            differences(
                seen.store,
                [span],
                between,
                register.PROJECTION,
                lambda connection: register.page(connection, sort="number").rows,
                ("number",),
                SHANGHAI,
                DEFAULT,
            )
        )
        return [(row.change, _told(each, "zh"), _told(each, "en")) for each in found for row in each.rows]

    return ask


def _told(of: Difference, language: Language) -> str:
    place = 0 if language == "zh" else 1
    cells = [cell for row in of.rows for cell in row.cells if cell.column in _SHOWN]
    said = [
        f"{labels.label(cell.column, language)}：{_value(cell.column, cell.before, language)} → "
        f"{_value(cell.column, cell.after, language)}"
        for cell in cells
    ]
    events = [
        f"{event.envelope.occurred.astimezone(SHANGHAI):%H:%M} {event.envelope.actor.id} "
        f"{labels.happening(event.envelope.type, language)}"
        for event in of.events
    ]
    return f"{CHANGES[of.rows[0].change][place]} ｜ {'；'.join(said)} ｜ {'；'.join(events)}"


def _value(column: str, said: object, language: Language) -> str:
    return "–" if said is None else labels.value(column, said, language)


@scenario(
    "R48",
    zh="补登的内容：按当时实际看得到，按当时所知还没有",
    en="What was entered late shows in how things were, and not in what was known then",
)
def what_was_entered_late_was_so_but_not_known() -> Story:
    return (
        given(
            *AGENT,
            opens(agent, REPORT).at("09:30"),
            clerk(AcknowledgeReceipt(channel=Channel.PHONE)).at("11:00").happened_at("09:40", LATE),
        )
        .when(manager.looks("查看 10:00 当时实际的登记表", "looks at the register as it was at 10:00"))
        .then_seen(register_at("10:00"), "responded")
        .when(manager.looks("查看 10:00 当时所知的登记表", "looks at the register as it was known at 10:00"))
        .then_seen(register_at("10:00", known=True), "registered")
        .when(manager.looks("查看 11:00 当时所知的登记表", "looks at the register as it was known at 11:00"))
        .then_seen(register_at("11:00", known=True), "responded")
    )


@scenario(
    "R48",
    zh="进度与指标也可查看过去任一时刻的样子",
    en="Progress and metrics show how they stood at any past moment too",
)
def progress_and_metrics_show_any_past_moment() -> Story:
    return (
        given(
            *AGENT,
            opens(agent, REPORT).at("09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)).at("09:50"),
            agent(GradeTicket(severity="urgent", reason="核心业务受影响")).at("09:55"),
        )
        .when(manager.looks("查看 09:40 时的进度", "looks at progress as of 09:40"))
        .then_seen(progress_at("09:40"), "intake")
        .when(manager.looks("查看 10:00 时的进度", "looks at progress as of 10:00"))
        .then_seen(progress_at("10:00"), "intake", "first-response", "grading")
        .when(manager.looks("查看 09:40 时的指标", "looks at the metrics as of 09:40"))
        .then_seen(metrics_at("09:40"), "1", "–", "–")
        .when(manager.looks("查看 10:00 时的指标", "looks at the metrics as of 10:00"))
        .then_seen(metrics_at("10:00"), "1", "20", "1")
    )


@scenario(
    "R48",
    zh="两个时刻的差异：改变的栏目之前与之后，以及造成改变的事件",
    en="The difference of two moments: each column before and after, and the events that made it so",
)
def the_difference_of_two_moments_names_the_events_that_made_it() -> Story:
    return (
        given(
            *AGENT,
            opens(agent, REPORT).at("09:30"),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)).at("09:40"),
            agent(GradeTicket(severity="urgent", reason="核心业务受影响")).at("09:45"),
        )
        .when(manager.looks("比较 09:00 与 09:35 的登记表", "compares the register of 09:00 with that of 09:35"))
        .then_seen(difference("09:00", "09:35"), "added")
        .when(manager.looks("比较 09:35 与 09:50 的登记表", "compares the register of 09:35 with that of 09:50"))
        .then_seen(difference("09:35", "09:50"), "changed")
    )
