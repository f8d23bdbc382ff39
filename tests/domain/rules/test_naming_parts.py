"""What a part is called: by its number or, as people say it, by its name; events could always hold either."""

import pytest
from pydantic import ValidationError

from domain.ticket.commands import RequestPart, ReturnDefectivePart, UsePart
from domain.ticket.events import DefectivePartReturned, PartRequested, PartUsed
from tests.domain.examples import AT_WORK, READY, RECEIVED, RESERVED, SHIPPED
from tests.domain.specification import given

NAMES = ["PSU-35", "主板", "电源板（KFR-35 专用）", "φ6 铜管"]


@pytest.mark.parametrize("name", NAMES)
def test_a_part_is_asked_for_used_and_returned_by_number_or_name(name: str) -> None:
    given(*AT_WORK).when(RequestPart(part=name)).then(PartRequested(request=1, part=name, quantity=1))
    given(*READY).when(UsePart(part=name)).then(PartUsed(part=name, quantity=1))
    used = PartUsed(part=name, quantity=1)
    given(*READY, used).when(ReturnDefectivePart(part=name)).then(DefectivePartReturned(part=name, quantity=1))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_part_asked_for_again_is_harmless(name: str) -> None:
    asked = PartRequested(request=1, part=name, quantity=1)
    given(*AT_WORK, asked).when(RequestPart(part=name)).then_nothing()


@pytest.mark.parametrize("name", ["psu-35", "ＰＳＵ-35"])
def test_a_part_is_the_same_however_its_name_is_written(name: str) -> None:
    came = (*READY, PartRequested(request=1, part="PSU-35", quantity=2), RESERVED, SHIPPED, RECEIVED)
    used = PartUsed(part="PSU-35", quantity=1, request=1)
    given(*came).when(UsePart(part=name, request=1)).then(used.model_copy(update={"part": name}))
    given(*came, used).when(ReturnDefectivePart(part=name, quantity=2)).then(
        DefectivePartReturned(part=name, quantity=2)
    )
    given(*came).when(ReturnDefectivePart(part=name, quantity=3)).then_refused("part-never-there")


@pytest.mark.parametrize("name", ["", " ", "主板\n电源板", "主" * 101, "主\0板"])
def test_what_is_no_name_is_refused(name: str) -> None:
    for command in (RequestPart, UsePart, ReturnDefectivePart):
        with pytest.raises(ValidationError):
            command(part=name)
