"""Improvements through HTTP (R36, R43): one followed into the next quarter and closed, one dropped."""

from datetime import UTC, datetime, timedelta

from tests.stories.matters import AGENT, MANAGER, WAREHOUSE, MatterTelling, ticket
from tests.stories.telling import Person
from tests.whole.service import Service

CONTACT = Person("p-001:department-contact")
LAST_QUARTER = {"occurred": (datetime.now(UTC) - timedelta(days=100)).isoformat(), "late": "上季度例会提出，补登"}
"""No quarter is as long."""
LATER = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
GIVEN = {"department": "product", "staff": "p-001", "due": LATER}


def test_an_improvement_of_last_quarter_is_followed_into_this_one_and_closed(running: Service):
    telling = MatterTelling(running, "improvement")
    number, words = ticket(running, **LAST_QUARTER), {"categories": ["quality"], "words": "主板坏了两次"}
    complaint = MatterTelling(running, "complaint").tell(
        AGENT("raise-complaint", "raised", ticket=number, **words, **LAST_QUARTER)
    )
    proposed = {"measure": "主板到货抽检", "origin": "complaint", "source": complaint["number"]}
    telling.tell(
        WAREHOUSE.is_refused("propose-improvement", "source-of-another-kind", **(proposed | {"source": "HY202405-1"})),
        WAREHOUSE.is_refused("propose-improvement", "named-not-there", **(proposed | {"source": "TS202405-00007"})),
        WAREHOUSE("propose-improvement", "proposed", **proposed, **LAST_QUARTER),
        MANAGER.is_refused("close-improvement", "matter-status", result="effective", measured_by="返修率"),
        MANAGER("assign-improvement", "assigned", **GIVEN),
        CONTACT("report-improvement", "in-progress", words="抽检标准已发布", percent=60),
        MANAGER("follow-improvement", words="供应商整改未完", due=LATER),
        MANAGER.is_refused("follow-improvement", "quarter-not-over", words="仍未完成"),
    )
    assert telling.number in telling.listed("open=true&sort=due&responsible=p-001", MANAGER.acts_as)
    assert telling.number in telling.listed("open=true", CONTACT.acts_as)
    assert telling.number in telling.listed("open=true", WAREHOUSE.acts_as)
    assert telling.number not in telling.listed("open=true", AGENT.acts_as)
    worked = {"result": "effective", "measured_by": "返修率降至 1.2%"}
    found = telling.tell(
        MANAGER.is_refused("close-improvement", "improvement-unfinished", **worked),
        CONTACT("report-improvement", "in-progress", words="已全面执行", percent=100),
        MANAGER("close-improvement", "closed", **worked),
    )
    facts = found["facts"]
    assert (facts["followed"], facts["percent"], facts["result"]) == (1, 100, "effective")
    assert (found["due"], found["responsible"]) == (LATER, "p-001")
    assert telling.number not in telling.listed("open=true", MANAGER.acts_as)
    assert telling.refusals > 50


def test_an_improvement_that_is_not_done_is_dropped_with_a_reason(running: Service):
    telling = MatterTelling(running, "improvement")
    found = telling.tell(
        AGENT("propose-improvement", "proposed", measure="改用防震箱", origin="other"),
        MANAGER("drop-improvement", "dropped", reason="下季度统一换新包装"),
        MANAGER.is_refused("assign-improvement", "matter-status", **GIVEN),
    )
    assert found["ended"] is True
