"""Records a new set of golden events with today's code; a set that exists is never touched.

python tests/golden_events/record.py v1
"""

import base64
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.record.envelope import Actor, Envelope, Recorded, Source
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
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper, event_hash

START = datetime(2024, 5, 1, 1, 30, tzinfo=UTC)
KEY = "ticket-202405-00123"

STORY: list[TicketEvent] = [
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
]
ELSEWHERE = TicketOpened(
    channel=Channel.UNKNOWN,
    kind=Kind.FAULT,
    severity="value-1",
    engineer="2",
    team="1",
    stage=Stage.PAUSED,
    waiting_for="customer",
)


def live(version: int, event: TicketEvent, previous: str | None) -> Recorded:
    command = source_command_id("golden", KEY, version)
    at = START + timedelta(minutes=5 * version, microseconds=version)
    envelope = Envelope(
        id=event_id(command, 0),
        type=event.stored_name,
        schema_version=1,
        aggregate=KEY,
        version=version,
        occurred=at,
        recorded=at,
        actor=Actor(
            id="001",
            role="agent",
            channel="api",
            stand_in_for="002",
            on_behalf_of="customer-0042",
            entered_by="operator",
            address="192.0.2.7",
        ),
        ticket=KEY,
        customer="customer-0042",
        command=command,
        correlation=source_command_id("golden", KEY, 1),
        causation=event_id(source_command_id("golden", KEY, 1), 0),
        policy="handbook@1",
        previous=previous,
        trace="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )
    return Recorded(envelope, event, version)


UNNAMED = NoteAdded(text="打电话给张三")


def from_elsewhere() -> Recorded:
    command = source_command_id("helpdesk", "Case 1", 1)
    envelope = Envelope(
        id=event_id(command, 0),
        type=ELSEWHERE.stored_name,
        schema_version=1,
        aggregate="ticket-helpdesk-1",
        version=1,
        occurred=START,
        recorded=START + timedelta(days=1),
        actor=Actor(id="2", role="imported", channel="import", entered_by="operator"),
        ticket="ticket-helpdesk-1",
        customer="customer-helpdesk-7",
        command=command,
        correlation=command,
        source=Source(name="helpdesk", case="Case 1", ordinal=1, activity="Wait", changed={"customer": "Value 7"}),
        irregular="not-allowed",
    )
    return Recorded(envelope, ELSEWHERE, 21)


def unnamed(previous: str) -> Recorded:
    """The second row of that case, whose activity its map does not name."""
    first = from_elsewhere().envelope
    command = source_command_id("helpdesk", "Case 1", 2)
    envelope = first.model_copy(
        update={
            "id": event_id(command, 0),
            "type": UNNAMED.stored_name,
            "version": 2,
            "command": command,
            "previous": previous,
            "source": Source(name="helpdesk", case="Case 1", ordinal=2, said="打电话给张三"),
            "irregular": None,
        }
    )
    return Recorded(envelope, UNNAMED, 22)


def record(folder: Path) -> None:
    folder.mkdir(parents=True)
    master = bytes(range(32))
    (folder / "master.key").write_text(base64.b64encode(master).decode() + "\n")
    keys = KeyStore.open(folder / "keys.db", master)
    mapper = EventMapper(keys)
    lines: list[str] = []
    previous: str | None = None
    for version, event in enumerate(STORY, 1):
        recorded = live(version, event, previous)
        body = mapper.to_stored_event(recorded).state
        previous = event_hash("gongdan", KEY, version, body)
        lines.append(_line(recorded, body))
    foreign = from_elsewhere()
    body = mapper.to_stored_event(foreign).state
    second = unnamed(event_hash("gongdan", "ticket-helpdesk-1", 1, body))
    lines += [_line(foreign, body), _line(second, mapper.to_stored_event(second).state)]
    (folder / "events.jsonl").write_text("\n".join(lines) + "\n")
    plain = [
        {
            "envelope": r.envelope.model_dump(mode="json", exclude_none=True, exclude={"previous"}),
            "data": r.event.model_dump(mode="json", exclude_none=True),
        }
        for r in (*_story(), foreign, second)
    ]
    (folder / "plain.json").write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n")
    keys.close()


def _story() -> list[Recorded]:
    return [live(version, event, None) for version, event in enumerate(STORY, 1)]


def _line(recorded: Recorded, body: bytes) -> str:
    envelope = recorded.envelope
    stored = {"aggregate": envelope.aggregate, "version": envelope.version, "topic": envelope.type}
    return json.dumps({**stored, "body": body.decode()}, ensure_ascii=False)


if __name__ == "__main__":
    record(Path(__file__).parent / sys.argv[1])
