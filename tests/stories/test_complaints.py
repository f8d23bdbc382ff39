"""Complaints through HTTP (R36): a simple one of a ticket, and a complex one that the customer sends back once."""

from typing import Any

from tests.stories.matters import (
    AGENT,
    CUSTOMER,
    HANDLER,
    OTHER_HANDLER,
    MatterTelling,
    has_paper,
    improvement,
    ticket,
)
from tests.stories.telling import PAPER, Person
from tests.whole.service import Service

ABOUT_THEMSELVES = Person("e-003:complaint-handler")
RAISED: dict[str, Any] = {"categories": ["timeliness"], "staff": ["e-003"], "words": "约好两点,四点才到"}
ANSWER = {"channel": "phone", "apology": "让您久等,非常抱歉", "facts": "前一单超时,未通知改约"}
HANDLING = {"cause": "process", "words": "超时未触发改约通知", "measures": "超时即电话改约", "remedy": "免上门费"}


def test_a_simple_complaint_is_answered_handled_and_closed(running: Service):
    telling, number = MatterTelling(running, "complaint"), ticket(running)
    found = telling.tell(
        CUSTOMER("raise-complaint", "raised", ticket=number, **RAISED),
        HANDLER.is_refused("answer-complaint", "matter-status", **ANSWER),
        AGENT("contact-complainant", "contacted", channel="phone"),
        ABOUT_THEMSELVES.is_refused("answer-complaint", "complained-about", **ANSWER),
        HANDLER("answer-complaint", "answered", **ANSWER),
        ABOUT_THEMSELVES.is_refused(
            "assess-complaint", "complained-about", weight="simple", severity="minor", reason="小事"
        ),
        HANDLER("assess-complaint", "assessed", weight="simple", severity="minor", reason="一次迟到"),
        HANDLER("handle-complaint", "handled", **HANDLING),
        HANDLER.is_refused("close-complaint", "complaint-survey-unanswered", closed_as="satisfied"),
        HANDLER.is_refused("close-complaint", "complaint-not-asked", closed_as="unanswered", reason="未回复"),
        AGENT.is_refused("answer-complaint-survey", "complaint-word-unproved", score=5),
        CUSTOMER("answer-complaint-survey", "surveyed", score=5, comment="处理得快"),
        HANDLER("close-complaint", "closed", closed_as="satisfied"),
    )
    assert (found["ended"], found["ticket"], found["responsible"]) == (True, number, "h-001")
    assert found["facts"]["reopenings"] == 0
    assert telling.listed(f"ticket={number}", CUSTOMER.acts_as) == [telling.number]
    assert telling.refusals > 80


def test_a_complex_complaint_goes_back_into_handling_until_the_customer_is_satisfied(running: Service):
    telling, number, better = MatterTelling(running, "complaint"), ticket(running), improvement(running)
    has_paper(running, number)
    said: dict[str, Any] = {"score": 4, "given": "phone"}
    found = telling.tell(
        AGENT("raise-complaint", "raised", ticket=number, **RAISED),
        AGENT("contact-complainant", "contacted", channel="phone"),
        HANDLER("answer-complaint", "answered", **ANSWER),
        HANDLER("assess-complaint", "assessed", weight="complex", severity="serious", reason="涉及两个班组"),
        HANDLER.is_refused("handle-complaint", "complex-not-given", **HANDLING),
        HANDLER.is_refused("give-complaint", "handler-complained-about", staff="e-003"),
        HANDLER("give-complaint", "given", staff="h-002"),
        HANDLER.is_refused("handle-complaint", "complaint-of-another-handler", **HANDLING),
        OTHER_HANDLER("handle-complaint", "handled", **HANDLING),
        CUSTOMER("answer-complaint-survey", "reopened", score=2, comment="没说清以后怎么办"),
        OTHER_HANDLER("handle-complaint", "handled", **(HANDLING | {"measures": "班组长每日核对改约"})),
        OTHER_HANDLER.is_refused("link-complaint-improvement", "named-not-there", improvement="GJ202405-00001"),
        OTHER_HANDLER("link-complaint-improvement", improvement=better),
        AGENT.is_refused("answer-complaint-survey", "no-such-attachment", **said, evidence=PAPER[::-1]),
        AGENT("answer-complaint-survey", "surveyed", **said, evidence=PAPER),
        OTHER_HANDLER("close-complaint", "closed", closed_as="satisfied"),
    )
    facts = found["facts"]
    assert (facts["reopenings"], facts["improvements"], facts["cause"]) == (1, [better], "process")
    assert telling.number in telling.listed("responsible=h-002", HANDLER.acts_as)
    assert telling.number not in telling.listed("open=true", HANDLER.acts_as)


def test_a_complaint_is_withdrawn_with_the_customers_word(running: Service):
    telling, number = MatterTelling(running, "complaint"), ticket(running)
    found = telling.tell(
        CUSTOMER("raise-complaint", "raised", ticket=number, **(RAISED | {"staff": None})),
        AGENT.is_refused("withdraw-complaint", "complaint-word-unproved", reason="已谅解"),
        CUSTOMER("withdraw-complaint", "withdrawn", reason="已谅解"),
        HANDLER.is_refused("handle-complaint", "matter-status", **HANDLING),
    )
    assert (found["customer"], found["ended"]) == ("customer-C10023", True)


def test_a_complaint_of_no_ticket_is_the_customers_who_raises_it_or_for_whom_an_agent_does(running: Service):
    http = running.http()
    own = http.post("/complaints", json=RAISED, headers={"Gongdan-As": "customer-D7:customer"}).json()["number"]
    for_them = RAISED | {"customer": "customer-D7"}
    unknown = http.post("/complaints", json=for_them, headers={"Gongdan-As": "a-001:agent"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "matter-of-nobody")
    registered = {"customer": "customer-D7", "name": "李娜"}
    assert http.post("/customers", json=registered, headers={"Gongdan-As": "a-001:agent"}).status_code == 201
    said = http.post("/complaints", json=for_them, headers={"Gongdan-As": "a-001:agent"}).json()["number"]
    other = http.post("/complaints", json=for_them, headers={"Gongdan-As": "customer-D8:customer"})
    assert (other.status_code, other.json()["code"]) == (403, "other-customer")
    telling = MatterTelling(running, "complaint")
    assert set(telling.listed("customer=customer-D7", "customer-D7:customer")) == {own, said}
    assert telling.listed("customer=customer-D7", "customer-D8:customer") == []
