"""What a help desk's log says, measured from its events as an independent process-mining tool defines the figures."""

import hashlib
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

ATTRIBUTES = ("customer", "product", "seriousness_2", "service_level", "workgroup", "Resource")
"""In the order of the reference's register; it calls the last ``org:resource``."""


@dataclass(frozen=True)
class Line:
    """One event of a case; ``cells`` is its whole row."""

    case: str
    ordinal: int
    activity: str
    at: datetime
    cells: dict[str, str]

    @property
    def iso(self) -> str:
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def attributes(self) -> list[str]:
        return [self.cells.get(name, "") for name in ATTRIBUTES]


def digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Measures:
    """Every figure from the same events; cases hold them in the order of the source."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.cases: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            self.cases[line.case].append(line)
        for case in self.cases.values():
            case.sort(key=lambda line: line.ordinal)
        self.lines = [line for case in self.cases.values() for line in case]
        self.replayed = sorted(self.lines, key=lambda line: (line.iso, line.case, line.ordinal))
        self.paths = Counter(tuple(line.activity for line in case) for case in self.cases.values())

    def oracle(self, like: dict[str, Any]) -> dict[str, Any]:
        """The figures of an ``.oracle.json`` (see :func:`reference_oracle`), at its moments and for its cases."""
        return {
            "events": len(self.lines),
            "cases": len(self.cases),
            "exact_duplicate_events_all_columns": self.repeated_rows(),
            "duplicate_case_activity_timestamp": self._repeated(lambda line: (line.case, line.activity, line.iso)),
            "global_replay_digest": self.replay_digest(),
            "per_case_sequence_digest": self.sequence_digest(),
            "as_of": [self.as_of(shot["as_of"]) for shot in like["as_of"]],
            "prefix_replay": [self._prefix(prefix["n"]) for prefix in like["prefix_replay"]],
            "final_attribute_counts": self._final_counts(like["final_attribute_counts"]),
            "final_register_digest": self.register_digest(),
            "spot_cases": {
                case: [[line.iso, line.activity, *line.attributes] for line in self.cases[case]]
                for case in like["spot_cases"]
            },
            "daily_started_sum": len(self.cases),
            "top_start_days": self._top_days(like["top_start_days"], 0),
            "top_end_days": self._top_days(like["top_end_days"], -1),
        }

    def sequence_digest(self) -> str:
        return digest(sorted(f"{name}|{'>'.join(_path(case))}" for name, case in self.cases.items()))

    def replay_digest(self) -> str:
        return digest(f"{line.iso}|{line.case}|{line.activity}" for line in self.replayed)

    def register_digest(self) -> str:
        return digest(sorted(self._register()))

    def repeated_rows(self) -> int:
        return self._repeated(lambda line: tuple(sorted(line.cells.items())))

    def _repeated(self, key: Callable[[Line], object]) -> int:
        return len(self.lines) - len({key(line) for line in self.lines})

    def as_of(self, moment: str) -> dict[str, Any]:
        seen = [line for line in self.lines if line.iso <= moment]
        return {"as_of": moment, "events_seen": len(seen), "cases_seen": len(_last(seen)), **_snapshot(seen)}

    def _prefix(self, count: int) -> dict[str, Any]:
        seen = self.replayed[:count]
        return {"n": count, "cases": len(_last(seen)), "last_ts": seen[-1].iso, **_snapshot(seen)}

    def _final_counts(self, like: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
        counted = {}
        for name, listed in like.items():
            column = "Resource" if name == "org:resource" else name
            counts = Counter(case[-1].cells.get(column, "") for case in self.cases.values())
            counted[name] = {value: counts[value] for value in listed}
        return counted

    def _register(self) -> Iterable[str]:
        for name, case in self.cases.items():
            last = case[-1]
            yield "|".join([name, str(len(case)), case[0].iso, last.iso, last.activity, *last.attributes])

    def _top_days(self, like: dict[str, int], place: int) -> dict[str, int]:
        counts = Counter(case[place].iso[:10] for case in self.cases.values())
        return {day: counts[day] for day in like}

    def expected(self, like: dict[str, Any]) -> dict[str, Any]:
        """The figures of an ``.expected.json``, those that say something of events, cases, paths and times."""
        durations = [(case[-1].at - case[0].at).total_seconds() for case in self.cases.values()]
        resources = Counter(line.cells["Resource"] for line in self.lines)
        return {
            "cases": len(self.cases),
            "events": len(self.lines),
            "activities": len({line.activity for line in self.lines}),
            "activity_counts": dict(Counter(line.activity for line in self.lines)),
            "time_min": str(min(line.at for line in self.lines)),
            "time_max": str(max(line.at for line in self.lines)),
            "consecutive_equal_timestamps_in_case": sum(gap == 0 for gap in self._gaps()),
            "consecutive_decreasing_timestamps_in_case_file_order": sum(gap < 0 for gap in self._gaps()),
            "variants_file_order": len(self.paths),
            "variants_occurring_once": sum(count == 1 for count in self.paths.values()),
            "variants_occurring_twice": sum(count == 2 for count in self.paths.values()),
            "variants_occurring_three_times": sum(count == 3 for count in self.paths.values()),
            "top_variants": self._variants(like["top_variants"]),
            "coverage_top_n_variants": self._coverage(like["coverage_top_n_variants"]),
            "start_activities": dict(Counter(case[0].activity for case in self.cases.values())),
            "end_activities": dict(Counter(case[-1].activity for case in self.cases.values())),
            "case_duration_days": described([seconds / 86_400 for seconds in durations], 5),
            "case_duration_seconds_median": statistics.median(durations),
            "zero_duration_cases": durations.count(0),
            "dfg_edge_types": len(self._edges()),
            "dfg_total": len(self._gaps()),
            "dfg": self._edges(),
            "self_loops": self._self_loops(),
            "events_per_case": described([len(case) for case in self.cases.values()], 4),
            "events_per_case_hist": _histogram(len(case) for case in self.cases.values()),
            "events_by_hour_of_day": _hours(line.at for line in self.lines),
            "arrivals_by_hour_of_day": _hours(case[0].at for case in self.cases.values()),
            "events_by_weekday_Mon0": _weekdays(line.at for line in self.lines),
            "arrivals_by_weekday_Mon0": _weekdays(case[0].at for case in self.cases.values()),
            "resources": len(resources),
            "top_resources": {name: resources[name] for name in like["top_resources"]},
            "inter_event_seconds": described(self._gaps(), 4),
            "sequence_digest_sha256": self.sequence_digest(),
        }

    def _pairs(self) -> Iterable[tuple[Line, Line]]:
        return ((one, two) for case in self.cases.values() for one, two in pairwise(case))

    def _gaps(self) -> list[float]:
        return [(two.at - one.at) / timedelta(seconds=1) for one, two in self._pairs()]

    def _edges(self) -> dict[tuple[str, str], dict[str, float]]:
        gaps: dict[tuple[str, str], list[float]] = defaultdict(list)
        for one, two in self._pairs():
            gaps[one.activity, two.activity].append((two.at - one.at).total_seconds())
        return {edge: _timed(seconds) for edge, seconds in gaps.items()}

    def _self_loops(self) -> dict[str, int]:
        return dict(Counter(one.activity for one, two in self._pairs() if one.activity == two.activity))

    def _variants(self, like: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        paths = [tuple(variant["path"]) for variant in like]
        total = len(self.cases)
        return [
            {"count": self.paths[path], "share": round(self.paths[path] / total, 5), "path": list(path)}
            for path in paths
        ]

    def _coverage(self, like: dict[str, float]) -> dict[str, float]:
        counts = [count for _, count in self.paths.most_common()]
        return {top: round(sum(counts[: int(top)]) / len(self.cases), 5) for top in like}


def reference(expected: dict[str, Any]) -> dict[str, Any]:
    """An ``.expected.json``, with edges by their ends."""
    edges = {(edge["from"], edge["to"]): _without(edge, "from", "to") for edge in expected["dfg"]}
    return {**expected, "dfg": edges}


def reference_oracle(oracle: dict[str, Any]) -> dict[str, Any]:
    """An ``.oracle.json``, without the rules that stand beside the digests."""
    digests = ("global_replay_digest", "per_case_sequence_digest", "final_register_digest")
    plain = {name: oracle[name]["sha256"] for name in digests}
    return {
        **oracle,
        **plain,
        "as_of": oracle["as_of"]["snapshots"],
        "prefix_replay": oracle["prefix_replay"]["prefixes"],
    }


def described(values: Sequence[float], places: int) -> dict[str, float]:
    """Percentiles between neighbours (linear), mean, and the sample's standard deviation."""
    ordered = sorted(values)
    shown = {f"p{p}": round(_percentile(ordered, p), places) for p in (0, 5, 10, 25, 50, 75, 90, 95, 99, 100)}
    spread = statistics.stdev(ordered) if len(ordered) > 1 else 0.0
    return {**shown, "mean": round(statistics.fmean(ordered), places), "std": round(spread, places), "n": len(values)}


def _percentile(ordered: Sequence[float], percent: int) -> float:
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _timed(seconds: list[float]) -> dict[str, float]:
    timed = {
        "count": len(seconds),
        "mean_s": round(statistics.fmean(seconds), 3),
        "median_s": round(statistics.median(seconds), 3),
        "min_s": min(seconds),
        "max_s": max(seconds),
        "sum_s": sum(seconds),
    }
    return timed | ({"stdev_s": round(statistics.stdev(seconds), 3)} if len(seconds) > 1 else {})


def _path(case: Sequence[Line]) -> list[str]:
    return [line.activity for line in case]


def _last(lines: Iterable[Line]) -> dict[str, Line]:
    """Each case's last event in the order of the source."""
    last: dict[str, Line] = {}
    for line in lines:
        if line.case not in last or last[line.case].ordinal < line.ordinal:
            last[line.case] = line
    return last


def _snapshot(seen: Sequence[Line]) -> dict[str, Any]:
    counts, last = Counter(line.case for line in seen), _last(seen)
    return {
        "last_activity": dict(Counter(line.activity for line in last.values())),
        "digest_case_last_n": digest(sorted(f"{case}|{last[case].activity}|{counts[case]}" for case in last)),
    }


def _histogram(values: Iterable[int]) -> dict[str, int]:
    return {str(value): count for value, count in sorted(Counter(values).items())}


def _hours(times: Iterable[datetime]) -> dict[str, int]:
    counts = Counter(at.hour for at in times)
    return {str(hour): counts[hour] for hour in range(24)}


def _weekdays(times: Iterable[datetime]) -> dict[str, int]:
    counts = Counter(at.weekday() for at in times)
    return {str(day): counts[day] for day in range(7)}


def _without(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in names}
