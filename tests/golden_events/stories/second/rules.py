"""A policy pack and a calendar, each proposed, refused once, approved and published."""

from datetime import date
from typing import Final

from domain.calendar.events import CalendarApproved, CalendarProposed, CalendarPublished, CalendarRejected
from domain.policy.events import PolicyApproved, PolicyProposed, PolicyPublished, PolicyRejected
from domain.rulebook.commands import digest
from tests.golden_events.stories.second.people import MANAGER
from tests.golden_events.stories.story import Happened

PACK: Final = """\
# 北区维修部的规则
name = "north-workshop"
version = 1
title = { zh = "北区维修部", en = "North workshop" }

[[severities]]
code = "general"
rank = 2
zh = "一般"
en = "general"
criteria = { zh = "不影响使用", en = "use is not affected" }

[[severities]]
code = "urgent"
rank = 1
zh = "紧急"
en = "urgent"
criteria = { zh = "漏水、漏电", en = "water or current leaks" }

[clocks.first-response]
title = { zh = "首次响应", en = "First response" }
start = "ticket-opened"
stop = "receipt-acknowledged"
limit = "1 h"
limits = { urgent = "10 min" }
"""
TOO_SLOW: Final = PACK.replace('"1 h"', '"3 h"')
CALENDAR: Final = """\
region = "hebei"
version = 1
title = { zh = "河北工作日历", en = "Working days of Hebei" }
weekend = ["sat", "sun"]

[[years]]
year = 2025
source = "国务院办公厅关于2025年部分节假日安排的通知（2024-11-12）"
working_days = [2025-09-28, 2025-10-11]
holidays = [
    { zh = "国庆节、中秋节", en = "National Day, Mid-Autumn", first = 2025-10-01, last = 2025-10-08 },
]
"""
TOO_SHORT: Final = CALENDAR.replace("last = 2025-10-08", "last = 2025-10-07")

PACKS: Final = (
    Happened(PolicyProposed(version=1, sha256=digest(TOO_SLOW), text=TOO_SLOW)),
    Happened(PolicyRejected(version=1, sha256=digest(TOO_SLOW), reason="三小时太慢，请按一小时"), by=MANAGER),
    Happened(PolicyProposed(version=1, sha256=digest(PACK), text=PACK)),
    Happened(PolicyApproved(version=1, sha256=digest(PACK), reason="试行一个季度"), by=MANAGER),
    Happened(PolicyPublished(version=1, sha256=digest(PACK), text=PACK)),
)
CALENDARS: Final = (
    Happened(CalendarProposed(version=1, sha256=digest(TOO_SHORT), text=TOO_SHORT)),
    Happened(CalendarRejected(version=1, sha256=digest(TOO_SHORT), reason="国庆假期少算一天"), by=MANAGER),
    Happened(CalendarProposed(version=1, sha256=digest(CALENDAR), text=CALENDAR)),
    Happened(CalendarApproved(version=1, sha256=digest(CALENDAR), reason="已与通知原文逐日核对"), by=MANAGER),
    Happened(
        CalendarPublished(
            version=1,
            sha256=digest(CALENDAR),
            text=CALENDAR,
            years=(2025,),
            holidays=tuple(date(2025, 10, day) for day in range(1, 9)),
            working_days=(date(2025, 9, 28), date(2025, 10, 11)),
        )
    ),
)
