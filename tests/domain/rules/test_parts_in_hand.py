"""How many of a part there are: those that came for a request, and those of one's own stock once they were used."""

import pytest

from domain.ticket.commands import RecordCorrection, ReturnDefectivePart, UsePart
from domain.ticket.decide import judge
from domain.ticket.events import (
    CorrectionRecorded,
    DefectivePartReturned,
    PartConfirmed,
    PartReceived,
    PartRequested,
    PartShipped,
    PartUsed,
    TicketEvent,
)
from tests.domain.examples import READY
from tests.domain.specification import ELSEWHERE, given, state

TWO: tuple[TicketEvent, ...] = (
    PartRequested(request=1, part="PSU-35", quantity=2),
    PartConfirmed(request=1, available=True),
    PartShipped(request=1, carrier="顺丰", waybill="SF123"),
    PartReceived(request=1),
)
USED = PartUsed(part="PSU-35", quantity=1, request=1)
OF_OWN = PartUsed(part="主板", quantity=1)
RETURNED = DefectivePartReturned(part="PSU-35", quantity=1, request=1)


def corrected(version: int, field: str, right: str) -> RecordCorrection:
    return RecordCorrection(version=version, field=field, right=right, reason="数错")


def test_what_came_is_used_piece_by_piece_until_none_is_left() -> None:
    use = UsePart(part="PSU-35", request=1)
    given(*READY, *TWO, USED).when(use).then(USED)
    given(*READY, *TWO, USED, USED).when(use).then_refused("more-than-received")


def test_a_part_of_ones_own_stock_is_used_in_any_number() -> None:
    given(*READY, *TWO).when(UsePart(part="PSU-35", quantity=9)).then(PartUsed(part="PSU-35", quantity=9))


def test_what_came_goes_back_whether_or_not_it_was_used_and_its_request_named() -> None:
    given(*READY, *TWO).when(ReturnDefectivePart(part="PSU-35", quantity=2, request=1)).then(
        RETURNED.model_copy(update={"quantity": 2})
    )
    given(*READY, *TWO, RETURNED).when(ReturnDefectivePart(part="PSU-35")).then(
        DefectivePartReturned(part="PSU-35", quantity=1)
    )
    given(*READY, *TWO, RETURNED).when(ReturnDefectivePart(part="PSU-35", quantity=2)).then_refused("part-never-there")


def test_of_ones_own_stock_there_goes_back_what_was_used() -> None:
    given(*READY, OF_OWN).when(ReturnDefectivePart(part="主板")).then(DefectivePartReturned(part="主板", quantity=1))
    given(*READY, OF_OWN).when(ReturnDefectivePart(part="主板", quantity=2)).then_refused("part-never-there")
    given(*READY, OF_OWN).when(ReturnDefectivePart(part="电源板")).then_refused("part-never-there")


@pytest.mark.parametrize(
    ("field", "right", "code"),
    [("quantity", "3", "more-than-received"), ("part", "PSU-36", "another-part")],
)
def test_a_correction_makes_no_more_of_them_either(field: str, right: str, code: str) -> None:
    history = (*READY, *TWO, USED)
    given(*history).when(corrected(len(history), field, right)).then_refused(code)


def test_what_was_counted_wrong_is_corrected_and_counts_as_corrected() -> None:
    history = (*READY, *TWO, USED)
    right = CorrectionRecorded(version=len(history), field="quantity", right="2", reason="数错", wrong="1")
    given(*history).when(corrected(len(history), "quantity", "2")).then(right)
    given(*history, right).when(UsePart(part="PSU-35", request=1)).then_refused("more-than-received")


def test_what_another_system_tells_is_not_counted() -> None:
    assert judge(state(*READY), PartUsed(part="主板", quantity=500), ELSEWHERE) is None
    assert judge(state(*READY), DefectivePartReturned(part="主板", quantity=500), ELSEWHERE) is None
