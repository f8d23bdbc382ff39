"""An alarm for many tickets of one kind, of no product or region in particular."""

from datetime import UTC, datetime
from typing import Final

from domain.matters.incidents.events import AlarmRaised
from domain.record.envelope import Actor
from domain.ticket.vocabulary import Kind
from tests.golden_events.stories.story import Happened, Story

PROGRAM: Final = Actor(id="gongdan", role="system", channel="system")

STORIES: Final[tuple[Story, ...]] = (
    Story(
        "incident-YJ202611-00003",
        datetime(2026, 11, 26, 2, 35, tzinfo=UTC),
        PROGRAM,
        (
            Happened(
                AlarmRaised(
                    signal="ticket-spike",
                    kind=Kind.RETURN,
                    observed=41,
                    usual=6,
                    minutes=60,
                    words="一小时内 41 张工单（return），往常同一时段 6 张",
                )
            ),
        ),
    ),
)
