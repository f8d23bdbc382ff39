"""What is added to the record itself: remarks, corrections, and looks at what is masked (R47, section 9)."""

from domain.record.event import Event
from domain.record.personal import Text


class NoteAdded(Event):
    """An internal remark."""

    stored_name = "note-added"
    text: Text | None = None


class CorrectionRecorded(Event):
    """What the event of a ``version`` of this ticket says wrongly, what is right (absent: nothing), and why."""

    stored_name = "correction-recorded"
    version: int
    field: str
    reason: Text
    right: Text | None = None
    wrong: Text | None = None


class PersonalDataUnmasked(Event):
    """Somebody looked at the customer's personal data in the clear, and why."""

    stored_name = "personal-data-unmasked"
    reason: Text


RemarksEvent = NoteAdded | CorrectionRecorded | PersonalDataUnmasked
