"""What is added to the record itself (R47): each command's cases."""

from domain.customer.state import Customer
from domain.ticket.commands import AddNote, RecordCorrection, UnmaskPersonalData
from domain.ticket.events import CorrectionRecorded, DefectivePartReturned, NoteAdded, PersonalDataUnmasked, WorkLogged
from domain.ticket.known import Known
from domain.ticket.vocabulary import Kind
from tests.domain.case import Case, No
from tests.domain.examples import ARRIVED, AT_WORK, GUIDED
from tests.domain.specification import ACKNOWLEDGED, OPENED, RESOLVED, WORKING

CORRECTED = CorrectionRecorded(version=1, field="summary", right="设备无法关机", reason="听错", wrong="设备无法启动")
RETURNED = DefectivePartReturned(part="PSU-35", quantity=1)
REPAIRED = WorkLogged(work="repair", steps="更换主板")
MENDED_AS_A_QUESTION = (OPENED.model_copy(update={"kind": Kind.CONSULTATION}), *AT_WORK[1:], REPAIRED)
"""What was taken for a question was mended without a plan."""


def _correct(version: int = 1, field: str = "summary", right: str = "设备无法关机") -> RecordCorrection:
    return RecordCorrection(version=version, field=field, right=right, reason="听错")


CASES = (
    Case(
        AddNote(text="带梯子"),
        (OPENED,),
        NoteAdded(text="带梯子"),
        twice="again",
        refused=(
            No("not-opened", ()),
            No("for-restricted-customer", (OPENED,), known=Known(customer=Customer(name="张伟", restricted=True))),
        ),
    ),
    Case(
        _correct(),
        (OPENED,),
        CORRECTED,
        refused=(
            No("no-such-event", (OPENED, ACKNOWLEDGED), _correct(3)),
            No("no-such-field", (OPENED,), _correct(field="weather")),
            No("bound-by-rules", (OPENED,), _correct(field="severity", right="general")),
            No("bound-by-rules", (*WORKING, ARRIVED), _correct(field="kind", right="consultation")),
            No("bound-by-rules", (*MENDED_AS_A_QUESTION, RESOLVED), _correct(field="kind", right="fault")),
            No("no-plan", (*AT_WORK, GUIDED), _correct(len(AT_WORK) + 1, "materials", "主板一块")),
            No("not-such-a-value", (OPENED,), _correct(field="channel", right="pigeon")),
            No("purchased-later", (OPENED,), _correct(field="product.purchased", right="2024-06")),
            No("entered-by-another", (OPENED,), role="customer", by="customer-1"),
            No("for-staff-to-say", (OPENED,), _correct(field="channel", right="email"), role="customer"),
            No("part-never-there", (*AT_WORK, RETURNED), _correct(len(AT_WORK) + 1, "quantity", "2")),
            No("not-such-a-value", (OPENED,), _correct(field="product.purchased", right="2024-13")),
            No("corrects-a-correction", (OPENED, CORRECTED), _correct(2, "right", "x")),
        ),
    ),
    Case(UnmaskPersonalData(reason="电话确认"), (OPENED,), PersonalDataUnmasked(reason="电话确认"), twice="again"),
)
