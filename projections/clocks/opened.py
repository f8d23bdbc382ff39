"""A history's row while a batch is folded: its facts are read once, and its clocks judged and written once, at its end.

Only where a fact could make a run fall away is what came before it judged first: such a run stays as a void row.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Final, cast

from domain.clocks.fact import ENDING, Fact
from domain.policy.pack import Pack
from projections.clocks.concerning import concerned
from projections.clocks.facts import read, waits_in, written
from projections.clocks.judged import NEVER, Judged
from projections.sql.rows import Row

_OPENED: Final = "opened"
"""Where a row carries it beside its columns."""


@dataclass(frozen=True, slots=True)
class Opened:
    """``new`` facts are not in the row's text yet, ``due`` clocks not judged yet; ``latest`` is the last moment of all.

    ``in_order``: the facts happened in the order of the log. ``waited``: the ticket waited at some time.
    """

    facts: tuple[Fact, ...]
    judged: Judged
    latest: datetime
    in_order: bool
    waited: bool
    new: tuple[Fact, ...] = ()
    due: frozenset[str] = frozenset()

    @classmethod
    def of(cls, row: Row) -> "Opened":
        if _OPENED in row:
            return cast("Opened", row[_OPENED])
        facts, judged = read(row["facts"]), Judged.read(row["judged"])
        latest = max((*(fact.occurred for fact in facts), *judged.at.values()), default=NEVER)
        in_order = all(one.occurred <= other.occurred for one, other in pairwise(facts))
        return cls(facts, judged, latest, in_order, waits_in(facts))

    def lets_fall(self, fact: Fact) -> bool:
        """Whether a run may be no more after the fact: a grade, a correction, an end, or what comes late."""
        late = not self.in_order or fact.occurred < self.latest
        return late or fact.severity is not None or fact.corrects is not None or fact.name in ENDING

    def with_fact(self, fact: Fact, names: frozenset[str]) -> "Opened":
        """The clocks that it concerns are to be judged."""
        return Opened(
            (*self.facts, fact),
            self.judged.concerned(names, fact.occurred),
            max(self.latest, fact.occurred),
            self.in_order and (not self.facts or fact.occurred >= self.facts[-1].occurred),
            self.waited or fact.waits not in (None, "nobody"),
            (*self.new, fact),
            self.due | names,
        )

    def at(self, moment: datetime | None, names: Iterable[str]) -> "Opened":
        """These clocks are to be judged, as of then at least."""
        due, latest = frozenset(names), max(self.latest, moment or self.latest)
        judged = self.judged if moment is None else self.judged.concerned(due, moment)
        return replace(self, judged=judged, latest=latest, due=self.due | due)

    def anew(self, pack: Pack) -> "Opened":
        """All clocks of another pack are to be judged, and those that it does not have are no more."""
        waited, judged = False, self.judged
        for fact in self.facts:
            judged = judged.concerned(concerned(pack, fact, waited=waited), fact.occurred)
            waited = waited or fact.waits not in (None, "nobody")
        return replace(self, judged=judged, due=frozenset({*pack.clocks, *judged.at}))

    def judged_so(self, judged: Judged) -> "Opened":
        return replace(self, judged=judged, due=frozenset())

    def carried(self, row: Row) -> Row:
        """The row with this beside it."""
        return {**row, _OPENED: self}

    def stored(self, row: Row) -> Row:
        """The row with this in its columns."""
        facts = row["facts"] + "".join(f"{written(fact)}\n" for fact in self.new)
        return {**row, "facts": facts, "judged": self.judged.written(), _OPENED: replace(self, new=())}
