"""As of when each clock of a history was judged, and the keys of its rows: what the history's own row tells of them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Self

from domain.clocks.run import Run

_encoded: Final = json.JSONEncoder(separators=(",", ":")).encode

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Judged:
    """By the name of the clock."""

    at: dict[str, datetime] = field(default_factory=dict[str, datetime])
    keys: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @classmethod
    def read(cls, text: str) -> Self:
        said = json.loads(text).items()
        return cls(
            {name: datetime.fromisoformat(at) for name, (at, _) in said}, {name: keys for name, (_, keys) in said}
        )

    def written(self) -> str:
        said = {name: [at.isoformat(), self.keys.get(name, [])] for name, at in sorted(self.at.items())}
        return _encoded(said)

    def concerned(self, names: Iterable[str], occurred: datetime) -> "Judged":
        """A fact of that time concerns these clocks."""
        at = {**self.at}
        for name in names:
            at[name] = max(occurred, at.get(name, NEVER))
        return Judged(at, self.keys)

    def by_moment(self, names: Iterable[str]) -> dict[datetime, set[str]]:
        """The clocks of these names by the moment at which they are judged; one that nothing concerned is in none."""
        found: dict[datetime, set[str]] = {}
        for name in names:
            if name in self.at:
                found.setdefault(self.at[name], set()).add(name)
        return found

    def put(self, names: Iterable[str], runs: Iterable[Run]) -> tuple["Judged", set[str]]:
        """These runs are all that there are of the clocks; and the keys of those that are no more."""
        gone = {key for name in names for key in self.keys.get(name, ())}
        keys = {**self.keys, **{name: list[str]() for name in names}}
        for run in runs:
            keys[run.clock].append(run.key)
            gone.discard(run.key)
        return Judged(self.at, keys), gone
