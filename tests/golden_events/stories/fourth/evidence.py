"""The customer's word with the file that shows it: allowed and refused from afar, chosen, moved, and no repair."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final

from domain.record.envelope import Actor
from domain.ticket.events import (
    AttachmentAdded,
    Contact,
    EngineerDispatched,
    Option,
    OptionChosen,
    PlanProposed,
    RemoteAssistanceAuthorised,
    RemoteAssistanceRefused,
    RepairRefused,
    TicketGraded,
    TicketOpened,
    VisitMoved,
    VisitPromised,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.golden_events.stories.story import Happened, Story

BEGINS: Final = datetime(2026, 6, 9, 1, 10, tzinfo=UTC)
LETTER, CHAT, CHOICE = "3c" * 32, "5d" * 32, "6e" * 32
AGENT: Final = Actor(id="003", role="agent", channel="api")
ENGINEER: Final = Actor(id="006", role="engineer", channel="api")
VISIT: Final = BEGINS + timedelta(days=1)


def _attached(sha256: str, name: str) -> Happened:
    size = 10_240 + len(name)
    return Happened(
        AttachmentAdded(sha256=sha256, size=size, media_type="image/png", name=name, purpose="confirmation")
    )


STORY: Final = Story(
    "ticket-202606-00057",
    BEGINS,
    AGENT,
    (
        Happened(
            TicketOpened(
                channel=Channel.WECHAT,
                kind=Kind.FAULT,
                customer_name="青禾印务",
                company=True,
                contact=Contact(name="薛宁", salutation="女士", phone="13700002222"),
                summary="覆膜机温控失灵",
            )
        ),
        Happened(TicketGraded(severity="general", reason="可手动控温")),
        _attached(LETTER, "不同意远程.png"),
        Happened(RemoteAssistanceRefused(reason="须先问过信息部门", by="薛宁", given="message", evidence=LETTER)),
        _attached(CHAT, "授权截图.png"),
        Happened(
            RemoteAssistanceAuthorised(
                by="薛宁",
                given="message",
                scope="查看温控日志",
                until=BEGINS + timedelta(hours=8),
                evidence=CHAT,
            )
        ),
        Happened(
            PlanProposed(
                plan=1,
                steps="更换温控器或整机检修",
                owner="006",
                deadline=BEGINS + timedelta(days=3),
                options=(
                    Option(name="更换温控器", text="现场更换", pros="当日可用", cost=Decimal("320.00")),
                    Option(name="返厂检修", text="寄回检修", pros="全面检查", cons="停机五日", cost=Decimal("180.00")),
                ),
            )
        ),
        _attached(CHOICE, "选择单.png"),
        Happened(OptionChosen(plan=1, option="更换温控器", by="薛宁", given="signature", evidence=CHOICE)),
        Happened(EngineerDispatched(engineer="006")),
        Happened(VisitPromised(at=VISIT), by=ENGINEER),
        Happened(
            VisitMoved(at=VISIT + timedelta(hours=3), by="薛宁", given="message", reason="上午断电检修", evidence=CHAT),
            by=ENGINEER,
        ),
        Happened(
            RepairRefused(reason="决定购置新机", plan=1, by="薛宁", given="signature", evidence=CHOICE),
            by=ENGINEER,
            after=timedelta(days=1, hours=2),
        ),
    ),
)
STORIES: Final = (STORY,)
