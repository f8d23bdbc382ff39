"""What can be added to the record itself: remarks, corrections, and looks at what is masked."""

from typing import Annotated

from pydantic import Field

from domain.record.command import Command, Words
from domain.ticket import events
from domain.ticket.commands.diagnosis import Number


class AddNote(Command):
    """Add an internal remark."""

    action = "note"
    causes = events.NoteAdded
    text: Words


class RecordCorrection(Command):
    """Say what an earlier event has wrong, what is right and why; the earlier event stays as it is (R47)."""

    action = "correct"
    causes = events.CorrectionRecorded
    version: Number
    field: Annotated[str, Field(pattern=r"^[a-z_]{1,40}(\.[a-z_]{1,40})?$")]
    right: Words
    reason: Words


class UnmaskPersonalData(Command):
    """Look at the customer's personal data in the clear, with the reason on record."""

    action = "unmask"
    causes = events.PersonalDataUnmasked
    reason: Words


class LookAtFile(UnmaskPersonalData):
    """Look at one file of the ticket, which no mask covers, with the reason on record: for who only reads tickets."""


RemarksCommand = AddNote | RecordCorrection | UnmaskPersonalData
