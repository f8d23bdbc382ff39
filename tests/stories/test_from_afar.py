"""What needs no visit: a fault mended remotely once the customer allows it, and a question answered."""

from tests.stories.people import NORTH
from tests.stories.telling import Person, Telling
from tests.whole.service import Service

AGENT, SUPERVISOR, ENGINEER = Person("a-001:agent"), Person("s-001:supervisor"), Person("e-003:engineer")
CUSTOMER = Person("customer-C10055:customer")
DEADLINE = "2030-05-02T18:00:00+08:00"

REMOTE = (
    AGENT(
        "open",
        "opened",
        channel="wechat",
        summary="控制面板报警，设备仍可用",
        customer="customer-C10055",
        contact={"phone": "13812345678"},
    ),
    AGENT("acknowledge", "acknowledged", channel="wechat"),
    AGENT("route", team=NORTH),
    AGENT("grade", "graded", severity="general", reason="不影响使用"),
    AGENT.is_refused("diagnose", "remote-not-authorised", finding="控制器参数错误", found_by="remote"),
    AGENT.is_refused("assist", "remote-not-authorised", actions="远程重置控制器"),
    AGENT("refuse-remote", reason="须先问过信息部门"),
    AGENT("authorise-remote", by="张伟", given="message", scope="查看日志，重置控制器"),
    AGENT("diagnose", "diagnosed", finding="控制器参数错误", fault_type="software", found_by="remote"),
    AGENT("propose-plan", steps="恢复参数，重置控制器", owner="a-001", deadline=DEADLINE),
    AGENT.is_refused("log-work", "forbidden", work="repair", steps="恢复参数"),
    SUPERVISOR("approve-plan", "planned", plan=1),
    AGENT("start", "in-progress", where="remote"),
    AGENT("assist", actions="恢复参数，重置控制器", result="报警消失"),
    AGENT("pause", "paused", waiting_for="customer", reason="请客户观察一天"),
    AGENT.is_refused("resolve", "wrong-stage", handling="恢复参数"),
    AGENT("resume", "in-progress", reason="客户说正常"),
    AGENT("resolve", "resolved", cause="参数被误改", handling="远程恢复参数"),
    CUSTOMER("reject", "reopened", reason="又报警"),
    AGENT("authorise-remote", by="张伟", given="phone", scope="再次查看"),
    AGENT("assist", actions="锁定参数", result="报警消失"),
    AGENT("resolve", "resolved", cause="参数被误改", handling="恢复并锁定参数"),
    CUSTOMER("confirm", "confirmed", signature="张伟"),
    AGENT("close", "closed"),
)

REOPENED = (
    AGENT("reopen", "reopened", reason="客户一周后又来电"),
    SUPERVISOR("cancel", "cancelled", cancelled_as="withdrawn", reason="客户改报为新问题"),
)

CONSULTATION = (
    AGENT("open", "opened", channel="email", kind="consultation", summary="如何设置定时开机"),
    AGENT("acknowledge", "acknowledged", channel="email"),
    AGENT("route", team=NORTH),
    AGENT("grade", "graded", severity="general", reason="使用咨询"),
    AGENT("communicate", direction="from-customer", channel="email", text="找不到定时菜单"),
    AGENT("consult", article="a-017", article_version=2, helped=True),
    AGENT("note", text="文章 a-017 的截图已过时"),
    AGENT("estimate", due=DEADLINE),
    AGENT("communicate", direction="to-customer", channel="email", text="长按“模式”键三秒"),
    AGENT("resolve", "resolved", handling="说明定时设置的方法"),
    AGENT.is_refused("close", "forbidden", closed_as="supervisor", reason="客户未答复"),
    SUPERVISOR("close", "closed", closed_as="supervisor", reason="客户已口头确认"),
)


def test_a_fault_is_mended_remotely_as_the_customer_allows(running: Service):
    telling = Telling(running)
    ticket = telling.tell(*REMOTE)
    assert (ticket["remote"]["given"], ticket["remote"]["by"]) == ("phone", "张*")
    assert telling.tell(*REOPENED)["remote"] is None


def test_a_question_is_answered_without_plan_or_visit(running: Service):
    ticket = Telling(running).tell(*CONSULTATION)
    assert (ticket["kind"], ticket["plan"], ticket["engineer"]) == ("consultation", None, None)
