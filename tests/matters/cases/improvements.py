"""Improvements (R36, R43): each command's cases."""

from datetime import date

from domain.matters.improvements import commands as c
from tests.matters.case import Case, No
from tests.scenarios.parts import Who
from tests.scenarios.people import (
    customer,
    engineer,
    logistics_contact,
    manager,
    product_contact,
    supervisor,
    warehouse,
)

other_manager = Who("manager", "m-002")
JUNE, JULY = date(2024, 6, 20), date(2024, 7, 31)

PROPOSED = warehouse(c.ProposeImprovement(measure="主板到货抽检", origin="complaint", source="TS202405-00001"))
ASSIGNED = manager(c.AssignImprovement(department="product", staff="p-001", due=JUNE, note="先查批次"))
TO_OTHERS = manager(c.AssignImprovement(department="logistics", staff="l-001", due=JUNE))
REPORTED = product_contact(c.ReportImprovement(words="抽检标准已发布", percent=60))
FURTHER = manager(c.ReportImprovement(words="已试行一个月"))
FOLLOWED = manager(c.FollowImprovement(words="供应商整改未完", due=JULY)).at("2024-07-02 09:00")
AGAIN = manager(c.FollowImprovement(words="仍未完成")).at("2024-10-08 09:00")
DONE = product_contact(c.ReportImprovement(words="已全面执行", percent=100))
CLOSED = manager(c.CloseImprovement(result="effective", measured_by="故障率由 4.1% 降至 1.2%"))
CUT_SHORT = manager(CLOSED.command.model_copy(update={"reason": "供应商已换，余下的无须再做"}))
TO_MYSELF = manager(c.AssignImprovement(department="service", staff="m-001", due=JUNE))
MINE = manager(DONE.command)
REPORTED_BY_ME = manager(REPORTED.command)
DROPPED = manager(c.DropImprovement(reason="型号停产"))

GIVEN = (PROPOSED, ASSIGNED)
UNDER_WAY = (*GIVEN, REPORTED)
FINISHED = (*UNDER_WAY, DONE)
_PAST = date(2024, 5, 11)


def _from(origin: str, source: str, code: str = "source-of-another-kind") -> No:
    said = {"measure": "x", "origin": origin, "source": source}
    return No(code, step=warehouse(c.ProposeImprovement.model_validate(said)))


CASES = (
    Case(
        PROPOSED,
        status="proposed",
        besides={"quarter": "2024-Q2"},
        refused=(
            No("forbidden", step=customer(PROPOSED.command)),
            _from("complaint", "ZJ202405-00001"),
            _from("ticket", "TS202405-00007"),
            _from("complaint", "TS202405-00007", "named-not-there"),
            _from("complaint", "TSfoo", "named-not-there"),
            _from("ticket", "nonsense", "named-not-there"),
        ),
    ),
    Case(
        ASSIGNED,
        (PROPOSED,),
        status="assigned",
        refused=(
            No("due-in-the-past", step=manager(c.AssignImprovement(department="product", staff="p-001", due=_PAST))),
            No("matter-status", (PROPOSED, DROPPED)),
            No("forbidden", step=supervisor(ASSIGNED.command)),
        ),
    ),
    Case(
        REPORTED,
        GIVEN,
        status="in-progress",
        refused=(
            No("matter-status", (PROPOSED,), step=FURTHER),
            No("percent-fell", UNDER_WAY, step=manager(c.ReportImprovement(words="返工", percent=10))),
            No("forbidden", step=logistics_contact(REPORTED.command)),
            No("forbidden", step=engineer(REPORTED.command)),
        ),
    ),
    Case(
        FOLLOWED,
        UNDER_WAY,
        status="in-progress",
        besides={"quarter": "2024-Q3"},
        refused=(
            No("quarter-not-over", step=FOLLOWED.at("2024-06-30 23:59")),
            No("quarter-not-over", (*UNDER_WAY, FOLLOWED), step=AGAIN.at("2024-09-30 12:00")),
            No("due-in-the-past", step=FOLLOWED.at("2024-08-01 09:00")),
            No("matter-status", (*FINISHED, CLOSED)),
            No("forbidden", step=product_contact(FOLLOWED.command).at("2024-07-02 09:00")),
        ),
    ),
    Case(
        CLOSED,
        FINISHED,
        status="closed",
        refused=(
            No("matter-status", (PROPOSED,)),
            No("improvement-unfinished", UNDER_WAY),
            No("improvement-unfinished", GIVEN),
            No("own-improvement", (PROPOSED, TO_MYSELF, MINE)),
            No("own-improvement", (PROPOSED, TO_MYSELF, REPORTED_BY_ME), step=CUT_SHORT),
            No("own-improvement", (PROPOSED, TO_MYSELF, MINE, ASSIGNED)),
            No("own-improvement", (PROPOSED, TO_MYSELF, ASSIGNED, MINE)),
            No("forbidden", step=product_contact(CLOSED.command)),
        ),
    ),
    Case(
        DROPPED,
        (PROPOSED,),
        status="dropped",
        refused=(
            No("own-improvement", (PROPOSED, TO_MYSELF)),
            No("own-improvement", (PROPOSED, TO_MYSELF, ASSIGNED)),
            No("matter-status", (*FINISHED, CLOSED)),
            No("forbidden", step=warehouse(DROPPED.command)),
        ),
    ),
)
ALSO = (TO_OTHERS, FURTHER, DONE, CUT_SHORT, other_manager(CLOSED.command))
