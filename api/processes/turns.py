"""What is answered of turns from the written process: the rule, the ticket, and the events that show it."""

from datetime import datetime

from pydantic import BaseModel

from projections.processes.conformance.rules import BY_CODE
from projections.processes.conformance.words import DEVIATIONS
from projections.processes.words import title
from projections.sql.rows import Row


class ShownBy(BaseModel):
    """An event that shows a deviation: its version in the ticket's history, its id, its type."""

    version: int
    id: str
    type: str
    title: str


class RuleView(BaseModel):
    """A rule of the written process with its requirement, how often it was turned from, and by how many tickets."""

    rule: str
    requirement: str
    title: str
    count: int
    tickets: int


class DeviationView(BaseModel):
    """A ticket's turn from a rule, at the moment when it showed; the last of ``events`` is the one at which."""

    number: str
    rule: str
    requirement: str
    title: str
    at: datetime
    events: list[ShownBy]

    @classmethod
    def of(cls, row: Row, *, chinese: bool) -> "DeviationView":
        rule = BY_CODE[row["rule"]]
        return cls(
            number=row["number"],
            rule=rule.code,
            requirement=rule.requirement,
            title=DEVIATIONS[rule.code][0 if chinese else 1],
            at=row["at"],
            events=[
                ShownBy(version=version, id=id_, type=name, title=title(name, "event", chinese=chinese))
                for version, id_, name in row["events"]
            ],
        )


class DeviationPage(BaseModel):
    """A page, the cursor of the next (none: the last), how many there are, and how many of ``of`` tickets have any."""

    items: list[DeviationView]
    next: str | None
    count: int
    tickets: int
    of: int
    rules: list[RuleView]
