"""A customer's maintenance from the plan to its end, a survey of them, and what was sold in a month."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.matters.care.events import CareAssigned, CareEnded, CareGiven, CareMoved, CarePlanned
from domain.record.envelope import Actor
from domain.sales.events import Sold, UnitsSoldRecorded
from domain.ticket.vocabulary import Channel
from tests.golden_events.stories.story import Happened, Story

CUSTOMER: Final = "customer-0307"
AGENT: Final = Actor(id="001", role="agent", channel="api", address="198.51.100.41")
ENGINEER: Final = Actor(id="006", role="engineer", channel="api")
CLERK: Final = Actor(id="011", role="clerk", channel="cli", entered_by="operator")
MONTHS: Final = timedelta(days=90)

MAINTENANCE: Final = Story(
    "care-GH202602-00001",
    datetime(2026, 2, 11, 2, 5, tzinfo=UTC),
    AGENT,
    (
        Happened(
            CarePlanned(
                care="maintenance",
                first=date(2026, 2, 20),
                months=3,
                staff="005",
                product="净水器",
                model="RO-600",
                serial="JS2211D0307",
                note="上门前一日电话约定,家有老人",
            )
        ),
        Happened(CareAssigned(staff="006")),
        Happened(CareMoved(due=date(2026, 2, 24), reason="客户外出探亲"), by=ENGINEER),
        Happened(
            CareGiven(
                due=date(2026, 2, 24),
                outcome="done",
                channel=Channel.WALK_IN,
                words="更换前置滤芯,发现龙头滴水",
                opened="202602-00391",
            ),
            by=ENGINEER,
            after=timedelta(days=13),
        ),
        Happened(CareGiven(due=date(2026, 5, 24), outcome="not-reached", channel=Channel.PHONE), after=MONTHS),
        Happened(CareEnded(reason="客户已迁往外地"), after=timedelta(days=2)),
    ),
    besides={"customer": CUSTOMER, "ticket": "ticket-202602-00307", "policy": "handbook@1"},
)
SURVEY: Final = Story(
    "care-GH202602-00002",
    datetime(2026, 2, 12, 2, 5, tzinfo=UTC),
    AGENT,
    (
        Happened(CarePlanned(care="survey", first=date(2026, 3, 1), staff="001")),
        Happened(
            CareGiven(due=date(2026, 3, 1), outcome="done", channel=Channel.PHONE, words="很满意", satisfaction=5),
            after=timedelta(days=17),
        ),
    ),
    besides={"customer": CUSTOMER, "policy": "handbook@1"},
)
SALES: Final = Story(
    "sales-2026-01",
    datetime(2026, 2, 2, 1, 0, tzinfo=UTC),
    CLERK,
    (
        Happened(
            UnitsSoldRecorded(
                month="2026-01",
                sold=(Sold(model="RO-600", batch="D03", units=1840), Sold(model="KFR-35", units=5207)),
                source="2026-01 出库.xlsx",
            )
        ),
        Happened(UnitsSoldRecorded(month="2026-01", sold=(Sold(model="RO-600", batch="D03", units=1838),))),
    ),
)
