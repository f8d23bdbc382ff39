"""A metric as it stands in a scenario, beside the target of its pack."""

from datetime import date

from projections.figures.asking import Look, whole
from projections.figures.measuring import measured
from projections.figures.metrics import named
from tests.scenarios.desk.tables import tables
from tests.scenarios.grammar import Ask
from tests.scenarios.parts import Seen

FIRST, LAST = date(2024, 5, 1), date(2024, 5, 31)
_MET = {True: ("达标", "met"), False: ("未达标", "missed"), None: ("无目标", "no target")}


def share(name: str) -> Ask:
    """Of the scenarios' month: the share, of how many, and whether it is what the pack wants."""

    def ask(seen: Seen) -> list[tuple[str, str, str]]:
        metric = named(name)
        with tables(seen) as connection:
            look = Look(connection, seen.now, seen.pack.targets)
            [found] = measured(metric, look, (whole(FIRST, LAST),), None)
        said = "–" if found.value is None else f"{found.value * 100:.0f} %"
        met = _MET[found.met]
        aim = "" if found.target is None else f" / {found.target * 100:.0f} %"
        zh, en = (
            f"{title}{colon}{said}{aim} ({found.base}, {word})"
            for title, colon, word in zip(metric.title, ("：", ": "), met, strict=True)
        )
        return [(said, zh, en)]

    return ask
