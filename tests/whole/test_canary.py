"""No personal value stands in plain text in any byte that is kept, but for what the tables need (TRUST)."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eventsourcing_nats import EventLog, LogSettings
from tests.whole.service import Service, start

pytestmark = pytest.mark.canary

CANARIES = {
    "customer_name": "卡纳里客户甲",
    "name": "卡纳里张三",
    "phone": "13988877766",
    "email": "canary.mail@example.test",
    "wechat": "canary_wechat_77",
    "order": "CANARY-ORDER-881",
    "serial": "CANARYSN20240301",
    "summary": "卡纳里摘要不应出现",
    "description": "卡纳里描述:家住卡纳里路五号",
    "place": "卡纳里路五号三单元",
    "signature": "卡纳里签名",
    "note": "卡纳里备注文字",
    "reason": "卡纳里原因文字",
    "finding": "卡纳里诊断文字",
    "handling": "卡纳里处理文字",
    "report": "卡纳里报告文字",
    "imported_name": "卡纳里导入李四",
    "imported_phone": "13777766655",
    "bad_time": "卡纳里坏时间",
}

MAP = """
name = "canary"

[columns]
case = "单号"
activity = "动作"
timestamp = "时间"
customer = "客户"
customer_name = "客户"
summary = "描述"
note = "描述"
handling = "描述"
signature = "客户"

[timestamp]
format = "%Y-%m-%d %H:%M"
zone = "Asia/Shanghai"

[number]
pattern = 'K(\\d+)'
becomes = "canary-{1}"

[activities]
"登记" = "open"
"备注" = "note"
"处理" = "resolve"
"确认" = "confirm"
"结案" = "close"
"归档" = "archive"
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("canary") / "home 工单")
    yield running
    if running.process.poll() is None:
        running.kill()


async def test_no_personal_value_is_kept_in_plain_text(service: Service, tmp_path: Path) -> None:
    _live_ticket(service)
    _refused_requests(service)
    _imported_tickets(service, tmp_path)
    bodies = await _bodies(service)
    assert sum(b'"ticket":' in body for body in bodies) == 21
    kept = {"run.json while it runs": (service.home / "run.json").read_bytes()}
    assert service.stop() == 0
    files = [path for path in service.home.rglob("*") if path.is_file() and not path.name.startswith("projections.db")]
    assert {path.name for path in files} >= {"keys.db", "gongdan.log", "token.key"}
    kept |= {str(path): path.read_bytes() for path in files}
    kept |= {f"stored event {place}": body for place, body in enumerate(bodies)}
    kept |= {"output": (service.home.parent / f"{service.home.name}.out").read_bytes()}
    kept |= {"quarantine": (tmp_path / "quarantine.csv").read_bytes()}
    found = [(canary, where) for canary in CANARIES.values() for where, data in kept.items() if held(canary, data)]
    assert not found


def test_the_search_itself_finds_each_way_of_writing() -> None:
    for data in ("x卡纳里y".encode(), "x卡纳里y".encode("utf-16-le"), json.dumps("卡纳里").encode()):
        assert held("卡纳里", data)
    assert held("canary", base64.b64encode(b"a canary"))
    assert not held("canary", b"a bird")


def opening_of(customer: str) -> dict[str, Any]:
    """Of a ticket in which every fact about somebody is a canary."""
    c = CANARIES
    return {
        "channel": "phone",
        "customer": customer,
        "customer_name": c["customer_name"],
        "summary": c["summary"],
        "description": c["description"],
        "order_number": c["order"],
        "contact": {"name": c["name"], "phone": c["phone"], "email": c["email"], "wechat": c["wechat"]},
        "product": {"name": "智能空调", "serial": c["serial"]},
    }


def _live_ticket(service: Service) -> None:
    c = CANARIES
    opening = opening_of("customer-C40")
    low = [{"question": key, "score": 2} for key in ("timeliness", "skill", "attitude", "effect")]
    with service.http("s-001:supervisor") as staff:
        number = _ok(staff.post("/tickets", json=opening))["number"]
    steps = [
        ("agent", "acknowledgement", {"note": c["note"]}),
        ("agent", "grade", {"severity": "urgent", "reason": c["reason"]}),
        ("supervisor", "diagnosis", {"finding": c["finding"]}),
        ("supervisor", "dispatch", {"engineer": "s-001"}),
        ("engineer", "visit", {"at": "2034-12-01T14:00:00+08:00", "place": c["place"]}),
        ("supervisor", "start", {"where": "remote"}),
        ("supervisor", "resolution", {"handling": c["handling"]}),
        ("agent", "survey", {"channel": "sms", "note": c["note"]}),
        ("customer", "survey-answer", {"survey": 1, "scores": low, "comment": c["note"]}),
        ("supervisor", "call-back", {"survey": 1, "category": "effect", "reason": c["reason"], "agreed": c["note"]}),
        ("customer", "confirmation", {"signature": c["signature"]}),
        ("agent", "closing-report", {"cause": c["finding"], "handling": c["handling"], "lessons": c["report"]}),
        ("supervisor", "closing", {"report": c["report"]}),
    ]
    for role, noun, body in steps:
        with service.http("customer-C40:customer" if role == "customer" else f"s-001:{role}") as staff:
            _ok(staff.post(f"/tickets/{number}/{noun}", json=body))
    with service.http("s-001:clerk") as clerk:
        early = clerk.post(f"/tickets/{number}/archiving", json={"note": c["note"]})
        assert (early.status_code, early.json()["code"]) == (409, "archived-too-early")


def _refused_requests(service: Service) -> None:
    """What is refused is logged too: without what was said."""
    with service.http() as staff:
        assert staff.post("/tickets", json={"channel": CANARIES["name"], CANARIES["phone"]: 1}).status_code == 422
        assert staff.get(f"/tickets/{CANARIES['phone']}").status_code == 404
        assert staff.get("/register", params={"text": CANARIES["name"]}).status_code < 500
        assert staff.post("/tickets", content=CANARIES["note"].encode()).status_code in (400, 415, 422)


def _imported_tickets(service: Service, folder: Path) -> None:
    rows = [
        "单号,动作,时间,客户,描述",
        f"K1,登记,2024-05-01 09:30,{CANARIES['imported_name']},{CANARIES['summary']}",
        f"K1,备注,2024-05-01 09:40,{CANARIES['imported_name']},{CANARIES['imported_phone']}",
        f"K1,处理,2024-05-01 10:00,{CANARIES['imported_name']},{CANARIES['handling']}",
        f"K1,确认,2024-05-01 10:10,{CANARIES['signature']},{CANARIES['note']}",
        f"K1,结案,2024-05-01 10:20,{CANARIES['imported_name']},{CANARIES['note']}",
        f"K1,归档,2024-05-02 10:30,{CANARIES['imported_name']},{CANARIES['note']}",
        f"K2,登记,{CANARIES['bad_time']},{CANARIES['imported_name']},{CANARIES['note']}",
    ]
    (folder / "rows.csv").write_text("\n".join(rows))
    (folder / "map.toml").write_text(MAP)
    done = service.command(
        "import", str(folder / "rows.csv"), "--map", str(folder / "map.toml"), "--json",
        "--quarantine", str(folder / "quarantine.csv"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts = json.loads(done.stdout)
    assert (counts["imported"], counts["quarantined"]) == (6, 1)
    for said in (done.stdout, done.stderr):
        assert not [canary for canary in CANARIES.values() if canary in said]


async def _bodies(service: Service) -> list[bytes]:
    """Every stored body as the broker gives it, since blocks on disk may be compressed."""
    run = service.run
    settings = LogSettings(url=run["nats"], user=run["nats_user"], password=run["nats_password"])
    async with await EventLog.open(settings) as log:
        return [event.state async for batch in log.follow(0, until=await log.end()) for event in batch]


def held(canary: str, data: bytes) -> bool:
    """However it is written: as UTF-8, UTF-16, JSON or Base64."""
    ways = [canary.encode(), canary.encode("utf-16-le"), json.dumps(canary)[1:-1].encode()]
    ways += [base64.b64encode(b" " * shift + canary.encode())[4 if shift else 0 : -4] for shift in range(3)]
    return any(way and way in data for way in ways)


def _ok(response: object) -> dict[str, str]:
    assert response.status_code < 300, response.text  # type: ignore[attr-defined]
    return response.json()  # type: ignore[attr-defined]
