"""A second ticket: the same fault told again, helped from afar, sent in, refused, and merged into the first."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from domain.ticket.events import (
    AttachmentAdded,
    FaultDiagnosed,
    FeeDeclined,
    FeeQuoted,
    PlanProposed,
    RemoteAssistanceAuthorised,
    RemoteAssistanceGiven,
    RemoteAssistanceRefused,
    RepairRefused,
    SendInAgreed,
    TicketLinked,
    TicketMerged,
    TicketOpened,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.golden_events.stories.second.intake import BEGINS, LINKS, MERGES, NUMBER
from tests.golden_events.stories.story import Happened

REFUSAL_SCAN: Final = "7e5d3c1b9f8a6e4d2c0b1a3f5e7d9c8b6a4f2e0d1c3b5a7f9e8d6c4b2a0f1e3d"

SUPPORT: Final = (
    Happened(TicketOpened(channel=Channel.PHONE, kind=Kind.FAULT, summary="遥控软件里空调离线且漏水")),
    Happened(TicketLinked(other=NUMBER, relation="duplicate", note="来电人说的是同一台"), command=LINKS),
    Happened(RemoteAssistanceRefused(reason="不放心远程操作手机", by="赵敏", given="phone")),
    Happened(
        RemoteAssistanceAuthorised(
            by="赵敏", given="message", scope="只查看空调的联网设置", until=BEGINS + timedelta(hours=12)
        )
    ),
    Happened(RemoteAssistanceGiven(actions="重置网关并重新配网", result="设备已上线，仍漏水", minutes=25)),
    Happened(
        FaultDiagnosed(
            finding="离线因更换路由器后未重新配网", fault_type="operation", found_by="remote", category="usage"
        )
    ),
    Happened(SendInAgreed(address="石家庄市长安区中山东路12号维修站", note="用户自送，工作日九点至五点")),
    Happened(PlanProposed(plan=1, steps="送修后拆机检查漏水原因", owner="001", deadline=BEGINS + timedelta(days=4))),
    Happened(FeeQuoted(quote=1, amount=Decimal(50))),
    Happened(
        AttachmentAdded(
            sha256=REFUSAL_SCAN, size=2_048, media_type="image/png", name="聊天截图.png", purpose="screenshot"
        )
    ),
    Happened(FeeDeclined(quote=1, reason="用户不接受拆机检测费", by="赵敏", given="portal", evidence=REFUSAL_SCAN)),
    Happened(RepairRefused(reason="用户改由先开的一单维修", plan=1, by="赵敏", given="in-person")),
    Happened(TicketMerged(into=NUMBER, reason="并入先开的一单处理"), command=MERGES),
)
