"""Everything that can have happened to a notice: frozen facts under stored names that never change."""

from typing import Final, get_args

from domain.notices.vocabulary import Doubt, Held, Lapse, NoticeLanguage, Undelivered
from domain.record.event import Event
from domain.record.moment import Moment
from domain.record.personal import ContactDetail, Text


class NoticeRequested(Event):
    """Somebody is to be told: ``recipient`` is the key of a customer or member of staff, ``about`` of what it is about.

    ``cause`` is the id of the event it follows from, ``at`` when that happened. ``address`` is a customer's; a member
    of staff's stands on their record. ``held`` says why it waits ``until`` then; ``items`` are the notices of a digest.
    """

    stored_name = "notice-requested"
    kind: str
    about: str
    cause: str
    at: Moment
    recipient: str
    channel: str
    language: NoticeLanguage
    urgent: bool
    address: ContactDetail | None = None
    held: Held | None = None
    until: Moment | None = None
    items: tuple[str, ...] | None = None


class NoticeTaken(Event):
    """It is about to be handed over, at the try of this number, by this process alone: ``by`` names its run."""

    stored_name = "notice-taken"
    tries: int
    by: str


class NoticePutBack(Event):
    """The channel did not take it at the try of this number: it is tried again, by whoever tells people then."""

    stored_name = "notice-put-back"
    tries: int
    by: str
    answer: int | None = None


class NoticeDigested(Event):
    """It goes with others in one letter, the notice with this key, and ends as that does: no other letter holds it."""

    stored_name = "notice-digested"
    digest: str


class NoticeParted(Event):
    """It does not go in that letter: it is told by itself, or with others."""

    stored_name = "notice-parted"
    digest: str


class NoticeSent(Event):
    """The channel took it, at the try of this number; ``message`` is the id that it bears there."""

    stored_name = "notice-sent"
    tries: int
    message: str


class NoticeFailed(Event):
    """It was not delivered and is tried no more; ``answer`` is the channel's code, where it gave one."""

    stored_name = "notice-failed"
    tries: int
    why: Undelivered
    answer: int | None = None


class NoticeOutcomeUnknown(Event):
    """It may have arrived or not: nothing is known of the try of this number."""

    stored_name = "notice-outcome-unknown"
    tries: int
    why: Doubt


class NoticeLapsed(Event):
    """It is not sent any more."""

    stored_name = "notice-lapsed"
    why: Lapse


class NoticeResent(Event):
    """It is to be tried anew: by hand, with a reason, or as the rules of its kind say."""

    stored_name = "notice-resent"
    reason: Text | None = None


class NoticeRead(Event):
    """The recipient saw it."""

    stored_name = "notice-read"


NoticeEvent = (
    NoticeRequested
    | NoticeTaken
    | NoticePutBack
    | NoticeDigested
    | NoticeParted
    | NoticeSent
    | NoticeFailed
    | NoticeOutcomeUnknown
    | NoticeLapsed
    | NoticeResent
    | NoticeRead
)

EVENTS: Final[dict[str, type[NoticeEvent]]] = {event.stored_name: event for event in get_args(NoticeEvent)}
"""Every event type by its stored name."""
