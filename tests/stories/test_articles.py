"""An article through HTTP (R45, R45a): reviewed by others, read by the public, revised, and withdrawn."""

import time
from collections.abc import Callable
from typing import Any

import httpx

from tests.stories.matters import AGENT, ENGINEER, SUPERVISOR, MatterTelling, is_solved, ticket
from tests.stories.telling import Person
from tests.whole.service import Service

CONTACT = Person("p-001:department-contact")
TEXT: dict[str, Any] = {"title": "除湿机漏电报警", "body": "立即断电，检查主板接地。", "error_code": "E-77"}


def public(running: Service) -> httpx.Client:
    """Without a token."""
    return httpx.Client(base_url=running.run["api"], timeout=20)


def eventually(true: Callable[[], bool]) -> bool:
    """Within ten seconds: the public's view follows the log."""
    until = time.monotonic() + 10
    while not (found := true()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def test_an_article_is_published_helps_is_revised_and_withdrawn(running: Service):
    telling, number = MatterTelling(running, "article"), ticket(running)
    telling.tell(
        AGENT.is_refused("draft-article", "article-incomplete", title="除湿机漏电报警"),
        AGENT.is_refused("draft-article", "no-closing-report", title="除湿机漏电报警", lesson_of=number),
        AGENT("draft-article", "drafted", ticket=number, **TEXT),
        AGENT.is_refused("count-help", "article-unpublished", ticket=number),
        SUPERVISOR.is_refused("review-article", "changes-unnamed", verdict="changes-asked"),
        CONTACT("review-article", "changes-asked", verdict="changes-asked", words="写明型号"),
        SUPERVISOR.is_refused("publish-article", "matter-status"),
        ENGINEER("revise-article", "drafted", **TEXT, model="CS-20"),
        SUPERVISOR("review-article", "approved", verdict="approved"),
        CONTACT("publish-article", "published"),
        ENGINEER.is_refused("count-help", "ticket-not-solved", ticket=number),
    )
    is_solved(running, number)
    telling.tell(ENGINEER("count-help", ticket=number))
    _is_read_by_the_public(running, telling.number)
    found = telling.tell(
        AGENT("revise-article", "drafted", **TEXT),
        SUPERVISOR("review-article", "approved", verdict="approved"),
        SUPERVISOR("publish-article", "published"),
        SUPERVISOR("withdraw-article", "withdrawn", reason="该型号已召回"),
        AGENT.is_refused("revise-article", "matter-status", **TEXT),
    )
    facts = found["facts"]
    assert (facts["version"], facts["helped"], facts["visits"]) == (2, [], 1), (
        "the customer has not confirmed the solution"
    )
    assert (found["customer"], found["ticket"], found["ended"]) == (None, number, True)
    assert telling.refusals > 60


def _is_read_by_the_public(running: Service, number: str) -> None:
    with public(running) as visitor:
        assert eventually(lambda: visitor.get(f"/help/articles/{number}").status_code == httpx.codes.OK)
        assert number in running.command("article", "search", "漏电", "主板").stdout
        assert [each["number"] for each in visitor.get("/help/articles?q=漏电 e-77").json()["items"]] == [number]
        for counted in (True, False):
            answer = visitor.post(f"/help/articles/{number}/helped", headers={"Idempotency-Key": "visit-1"})
            assert answer.json() == {"number": number, "counted": counted}
        assert visitor.get(f"/articles/{number}").status_code == 401
