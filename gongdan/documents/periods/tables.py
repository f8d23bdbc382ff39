"""The tables that a report's figures are printed in: each of some measures, by what they are broken down by."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from api.documents.paper import Section
from api.documents.told import ToldReport
from domain.reports.figure import BY, MEASURES, Figure
from gongdan.documents.writing import Writer
from projections.reports.measured import reached, spoken, unit_of
from projections.reports.members import member
from projections.wording.words import word

_SHARED = (
    ("kind", "kind"),
    ("fault-type", "fault-type"),
    ("severity", "severity"),
    ("channel", "channel"),
    ("product-shares", "product"),
    ("region", "region"),
)
_SPEEDS = ("severity", "channel")


def picked(figures: Iterable[Figure], measure: str, by: str | None) -> list[Figure]:
    return [figure for figure in figures if figure.measure == measure and figure.by == by]


def said(write: Writer, figure: Figure | None) -> str:
    """With its unit; empty where there is no such figure."""
    return "" if figure is None else spoken(figure.measure, figure.value, chinese=write.words.chinese)


def measure_word(write: Writer, measure: str) -> str:
    return word(MEASURES, measure, chinese=write.words.chinese)


def of(write: Writer, figure: Figure) -> str:
    return member(figure.by, figure.of, chinese=write.words.chinese, people=write.people)


def edition(write: Writer, told: ToldReport) -> Section:
    """Which edition it is, when that came out, and how much of it had no room."""
    late = "" if told.on_time else write.words.said("not-on-time")
    left_out = write.words.said("left-out", count=f"{told.left_out:,}") if told.left_out else ""
    return write.facts(
        "edition",
        {
            "period": told.period.name,
            "edition": write.words.said("edition-of", edition=told.edition),
            "published": f"{write.moment(told.published)}{late}",
            "left_out": left_out,
            "people": "" if told.of_everybody else write.words.said("people-of-team"),
        },
    )


def summary(write: Writer, told: ToldReport) -> Section:
    """Every overall figure beside that of the period before, its target, and whether that was reached."""
    before = {figure.measure: figure for figure in told.before if figure.by is None}
    rows = (
        (
            measure_word(write, figure.measure),
            said(write, figure),
            said(write, before.get(figure.measure)),
            target(write, figure),
            verdict(write, figure),
            "" if unit_of(figure.measure) == "count" else f"{figure.base:,}",
        )
        for figure in told.figures
        if figure.by is None
    )
    return write.table("summary", ("measure", "value", "before", "target", "reached", "base"), rows, none="figures")


def note(write: Writer, told: ToldReport) -> Iterator[Section]:
    """That nothing was reported, where that is so."""
    if not any(each.measure == "tickets" and each.value for each in told.figures):
        yield write.passage("note", write.words.said("nothing-reported"))


def target(write: Writer, figure: Figure) -> str:
    return target_of(write, figure.measure, figure.target)


def target_of(write: Writer, measure: str, wanted: Decimal | None) -> str:
    return "" if wanted is None else spoken(measure, wanted, chinese=write.words.chinese)


def verdict(write: Writer, figure: Figure) -> str:
    return verdict_of(write, reached(figure))


def verdict_of(write: Writer, met: bool | None) -> str:
    return "" if met is None else write.words.said("yes" if met else "no")


def shares(write: Writer, told: ToldReport) -> Iterator[Section]:
    """How the tickets are distributed; the largest first, with its bar."""
    for key, by in _SHARED:
        found = _largest_first(picked(told.figures, "tickets", by))
        if found:
            yield _distributed(write, key, found)


def speeds(write: Writer, told: ToldReport) -> Section:
    """By severity, then by channel."""
    members = dict.fromkeys(
        (by, figure.of)
        for by in _SPEEDS
        for measure in ("first-response", "resolution")
        for figure in picked(told.figures, measure, by)
    )
    rows = (_speed(write, told.figures, by, name) for by, name in members)
    return write.table("speed", ("by", "member", "first-response", "base", "resolution", "base"), rows, none="figures")


def engineers(write: Writer, told: ToldReport) -> Section:
    """Everybody who solved or answered anything."""
    measures = ("first-response", "resolution", "first-time-fix", "satisfaction", "work")
    found = {measure: {each.of: each for each in picked(told.figures, measure, "engineer")} for measure in measures}
    names = sorted({name for figures in found.values() for name in figures if name})
    rows = (
        (
            write.person(name),
            _base(found["resolution"].get(name)),
            *(said(write, found[measure].get(name)) for measure in measures),
        )
        for name in names
    )
    headings = ("name", "count", "first-response", "resolution", "fix", "satisfied", "time")
    return write.table("engineers", headings, rows, none="figures")


def compliance(write: Writer, told: ToldReport) -> Section:
    """Every clock, and every clock of a severity."""
    found = picked(told.figures, "compliance", "clock")
    rows = ((of(write, each), said(write, each), f"{each.base:,}") for each in found)
    section = write.table("compliance", ("clock", "compliance", "base"), rows, none="figures")
    return section.model_copy(update={"shares": [float(each.value or 0) for each in found]})


def scores(write: Writer, told: ToldReport) -> Section:
    rows = (
        (of(write, each), said(write, each), f"{each.base:,}") for each in picked(told.figures, "score", "question")
    )
    return write.table("scores", ("question", "score", "base"), rows, none="figures")


def causes(write: Writer, told: ToldReport) -> Section:
    found = _largest_first(picked(told.figures, "low-scores", "cause"))
    return _distributed(write, "causes", found) if found else write.table("causes", (), (), none="figures")


def _largest_first(found: Iterable[Figure]) -> list[Figure]:
    return sorted(found, key=lambda each: (-(each.value or 0), each.of or ""))


def _distributed(write: Writer, key: str, found: Sequence[Figure]) -> Section:
    parts = [float(each.value or 0) / each.base if each.base else 0.0 for each in found]
    rows = (
        (of(write, each), f"{each.value or 0:,.0f}", f"{Decimal(part):.1%}")
        for each, part in zip(found, parts, strict=True)
    )
    return write.table(key, ("member", "count", "share"), rows).model_copy(update={"shares": parts})


def _speed(write: Writer, figures: Sequence[Figure], by: str, name: str | None) -> tuple[str, ...]:
    answered, solved = (
        next((each for each in picked(figures, measure, by) if each.of == name), None)
        for measure in ("first-response", "resolution")
    )
    some = answered or solved
    group, label = word(BY, by, chinese=write.words.chinese), of(write, some) if some else ""
    return group, label, said(write, answered), _base(answered), said(write, solved), _base(solved)


def _base(figure: Figure | None) -> str:
    return f"{figure.base:,}" if figure else ""
