"""Spans of days, both ends inclusive, and sets of them: held from a day to a day, again later, and cut short."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The days from ``since`` to ``until``; empty where they are reversed."""

    since: date
    until: date = date.max

    @classmethod
    def of(cls, since: date, until: date | None) -> "Span":
        """``until`` None means without end."""
        return cls(since, until or date.max)

    def __contains__(self, day: date) -> bool:
        return self.since <= day <= self.until

    def __bool__(self) -> bool:
        return self.since <= self.until

    def overlaps(self, other: "Span") -> bool:
        return self.since <= other.until and other.since <= self.until

    def touches(self, other: "Span") -> bool:
        """Whether no day lies between the two."""
        first, second = sorted((self, other))
        return second.since - first.until <= _DAY


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days, as disjoint spans in order, no two of which touch."""

    spans: tuple[Span, ...] = ()

    def __contains__(self, day: date) -> bool:
        return any(day in span for span in self.spans)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def covers(self, span: Span) -> bool:
        """Whether every day of the span is among them."""
        return any(own.since <= span.since and span.until <= own.until for own in self.spans)

    def meets(self, span: Span) -> bool:
        """Whether any day of the span is among them."""
        return any(own.overlaps(span) for own in self.spans)

    def plus(self, span: Span) -> "Days":
        """These days and those of the span."""
        apart = [own for own in self.spans if not own.touches(span)]
        joined = [span, *(own for own in self.spans if own.touches(span))]
        whole = Span(min(own.since for own in joined), max(own.until for own in joined))
        return Days(tuple(sorted([*apart, whole])))

    def minus(self, span: Span) -> "Days":
        """These days without those of the span."""
        pieces = [piece for own in self.spans for piece in _without(own, span)]
        return Days(tuple(piece for piece in pieces if piece))


NO_DAYS: Final = Days()


def _without(own: Span, span: Span) -> tuple[Span, ...]:
    if not own.overlaps(span):
        return (own,)
    before = (Span(own.since, span.since - _DAY),) if span.since > own.since else ()
    after = (Span(span.until + _DAY, own.until),) if span.until < own.until else ()
    return (*before, *after)
