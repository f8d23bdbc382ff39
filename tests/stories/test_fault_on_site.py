"""A fault repaired on site, out of warranty: with a plan, a spare part, and a fee agreed in writing first."""

from typing import Final

from tests.stories.people import NORTH
from tests.stories.telling import Person, Telling
from tests.whole.service import Service

AGENT, SUPERVISOR = Person("a-001:agent"), Person("s-001:supervisor")
ENGINEER, WAREHOUSE = Person("e-003:engineer"), Person("w-001:warehouse")
PRODUCT_DEPARTMENT, MANAGER = Person("p-001:department-contact"), Person("m-001:manager")
CLERK: Final = Person("c-001:clerk")
CUSTOMER: Final = Person("customer-C10023:customer")
DEADLINE, TWO, THREE = "2030-05-02T18:00:00+08:00", "2030-05-01T14:00:00+08:00", "2030-05-01T15:00:00+08:00"
PLAN: Final = {"steps": "更换电源板，整机测试", "owner": "e-003", "deadline": DEADLINE}

INTAKE = (
    AGENT(
        "open",
        "opened",
        channel="phone",
        summary="设备无法启动，报警代码E-002",
        customer="customer-C10023",
        customer_name="远山科技有限公司",
        company=True,
        contact={"name": "张伟", "phone": "13812345678"},
        product={"name": "智能空调", "model": "KFR-35", "serial": "202403A0001", "purchased": "2020-03"},
    ),
    AGENT("acknowledge", "acknowledged", channel="phone"),
    AGENT("verify", missing=["voucher"]),
    AGENT("warranty", purchased="2020-03"),
    ENGINEER.is_refused("grade", "forbidden", severity="important", reason="未派单的工程师"),
    AGENT.is_refused("grade", "unknown-severity", severity="grade-1", reason="别的政策包的分级"),
    SUPERVISOR("grade", "graded", severity="important", reason="一条生产线停机"),
    SUPERVISOR("route", team=NORTH, reason="空调类由北区班组处理"),
    SUPERVISOR("dispatch", "dispatched", engineer="e-003", visit_expected=TWO),
    ENGINEER("accept", "accepted"),
    ENGINEER("unmask", reason="须电话联系客户确认上门时间"),
    ENGINEER("contact", channel="phone", technical=True),
)

AGREEMENT = (
    ENGINEER("diagnose", finding="电源板烧毁", fault_type="hardware", found_by="knowledge-base"),
    ENGINEER("collaborate", department="product", text="请确认该批次电源板是否有缺陷"),
    PRODUCT_DEPARTMENT("answer", request=1, text="该批次无已知缺陷"),
    ENGINEER.is_refused("propose-plan", "no-meeting", **PLAN),
    ENGINEER("call-meeting", departments=["technical", "product", "service"]),
    ENGINEER(
        "meet",
        departments=["technical", "product", "service"],
        attendees=["e-003", "p-001", "s-001"],
        outcome="更换电源板",
    ),
    ENGINEER("propose-plan", **PLAN),
    ENGINEER.is_refused("approve-plan", "forbidden", plan=1),
    SUPERVISOR("reject-plan", plan=1, reason="须写明安全措施"),
    ENGINEER("propose-plan", **{**PLAN, "steps": "断电，更换电源板，整机测试"}),
    SUPERVISOR.is_refused("approve-plan", "not-newest-plan", plan=1),
    MANAGER("approve-plan", plan=2),
    ENGINEER("share-plan", plan=2, channel="email"),
    ENGINEER("quote", amount="480.00", items="电源板 380 元，上门 100 元"),
    ENGINEER.is_refused("charge", "fee-not-accepted", quote=1, amount="480.00"),
    CUSTOMER("accept-fee", quote=1, by="张伟", given="portal"),
)

PART = (
    ENGINEER("request-part", part="PSU-KFR35", quantity=1),
    WAREHOUSE.is_refused("ship-part", "part-not-reserved", request=1, carrier="顺丰", waybill="SF1234567890"),
    WAREHOUSE("confirm-part", request=1, available=True),
    WAREHOUSE("ship-part", request=1, carrier="顺丰", waybill="SF1234567890"),
    ENGINEER.is_refused("use-part", "part-not-received", part="PSU-KFR35", request=1),
    WAREHOUSE("receive-part", request=1),
)

VISIT = (
    ENGINEER("visit", at=TWO, place="南京西路100号"),
    ENGINEER("move-visit", at=THREE, by="张伟", given="phone", reason="客户下午不在"),
    ENGINEER("request-cooperation", what="请安排人员开门并断电", due=TWO),
    ENGINEER("provide-cooperation", request=1, note="物业已开门"),
    ENGINEER("arrive", "in-progress"),
    ENGINEER("verify-product", matches=True, serial="202403A0001", voucher_seen=True),
    ENGINEER("attach", name="铭牌.png", purpose="photo"),
    ENGINEER.is_refused("log-work", "no-repair-consent", work="replacement", steps="更换电源板"),
    ENGINEER.is_refused("consent", "evidence-needed", by="张伟", given="signature", plan=2),
    ENGINEER("consent", by="张伟", given="in-person", plan=2),
    ENGINEER("use-part", part="PSU-KFR35", request=1, serial="P20240501"),
    ENGINEER("log-work", work="replacement", steps="断电，更换电源板，上电", minutes=50),
    ENGINEER("share-progress", channel="wechat", text="已更换电源板，正在测试"),
    ENGINEER("test", passed=False),
    ENGINEER.is_refused("resolve", "test-failed", handling="更换电源板"),
    ENGINEER("test", passed=True),
    ENGINEER("return-part", part="PSU-KFR35", request=1),
    ENGINEER("charge", quote=1, amount="480.00", receipt="R-2030-0501"),
)

END = (
    ENGINEER("resolve", "resolved", cause="电源板烧毁", handling="更换电源板"),
    AGENT.is_refused("close", "not-confirmed"),
    AGENT.is_refused("confirm", "how-given-needed", signature="张伟"),
    CUSTOMER("confirm", "confirmed", signature="张伟"),
    AGENT("propose-compensation", what="延长保修三个月", reason="等待备件超过约定"),
    SUPERVISOR("approve-compensation", compensation=1),
    AGENT("announce-compensation", compensation=1, channel="phone"),
    AGENT("give-compensation", compensation=1),
    AGENT("close", "closed", report="更换后运行正常"),
    CLERK("correct", version=1, field="product.model", right="KFR-36", reason="登记时看错型号"),
)


def test_a_fault_is_repaired_on_site_with_part_and_fee(running: Service):
    telling = Telling(running)
    ticket = telling.tell(*INTAKE, *AGREEMENT, *PART, *VISIT, *END)
    assert ticket["policy"] == "handbook@2"
    assert (ticket["warranty"]["warranty"], ticket["missing"], ticket["handling"]) == ("out", ["voucher"], "on-site")
    assert {name: ticket["plan"][name] for name in ("plan", "approved", "shared")} == {
        "plan": 2,
        "approved": True,
        "shared": True,
    }
    assert (ticket["quote"]["accepted"], ticket["quote"]["charged"]) == (True, "480.00")
    assert [(part["part"], part["received"]) for part in ticket["parts"]] == [("PSU-KFR35", True)]
    assert [(each["department"], each["answered"]) for each in ticket["collaborations"]] == [("product", True)]
    assert ticket["cooperation"][0]["answered"]
    assert [file["name"] for file in ticket["attachments"]] == ["铭牌.png"]
    assert telling.refusals > 300
