"""A clock (时限, PROCESS section 11): where it starts and stops, how long it may run, and when it stands still."""

from typing import Annotated, Literal, Self

from pydantic import Field, Strict, model_validator

from domain.policy.parts.severities import SeverityCode
from domain.policy.timing.duration import Duration, Lasting
from domain.policy.timing.occasions import AGREED_AT, PERIODS, Occasions
from domain.policy.timing.working_time import RunsOn
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Part, Said, Share, Unlike
from domain.ticket.vocabulary import Channel, WaitsFor

Again = Literal["goes-on", "starts-anew", "runs-beside"]
"""What a second start does to a clock that runs."""


class Clock(Part):
    """One row of the table of clocks. A limit is inclusive.

    ``limit`` holds where nothing more exact is said, and before a grade is given; ``limits`` by severity go before
    ``by_channel``, and both before ``limit``. ``as_agreed``: the event that starts it states the time. ``due_day``:
    that day of the month after the period. ``repeats``: each stop begins the next period, until one of ``end``.
    ``pauses`` lists for whom a waiting ticket stops it. ``warn_at`` is the share of the limit after which it warns.
    """

    title: Said
    start: Occasions = Field(min_length=1)
    stop: Occasions = Field(min_length=1)
    end: Occasions = ()
    again: Again = "goes-on"
    limit: Lasting | None = None
    limits: dict[SeverityCode, Lasting] = Field(default={})
    by_channel: dict[Annotated[Channel, Strict(False)], Lasting] = Field(default={})
    as_agreed: bool = False
    due_day: int | None = Field(default=None, ge=1, le=28)
    calendar: RunsOn = "24x7"
    pauses: Unlike[WaitsFor] = ()
    repeats: bool = False
    target: Share | None = None
    warn_at: Share = 80

    @model_validator(mode="after")
    def _has_one_kind_of_limit(self) -> Self:
        measured, alone = bool(self.durations), self.as_agreed + (self.due_day is not None)
        if alone + measured > 1:
            raise mistake("several-limits")
        if alone + measured == 0:
            raise mistake("no-limit")
        return self

    @model_validator(mode="after")
    def _starts_where_its_limit_is_known(self) -> Self:
        for occasion in self.start:
            if self.as_agreed and occasion.event not in AGREED_AT:
                raise mistake("states-no-time", given=occasion.event, allowed=list(AGREED_AT))
            if self.due_day is not None and occasion.event not in PERIODS:
                raise mistake("no-period")
        return self

    @model_validator(mode="after")
    def _working_days_have_a_calendar(self) -> Self:
        if self.calendar == "24x7" and any(each.unit == "working day" for each in self.durations):
            raise mistake("needs-calendar")
        return self

    @property
    def durations(self) -> tuple[Duration, ...]:
        """All that it may ever be limited to."""
        general = (self.limit,) if self.limit else ()
        return (*general, *self.limits.values(), *self.by_channel.values())

    def limit_for(self, severity: str | None, channel: Channel | None = None) -> Duration | None:
        """How long it may run for such a ticket (no severity: not graded yet); None where it does not run."""
        if severity is not None and severity in self.limits:
            return self.limits[severity]
        return self.limit if channel is None else self.by_channel.get(channel, self.limit)
