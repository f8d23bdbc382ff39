"""A made-up help desk's log in the shape of the real one, with the same traps, and what it says, counted in SQL."""

import csv
import hashlib
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

HEADER = (
    *("Case ID", "Activity", "Resource", "Complete Timestamp", "Variant", "Variant index", "Variant", "seriousness"),
    *("customer", "product", "responsible_section", "seriousness_2", "service_level", "service_type"),
    *("support_section", "workgroup"),
)
A, T, W, R, C = "Assign seriousness", "Take in charge ticket", "Wait", "Resolve ticket", "Closed"
TRAPS = (
    (A, T, R, C),
    (A, A, T, R, R, C),  # graded twice, resolved twice
    (A, T, W, T, R, C, C),  # closed twice
    (A, T, R, C, T, R, C),  # worked on after closing
    (R, C),  # starts resolved
    (T, W, W, R, T, R, C),  # starts taken, reopened after resolving
    (W, "Require upgrade", R),
    ("Insert ticket", A, T, "Create SW anomaly", "Resolve SW anomaly", R, C),
    ("Create SW anomaly", T, "Schedule intervention", T, R, C),
    (A, T, R, "RESOLVED", "INVALID", "VERIFIED", "DUPLICATE", R, C),
    ("Insert ticket", W, T, T, T, R, "VERIFIED"),
    (A, T, R, A, C),  # graded after resolving
)
"""One case each, before the random ones."""
EXACT_DUPLICATES = 9
_MAP = Path(__file__).parents[2] / "maps" / "helpdesk.toml"
_USUAL = ((A, T, R, C),) * 10 + ((A, T, W, R, C),) * 4 + ((A, T, W, T, R, C), (A, R, C), (A, T, T, R, R, C))


def write(path: Path, cases: int = 60, seed: int = 7) -> Path:
    """The same log for the same seed; the last ``EXACT_DUPLICATES`` cases repeat a row to the last byte."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for number in range(1, cases + 1):
            path_of_case = TRAPS[number - 1] if number <= len(TRAPS) else chance.choice(_USUAL)
            rows = list(_case(chance, f"Case {number}", path_of_case))
            if number > cases - EXACT_DUPLICATES:
                rows.insert(2, rows[1])
            writer.writerows(rows)
    return path


def _case(chance: random.Random, case: str, activities: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    at = datetime(2010, 1, 4, 8, tzinfo=UTC) + timedelta(minutes=chance.randrange(4 * 365 * 24 * 60))
    variant = chance.randrange(1, 30)
    section, customer, product, grade, level, group = (chance.randrange(1, most) for most in (8, 40, 9, 4, 4, 3))
    resource = chance.randrange(1, 20)
    for activity in activities:
        if chance.random() < 0.4:
            resource = chance.randrange(1, 20)
        if chance.random() < 0.05:
            grade, level, group, customer = (chance.randrange(1, most) for most in (4, 4, 3, 40))
        values = (1, customer, product, section, grade, level, 1, section, group)
        yield (
            *(case, activity, f"Value {resource}", at.strftime("%Y/%m/%d %H:%M:%S.000")),
            *(f"Variant {variant}", str(variant), f"Variant {variant}"),
            *(f"Value {value}" for value in values),
        )
        if chance.random() > 0.1:  # else the next is in the same second
            at += timedelta(seconds=chance.randrange(5, 900_000))


def counted(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the file says, in the form of ``.expected.json`` and ``.oracle.json``, by way of SQL and nothing of ours."""
    database = _loaded(path)

    def table(query: str, *values: object) -> dict[str, Any]:
        return dict(database.execute(query, values))

    def one(query: str, *values: object) -> Any:
        return database.execute(query, values).fetchone()[0]

    sequences = one("SELECT group_concat(l, x'0a') FROM (SELECT c||'|'||p l FROM path ORDER BY 1)")
    expected = {
        "cases": one("SELECT count(DISTINCT c) FROM r"),
        "events": one("SELECT count(*) FROM r"),
        "activity_counts": table("SELECT a, count(*) FROM r GROUP BY a"),
        "start_activities": table("SELECT a, count(*) FROM r WHERE n = 1 GROUP BY a"),
        "end_activities": table("SELECT a, count(*) FROM last GROUP BY a"),
        "variants_file_order": one("SELECT count(DISTINCT p) FROM path"),
        "consecutive_equal_timestamps_in_case": one("SELECT count(*) FROM pair WHERE t = u"),
        "dfg_total": one("SELECT count(*) FROM pair"),
        "self_loops": table("SELECT a, count(*) FROM pair WHERE a = b GROUP BY a"),
        "sequence_digest_sha256": hashlib.sha256(sequences.encode()).hexdigest(),
        "edges": {
            (start, end): (count, seconds)
            for start, end, count, seconds in database.execute(
                "SELECT a, b, count(*), sum(strftime('%s', u) - strftime('%s', t)) FROM pair GROUP BY a, b"
            )
        },
    }
    replay = one("SELECT group_concat(t||'|'||c||'|'||a, x'0a') FROM (SELECT * FROM r ORDER BY t, c, n)")
    register = one("SELECT group_concat(l, x'0a') FROM register")
    oracle = {
        "global_replay_digest": hashlib.sha256(replay.encode()).hexdigest(),
        "final_register_digest": hashlib.sha256(register.encode()).hexdigest(),
        "as_of": [_as_of(database, moment) for moment in ("2011-06-30T23:59:59Z", "2012-12-31T23:59:59Z")],
    }
    return expected, oracle


_TABLES = """
CREATE TABLE r (c, n, a, t, resource, customer, product, grade, level, team);
CREATE VIEW path AS SELECT c, group_concat(a, '>') p FROM (SELECT * FROM r ORDER BY c, n) GROUP BY c;
CREATE VIEW pair AS SELECT x.a a, y.a b, x.t t, y.t u FROM r x JOIN r y ON y.c = x.c AND y.n = x.n + 1;
CREATE VIEW last AS SELECT r.*, f.t first, max(r.n) FROM r JOIN r f ON f.c = r.c AND f.n = 1 GROUP BY r.c;
CREATE VIEW register AS SELECT c||'|'||n||'|'||first||'|'||t||'|'||a||'|'||customer||'|'||product||'|'||grade
    ||'|'||level||'|'||team||'|'||resource l FROM last ORDER BY 1;
"""


def _as_of(database: sqlite3.Connection, moment: str) -> dict[str, Any]:
    last = database.execute("SELECT c, a, count(*), max(n) FROM r WHERE t <= ? GROUP BY c", [moment]).fetchall()
    lines = [f"{case}|{activity}|{count}" for case, activity, count, _ in last]
    return {
        "as_of": moment,
        "events_seen": database.execute("SELECT count(*) FROM r WHERE t <= ?", [moment]).fetchone()[0],
        "cases_seen": len(lines),
        "last_activity": dict(Counter(activity for _, activity, _, _ in last)),
        "digest_case_last_n": hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest(),
    }


def _loaded(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.executescript(_TABLES)
    count: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            count[row[0]] = count.get(row[0], 0) + 1
            at = f"{row[3][:10].replace('/', '-')}T{row[3][11:19]}Z"
            cells = (row[2], row[8], row[9], row[11], row[12], row[15])
            database.execute("INSERT INTO r VALUES (?,?,?,?,?,?,?,?,?,?)", (row[0], count[row[0]], row[1], at, *cells))
    return database


def sample(path: Path, cases: int = 200) -> Path:
    """A log to play with, and beside it its map: of a name of its own, so that a real help desk's stays free."""
    map_file = path.with_suffix(".toml")
    map_file.write_text(_MAP.read_text("utf-8").replace("helpdesk", "sample"), "utf-8")
    write(path, cases)
    return map_file


if __name__ == "__main__":
    sample(Path(sys.argv[1]))
