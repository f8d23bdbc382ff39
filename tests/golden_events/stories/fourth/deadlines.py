"""What the program noted of clocks: warned and missed, a progress sync left out, and of a complaint."""

from datetime import UTC, datetime, timedelta
from typing import Final

from domain.matters.complaints.events import ComplaintRaised
from domain.record.envelope import Actor
from domain.record.identity import event_id, source_command_id
from domain.ticket.events import (
    Contact,
    DeadlineMissed,
    DeadlineWarned,
    EstimateGiven,
    HandlingStarted,
    ProgressSyncMissed,
    TicketGraded,
    TicketOpened,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.golden_events.stories.story import Happened, Story

KEY, COMPLAINT = "ticket-202606-00041", "complaint-TS202606-00003"
BEGINS: Final = datetime(2026, 6, 8, 0, 55, tzinfo=UTC)
OPENED: Final = BEGINS + timedelta(minutes=5)
AGENT: Final = Actor(id="003", role="agent", channel="api")
SYSTEM: Final = Actor(id="gongdan", role="system", channel="system")


def _event(key: str, version: int) -> str:
    return event_id(source_command_id("golden", key, version), 0)


ON_A_TICKET: Final = Story(
    KEY,
    BEGINS,
    AGENT,
    (
        Happened(
            TicketOpened(
                channel=Channel.EMAIL,
                kind=Kind.FAULT,
                customer_name="云岭纸业",
                company=True,
                contact=Contact(name="冯骏", salutation="先生", phone="13700001111"),
                summary="切纸机停机,急停按钮无法复位",
            )
        ),
        Happened(TicketGraded(severity="urgent", reason="产线停机")),
        Happened(
            DeadlineWarned(
                clock="first-response",
                started=_event(KEY, 1),
                period=1,
                due=OPENED + timedelta(minutes=10),
                limit="10 min",
            ),
            by=SYSTEM,
            after=timedelta(minutes=3),
        ),
        Happened(
            DeadlineMissed(
                clock="first-response",
                started=_event(KEY, 1),
                period=1,
                due=OPENED + timedelta(minutes=10),
                limit="10 min",
            ),
            by=SYSTEM,
            after=timedelta(minutes=2, microseconds=1),
        ),
        Happened(EstimateGiven(due=BEGINS + timedelta(hours=5))),
        Happened(HandlingStarted(where="remote")),
        Happened(
            ProgressSyncMissed(
                clock="progress-sync", started=_event(KEY, 6), period=2, due=BEGINS + timedelta(hours=4), limit="2 h"
            ),
            by=SYSTEM,
            after=timedelta(hours=4),
        ),
        Happened(
            DeadlineMissed(
                clock="promised-solution", started=_event(KEY, 5), period=1, due=BEGINS + timedelta(hours=5)
            ),
            by=SYSTEM,
            after=timedelta(hours=1),
        ),
    ),
    besides={"ticket": KEY, "customer": "customer-0812", "policy": "handbook@1"},
)
ON_A_COMPLAINT: Final = Story(
    COMPLAINT,
    BEGINS,
    AGENT,
    (
        Happened(ComplaintRaised(categories=("attitude",), words="等了一天没人回话")),
        Happened(
            DeadlineMissed(
                clock="complaint-contact",
                started=_event(COMPLAINT, 1),
                period=1,
                due=OPENED + timedelta(hours=24),
                limit="24 h",
            ),
            by=SYSTEM,
            after=timedelta(hours=24),
        ),
    ),
    besides={"ticket": KEY, "customer": "customer-0812", "policy": "service-plan@1"},
)
STORIES: Final = (ON_A_TICKET, ON_A_COMPLAINT)
