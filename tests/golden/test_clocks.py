"""The golden ticket's clocks explained: 09:30 reported, 09:40 answered, met at the limit; by API and command line."""

import json

import pytest

from tests.golden.conftest import Department
from tests.golden.test_golden_rows import staffed, the_123rd_ticket_of_may, two_faults

pytestmark = pytest.mark.golden

ANSWERED = "首次响应：09:30 客户反馈，09:40 已响应，用时 10 分钟，限 10 分钟（24×7），刚好在时限内达成。"
IN_ENGLISH = "First response: 09:30 reported, 09:40 answered, 10 min used, limit 10 min (24×7), met at the limit."
VISITED = "约定上门：11:20 约定上门（约定 14:00），14:30 到达现场，超时 30 分钟。"


async def test_the_golden_ticket_met_its_limit_to_the_minute(department: Department) -> None:
    await staffed(department)
    await the_123rd_ticket_of_may(department)
    answer = (await department.read_clocks("202405-00123", "2024-05-01T12:00:00+08:00")).json()
    first = answer["own"]["runs"][0]
    assert (first["state"], first["explained"]) == ("met", {"zh": ANSWERED, "en": IN_ENGLISH})
    said = await department.command("clocks", "202405-00123", "--at", "2024-05-01T12:00")
    assert said.splitlines()[:3] == [
        "202405-00123  2024-05-01 12:00",
        "handbook@2 售后服务手册",
        f"达成 {ANSWERED}",
    ]


async def test_the_promised_visit_of_the_golden_fault_was_half_an_hour_late(department: Department) -> None:
    await staffed(department)
    await two_faults(department)
    said = await department.command("clocks", "202405120001", "--at", "2024-05-12T15:00", "--policy", "handbook")
    own, beside = said.split("\n\n")
    assert f"超时 {VISITED}" in own.splitlines()
    assert beside.startswith("handbook@2 售后服务手册\n")


async def test_all_tickets_are_counted_under_another_pack(department: Department) -> None:
    await staffed(department)
    await two_faults(department)
    said = await department.command("clocks", "--all", "--policy", "service-plan", "--at", "2024-05-12T15:00", "--json")
    counted = json.loads(said)
    assert (counted["policy"], counted["tickets"], counted["left_out"]) == ("service-plan@1", 2, 0)
    assert counted["runs"]["own"]["promised-visit"] == {"missed": 1}
    assert counted["runs"]["other"]["first-response"] == {"missed": 2}
    table = await department.command("clocks", "--all", "--policy", "service-plan", "--at", "2024-05-12T15:00")
    assert any(line.split() == ["promised-visit", *"01000", *"01000"] for line in table.splitlines())
