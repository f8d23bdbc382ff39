"""The first set: a ticket from its opening to its cancelling, and a case of another system."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from domain.record.envelope import Actor, Source
from domain.record.identity import event_id, source_command_id
from domain.ticket.events import (
    Contact,
    CustomerContacted,
    DispatchAccepted,
    EngineerDispatched,
    EstimateGiven,
    FaultDiagnosed,
    NoteAdded,
    Product,
    ReceiptAcknowledged,
    ResolutionConfirmed,
    ResolutionRejected,
    TicketCancelled,
    TicketClosed,
    TicketEscalated,
    TicketEvent,
    TicketGraded,
    TicketOpened,
    TicketPaused,
    TicketReopened,
    TicketResolved,
    TicketResumed,
    VisitPromised,
)
from domain.ticket.vocabulary import Channel, Kind, Stage
from tests.golden_events.stories.story import Happened, Story

START: Final = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
KEY: Final = "ticket-202405-00123"

EVENTS: Final[tuple[TicketEvent, ...]] = (
    TicketOpened(
        channel=Channel.PHONE,
        kind=Kind.FAULT,
        customer_name="科技有限公司",
        company=True,
        contact=Contact(
            name="张三", salutation="先生", phone="13812345678", email="zhang@example.com", wechat="zhang3"
        ),
        order_number="D-2024-0007",
        product=Product(
            name="智能空调",
            model="KFR-35",
            serial="202403A0001",
            batch="B7",
            purchased="2024-03",
            purchase_channel="门店",
        ),
        summary="设备无法启动,报警代码E-002",
        description="早上开机后无反应，指示灯闪烁三次。",
        error_code="E-002",
    ),
    ReceiptAcknowledged(channel=Channel.PHONE, note="已告知受理"),
    TicketGraded(severity="urgent", reason="核心业务受影响"),
    FaultDiagnosed(finding="判断为电源板故障", fault_type="hardware", found_by="remote"),
    EstimateGiven(due=START + timedelta(hours=2, minutes=30), note="中午前"),
    EngineerDispatched(engineer="003", team="north", reason="就近", visit_expected=START + timedelta(hours=5)),
    DispatchAccepted(engineer="003", team="north"),
    CustomerContacted(channel=Channel.PHONE, note="约下午"),
    VisitPromised(at=START + timedelta(hours=5), place="中关村大街1号", note="带电源板"),
    NoteAdded(text="客户门禁需登记"),
    TicketEscalated(to="line-2", reason="需二线支持"),
    TicketPaused(waiting_for="part", reason="等电源板"),
    TicketResumed(engineer="003", team="north", reason="备件已到"),
    TicketResolved(cause="电源板老化", handling="更换电源板", precautions="避免潮湿"),
    ResolutionRejected(reason="仍有异响"),
    TicketResolved(handling="紧固风扇"),
    ResolutionConfirmed(signature="张三", note="正常"),
    TicketClosed(closed_as="satisfied", report="原因与处理已归纳", reason="客户满意"),
    TicketReopened(engineer="003", team="north", reason="再次报警"),
    TicketCancelled(cancelled_as="duplicate", duplicate_of="ticket-202405-00124", reason="与后一单重复"),
)
FIRST_COMMAND: Final = source_command_id("golden", KEY, 1)
LIVE: Final = Story(
    KEY,
    START,
    Actor(
        id="001",
        role="agent",
        channel="api",
        stand_in_for="002",
        on_behalf_of="customer-0042",
        entered_by="operator",
        address="192.0.2.7",
    ),
    tuple(Happened(event) for event in EVENTS),
    timedelta(minutes=5, microseconds=1),
    {
        "ticket": KEY,
        "customer": "customer-0042",
        "correlation": FIRST_COMMAND,
        "causation": event_id(FIRST_COMMAND, 0),
        "policy": "handbook@1",
        "trace": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    },
)

ELSEWHERE: Final = TicketOpened(
    channel=Channel.UNKNOWN,
    kind=Kind.FAULT,
    severity="value-1",
    engineer="2",
    team="1",
    stage=Stage.PAUSED,
    waiting_for="customer",
)
OPENED: Final = source_command_id("helpdesk", "Case 1", 1)
NAMED: Final[dict[str, Any]] = {
    "source": Source(name="helpdesk", case="Case 1", ordinal=1, activity="Wait", changed={"customer": "Value 7"}),
    "irregular": "not-allowed",
}
UNNAMED: Final[dict[str, Any]] = {
    "source": Source(name="helpdesk", case="Case 1", ordinal=2, said="打电话给张三"),
}
"""The second row of that case, whose activity its map does not name."""
FOREIGN: Final = Story(
    "ticket-helpdesk-1",
    START,
    Actor(id="2", role="imported", channel="import", entered_by="operator"),
    (
        Happened(ELSEWHERE, besides=NAMED, command=OPENED),
        Happened(NoteAdded(text="打电话给张三"), besides=UNNAMED, command=source_command_id("helpdesk", "Case 1", 2)),
    ),
    timedelta(),
    {
        "recorded": START + timedelta(days=1),
        "ticket": "ticket-helpdesk-1",
        "customer": "customer-helpdesk-7",
        "correlation": OPENED,
    },
)

STORIES: Final = (LIVE, FOREIGN)
