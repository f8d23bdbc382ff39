"""Two alarms: one confirmed, acted on and reviewed, and one that was none."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.matters.incidents.events import (
    AlarmConfirmed,
    AlarmDismissed,
    AlarmRaised,
    CustomersInformed,
    IncidentClosed,
    IncidentReviewed,
    MeasureTaken,
    ResponseTeamCalled,
    ServiceRestored,
    SignalRepeated,
)
from domain.matters.incidents.vocabulary import Member
from domain.record.envelope import Actor
from domain.ticket.vocabulary import Channel
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 2, 9, 6, 0, tzinfo=UTC)
PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")
AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.41")
SUPERVISOR: Final = Actor(id="002", role="supervisor", channel="api")
MANAGER: Final = Actor(id="009", role="manager", channel="api", address="198.51.100.49")
LEAD: Final = Actor(id="061", role="emergency-team", channel="api")
_RULES: Final = {"policy": "handbook@1"}
_HOURS: Final = timedelta(hours=3)

OVERCOME: Final = Story(
    "incident-YJ202602-00001",
    BEGINS,
    PROGRAM,
    (
        Happened(
            AlarmRaised(
                signal="ticket-spike",
                product="净水器",
                region="石家庄",
                observed=37,
                usual=4,
                minutes=60,
                words="滤芯灯故障一小时三十七单",
            )
        ),
        Happened(SignalRepeated(observed=52, usual=4, minutes=60, words="又一小时五十二单,含宋婉清一户"), by=AGENT),
        Happened(AlarmConfirmed(reason="集中于D03批次,属实"), by=SUPERVISOR),
        Happened(
            ResponseTeamCalled(
                team=(
                    Member(staff="061", duty="lead"),
                    Member(staff="006", duty="technical"),
                    Member(staff="001", duty="customer-contact"),
                ),
                note="十五点电话会议,请带批次清单",
            ),
            by=LEAD,
        ),
        Happened(
            MeasureTaken(what="停发D03批次", staff="006", at=BEGINS + timedelta(minutes=18)), by=LEAD, after=_HOURS
        ),
        Happened(
            CustomersInformed(
                channel=Channel.SMS,
                words="指示灯误报,请勿更换滤芯,我们将上门",
                customers=52,
                tickets=("202602-00307", "202602-00309"),
            ),
            by=LEAD,
        ),
        Happened(
            ServiceRestored(at=BEGINS + timedelta(hours=3), words="远程更新固件后指示正常"), by=LEAD, after=_HOURS
        ),
        Happened(
            IncidentReviewed(cause="固件计时溢出", lessons="固件须过长时测试", improvement="GJ202602-00002"),
            by=LEAD,
            after=8 * _HOURS,
        ),
        Happened(IncidentClosed(reason="各户均已回访"), by=MANAGER),
    ),
    besides=_RULES,
)
NONE_AT_ALL: Final = Story(
    "incident-YJ202602-00002",
    BEGINS + 10 * _HOURS,
    AGENT,
    (
        Happened(AlarmRaised(signal="interruption", words="报修页面打不开")),
        Happened(AlarmDismissed(reason="仅本机网络断开"), by=MANAGER),
    ),
    besides=_RULES,
)
