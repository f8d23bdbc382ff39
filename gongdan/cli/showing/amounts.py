"""Values of metrics with their units, and what they are grouped by, in the reader's language."""

from collections.abc import Iterable
from typing import Final

from domain.refusals import Language
from domain.reports.figure import BY
from gongdan.cli.showing.labels import value as word
from projections.figures.metrics import METRICS

_CODES: Final = {
    "kind": "kind",
    "channel": "channel",
    "fault-type": "fault_type",
    "severity": "severity",
    "question": "question",
    "cause": "callback-made.category",
    "clock": "clock",
    "team": "team",
}
"""By what figures are grouped: the field whose words the groups are."""
_MORE: Final = {"team": ("班组", "team"), "clock-severity": ("时限和分级", "clock and severity")}
_OF_WHOLE: Final = frozenset(metric.name for metric in METRICS if metric.of_whole)


def grouping(by: str, language: Language) -> str:
    """What figures are grouped by: ``班组``."""
    return (BY.get(by) or _MORE[by])[0 if language == "zh" else 1]


def group(by: str, of: str, language: Language) -> str:
    """A group's name: the word for a code, else as it stands."""
    field = _CODES.get(by)
    if by == "clock-severity":
        clock, _, severity = of.partition(" / ")
        return f"{word('clock', clock, language)} / {word('severity', severity, language)}"
    return word(field, of, language) if field else of


def ungrouped(metric: str, base: int, values: Iterable[float | None]) -> int:
    """How many are of no group, of a metric whose base is that of all; 0 of any other."""
    return max(0, base - round(sum(value or 0 for value in values))) if metric in _OF_WHOLE else 0


def no_group(language: Language) -> str:
    """What those are called: ``未定``."""
    return "未定" if language == "zh" else "none"


def amount(value: float | None, unit: str, language: Language) -> str:
    """A value with its unit."""
    if value is None:
        return "不详" if language == "zh" else "unknown"
    match unit:
        case "count":
            return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
        case "minutes":
            return _lasting(value, language)
        case "score":
            return f"{value:.2f}"
        case "points":
            return f"{value:+.0f}"
        case _:
            return f"{value:.1%}"


def _lasting(minutes: float, language: Language) -> str:
    if minutes < 120:
        return f"{minutes:.0f} 分钟" if language == "zh" else f"{minutes:.0f} min"
    return f"{minutes / 60:,.1f} 小时" if language == "zh" else f"{minutes / 60:,.1f} h"
