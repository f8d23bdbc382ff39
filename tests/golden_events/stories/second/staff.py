"""An engineer's record from the first day to the last."""

from datetime import date
from typing import Final

from domain.staff.events import (
    LeaveCancelled,
    LeaveTaken,
    OfficeAssigned,
    RoleGranted,
    RoleRevoked,
    RosterSet,
    Shift,
    SkillCertified,
    SkillWithdrawn,
    StaffJoined,
    StaffLeft,
    StaffRenamed,
    StandInNamed,
    StandInReleased,
    TeamJoined,
    TeamLeft,
    TrainingRecorded,
)
from domain.staff.vocabulary import Role
from tests.golden_events.stories.second.people import ADMINISTRATOR
from tests.golden_events.stories.story import Happened

YEARS_END: Final = date(2025, 12, 31)
RECORD: Final = (
    Happened(StaffJoined(name="张卫東", office="技术员", since=date(2025, 3, 3))),
    Happened(StaffRenamed(name="张卫东")),
    Happened(OfficeAssigned(office="高级技术员")),
    Happened(RoleGranted(role=Role.ENGINEER, since=date(2025, 3, 3), until=YEARS_END)),
    Happened(RoleGranted(role=Role.EMERGENCY_TEAM, since=date(2025, 6, 1)), by=ADMINISTRATOR),
    Happened(RoleRevoked(role=Role.EMERGENCY_TEAM, since=date(2025, 9, 1), reason="汛期结束，退出应急小组")),
    Happened(
        SkillCertified(
            skill="制冷维修",
            since=date(2025, 3, 10),
            until=date(2028, 3, 9),
            certificate="制冷与空调作业证",
            certificate_number="T1301-88-7654",
        )
    ),
    Happened(SkillWithdrawn(skill="制冷维修", since=date(2025, 11, 1), reason="年审材料未交")),
    Happened(
        TrainingRecorded(
            title="四通阀焊接",
            day=date(2025, 4, 12),
            minutes=150,
            outcome="passed",
            note="实操九十二分",
        )
    ),
    Happened(TeamJoined(team="north", since=date(2025, 3, 3), until=YEARS_END)),
    Happened(
        RosterSet(
            since=date(2025, 7, 14),
            until=date(2025, 7, 16),
            shifts=(
                Shift(day=date(2025, 7, 14), start="08:30", end="17:30"),
                Shift(day=date(2025, 7, 15), start="22:00", end="06:00"),
            ),
        )
    ),
    Happened(LeaveTaken(since=date(2025, 8, 4), until=date(2025, 8, 8), kind="parental", reason="孩子入园，陪同适应")),
    Happened(LeaveCancelled(since=date(2025, 8, 7), until=date(2025, 8, 8), reason="提前返岗支援高温抢修")),
    Happened(StandInNamed(absent="004", since=date(2025, 8, 11), until=date(2025, 8, 22), reason="老周住院期间")),
    Happened(StandInReleased(absent="004", since=date(2025, 8, 18))),
    Happened(TeamLeft(team="north", since=date(2025, 10, 1))),
    Happened(StaffLeft(since=date(2026, 1, 1), reason="合同到期，本人不再续签")),
)
