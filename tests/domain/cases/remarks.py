"""What is added to the record itself (R47): each command's cases."""

from domain.ticket.commands import AddNote, RecordCorrection, UnmaskPersonalData
from domain.ticket.events import CorrectionRecorded, NoteAdded, PersonalDataUnmasked
from tests.domain.case import Case, No
from tests.domain.examples import ARRIVED
from tests.domain.specification import ACKNOWLEDGED, OPENED, WORKING

CORRECTED = CorrectionRecorded(version=1, field="summary", right="设备无法关机", reason="听错", wrong="设备无法启动")


def _correct(version: int = 1, field: str = "summary", right: str = "设备无法关机") -> RecordCorrection:
    return RecordCorrection(version=version, field=field, right=right, reason="听错")


CASES = (
    Case(AddNote(text="带梯子"), (OPENED,), NoteAdded(text="带梯子"), twice="again"),
    Case(
        _correct(),
        (OPENED,),
        CORRECTED,
        refused=(
            No("no-such-event", (OPENED, ACKNOWLEDGED), _correct(3)),
            No("no-such-field", (OPENED,), _correct(field="weather")),
            No("bound-by-rules", (OPENED,), _correct(field="severity", right="general")),
            No("bound-by-rules", (*WORKING, ARRIVED), _correct(field="kind", right="consultation")),
            No("not-such-a-value", (OPENED,), _correct(field="channel", right="pigeon")),
            No("not-such-a-value", (OPENED,), _correct(field="product.purchased", right="2024-13")),
            No("corrects-a-correction", (OPENED, CORRECTED), _correct(2, "right", "x")),
        ),
    ),
    Case(UnmaskPersonalData(reason="电话确认"), (OPENED,), PersonalDataUnmasked(reason="电话确认"), twice="again"),
)
