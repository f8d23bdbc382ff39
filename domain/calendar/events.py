"""What can have happened to a calendar (``calendar-<region>``): frozen facts under stored names that never change."""

from datetime import date
from typing import Final, get_args

from domain.rulebook.events import TextApproved, TextProposed, TextPublished, TextRejected


class CalendarProposed(TextProposed):
    """An administrator put a version of the calendar forward."""

    stored_name = "calendar-proposed"


class CalendarApproved(TextApproved):
    """A manager agreed to it."""

    stored_name = "calendar-approved"


class CalendarRejected(TextRejected):
    """A manager did not."""

    stored_name = "calendar-rejected"


class CalendarPublished(TextPublished):
    """The version says from now on which days are working days; of a year that is not listed nothing is known."""

    stored_name = "calendar-published"
    years: tuple[int, ...]
    holidays: tuple[date, ...]
    working_days: tuple[date, ...]


CalendarEvent = CalendarProposed | CalendarApproved | CalendarRejected | CalendarPublished

EVENTS: Final[dict[str, type[CalendarEvent]]] = {event.stored_name: event for event in get_args(CalendarEvent)}
"""Every event type by its stored name."""
