"""What comes after the solution, in a real browser: rejected and mended again, low scores, returns, complaints."""

import pytest
from playwright.sync_api import expect

from tests.console.browser.beginnings import resolved
from tests.console.browser.department import opened, shown, told
from tests.console.browser.seats import EN_PHONE, Seat, seats
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
LOW = [{"question": each, "score": "2"} for each in ("timeliness", "skill", "attitude", "effect")]
TOLD = ("reviewed", "received", "inspected", "settled", "carried-out")
SCORES = ("90", "90", "4", "90", "4")
"""For response, diagnosis, attitude, record and outcome, as the form has them."""


@seats(EN_PHONE)
def test_a_solution_that_is_rejected_is_mended_again(visits: Visits, desk: Service, seat: Seat):
    number = resolved(desk)
    agent = visits.sit("a-001:agent", seat)
    word = {"given": "message", "evidence": shown(desk, number)}
    page = agent.act(number, "reject", reason="The keys still do nothing", **word)
    expect(page.locator("main")).to_contain_text("The keys still do nothing")
    page = agent.act(number, "resolve", cause="Worn keys", handling="Sent a new remote control")
    expect(page.locator("main .status").first).to_have_text(seat.says("已解决", "resolved"))
    assert told(desk, number)[-2:] == ["resolution-rejected", "ticket-resolved"]


@seats()
def test_a_low_score_is_called_back_about_before_the_case_may_be_closed(visits: Visits, desk: Service, seat: Seat):
    number = resolved(desk)
    agent, supervisor = visits.sit("a-001:agent", seat), visits.sit("s-001:supervisor", seat)
    word = {"given": "message", "evidence": shown(desk, number)}
    agent.act(number, "confirm", signature="李娜", **word)
    agent.act(number, "send-survey", channel="sms")
    agent.open(f"tickets/{number}/answer-survey")
    agent.rows("scores", LOW)
    agent.press(survey="1", recommend="4", comment="等了三天", **word)
    assert told(desk, number)[-1] == "survey-answered"
    refused = agent.send(number, "close", closed_as="satisfied")
    expect(refused.get_by_role("alert")).to_contain_text(seat.says("回电", "call"))
    supervisor.act(number, "call-back", survey="1", category="timeliness", reason="三天才回复", agreed="以后当天回复")
    agent.act(number, "close", closed_as="satisfied")
    assert "ticket-closed" in told(desk, number)


@seats()
def test_goods_come_back_and_the_money_is_paid_back(visits: Visits, desk: Service, seat: Seat):
    ticket = opened(desk)
    agent, other = visits.sit("a-001:agent", seat), visits.sit("a-002:agent", seat)
    warehouse, inspector = visits.sit("w-001:warehouse", seat), visits.sit("i-001:returns-inspector", seat)
    wanted = {"wanted": "refund", "model": "KFR-35", "voucher": "invoice", "condition": "used"}
    number = agent.begin("returns", ticket=ticket, reason="使用三天即不制冷", **wanted)
    other.go_on("returns", number, "approve-return", ground="defect", packing="原包装")
    warehouse.go_on("returns", number, "receive-goods", carrier="顺丰", tracking="SF100", intact="true")
    inspector.go_on("returns", number, "inspect-goods", finding="quality-defect", words="压缩机异响")
    agreed = {"settlement": "refund", "given": "phone", "evidence": shown(desk, ticket)}
    agent.go_on("returns", number, "agree-settlement", **agreed)
    agent.go_on("returns", number, "make-refund", amount="2899.00", reference="TK-20240513-01")
    for step in TOLD:
        agent.go_on("returns", number, "tell-return", step=step, channel="wechat")
    page = agent.go_on("returns", number, "complete-return")
    expect(page.locator("main .status").first).to_have_text(seat.says("已完成", "completed"))
    expect(page.locator("main .timeline")).to_contain_text("TK-20240513-01")


@seats()
def test_a_complaint_is_answered_handled_and_closed(visits: Visits, desk: Service, seat: Seat):
    ticket = opened(desk)
    agent, handler = visits.sit("a-001:agent", seat), visits.sit("h-001:complaint-handler", seat)
    number = agent.begin("complaints", ticket=ticket, categories="timeliness,attitude", words="约好两点,四点才到")
    agent.go_on("complaints", number, "contact-complainant", channel="phone")
    answer = {"channel": "phone", "apology": "让您久等,非常抱歉", "facts": "前一单超时"}
    handler.go_on("complaints", number, "answer-complaint", **answer)
    handler.go_on("complaints", number, "assess-complaint", weight="simple", severity="minor", reason="一次迟到")
    measures = {"cause": "process", "words": "未触发改约通知", "measures": "超时即电话改约"}
    handler.go_on("complaints", number, "handle-complaint", **measures)
    word = {"score": "5", "given": "phone", "evidence": shown(desk, ticket)}
    agent.go_on("complaints", number, "answer-complaint-survey", **word)
    page = handler.go_on("complaints", number, "close-complaint", closed_as="satisfied")
    expect(page.locator("main .status").first).to_have_text(seat.says("已办结", "closed"))


@seats()
def test_an_inspection_is_scored_item_by_item(visits: Visits, desk: Service, seat: Seat):
    ticket = resolved(desk)
    quality = visits.sit("q-001:quality", seat)
    number = quality.begin("inspections", ticket=ticket, form="service", about="a-001", reason="每月随机抽检")
    page = quality.open(f"matters/inspections/{number}/score")
    quality.press(**{f"scores__{place}__points": points for place, points in enumerate(SCORES)})
    expect(page.locator("main .status").first).to_have_text(seat.says("合格", "passed"))
    page = quality.go_on("inspections", number, "close-inspection")
    expect(page.locator("main .status").first).to_have_text(seat.says("已结束", "closed"))
