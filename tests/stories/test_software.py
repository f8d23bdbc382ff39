"""A software fault under the pack that a rule chooses for its product: remote first, escalated, and reopened once."""

from tests.stories.people import NORTH
from tests.stories.telling import Person, Telling
from tests.whole.service import Service

AGENT, SUPERVISOR, ENGINEER = Person("a-001:agent"), Person("s-001:supervisor"), Person("e-003:engineer")
RESEARCH = Person("p-002:department-contact")
CUSTOMER = Person("customer-C10077:customer")
TWO = "2030-05-01T14:00:00+08:00"

ESCALATED = (
    CUSTOMER(
        "open",
        "opened",
        channel="web",
        summary="导出报表时程序崩溃",
        customer="customer-C10077",
        product={"name": "协同办公 6.2", "serial": "LIC-20240077"},
    ),
    AGENT("acknowledge", "acknowledged", channel="web"),
    AGENT("route", staff="a-001"),
    AGENT("route", team=NORTH),
    AGENT("grade", "graded", severity="important", reason="没有替代办法"),
    AGENT("attach", name="screen.png", purpose="screenshot"),
    AGENT.is_refused("diagnose", "unknown-fault-type", finding="内存条损坏", fault_type="hardware"),
    AGENT("diagnose", "diagnosed", finding="导出大表时内存耗尽", fault_type="software", category="defect"),
    SUPERVISOR("dispatch", "dispatched", engineer="e-003"),
    ENGINEER("decline", "diagnosed", reason="不熟悉报表模块"),
    SUPERVISOR("dispatch", "dispatched", engineer="e-003", reason="无其他人可派"),
    ENGINEER("accept", "accepted"),
    ENGINEER.is_refused("visit", "remote-first", at=TWO),
    ENGINEER.is_refused("authorise-remote", "portal-by-another", by="李四", given="portal"),
    ENGINEER("authorise-remote", by="李四", given="message", scope="查看日志"),
    ENGINEER("assist", "in-progress", actions="收集日志与转储", result="确认为程序缺陷"),
    ENGINEER("escalate", to="line-3", reason="须修改程序"),
    ENGINEER("collaborate", department="research", text="请修复导出的内存问题"),
    RESEARCH("answer", request=1, text="6.2.1 已修复，见补丁说明"),
    ENGINEER("log-work", work="repair", steps="安装 6.2.1 补丁", minutes=30),
    ENGINEER("test", passed=True),
    ENGINEER("resolve", "resolved", cause="导出未分页", handling="升级到 6.2.1"),
    CUSTOMER("reject", "reopened", reason="另一张报表仍然崩溃"),
    ENGINEER("log-work", work="adjustment", steps="调整报表的分页参数"),
    ENGINEER("resolve", "resolved", cause="报表分页过大", handling="调整参数"),
    CUSTOMER("confirm", "confirmed", signature="李四"),
    ENGINEER("close", "closed"),
)
BACK_AGAIN = (CUSTOMER("reopen", "reopened", reason="一周后再次崩溃"),)


def test_a_software_fault_is_escalated_under_the_pack_of_its_product(running: Service):
    telling = Telling(running)
    ticket = telling.tell(*ESCALATED)
    assert ticket["policy"] == "software-support@1"
    assert [(each["department"], each["answered"]) for each in ticket["collaborations"]] == [("research", True)]
    assert telling.tell(*BACK_AGAIN)["possible"].count("resolve") == 0, "an auditor changes nothing"
    assert "resolve" in telling.seen("e-003:engineer")["possible"]
