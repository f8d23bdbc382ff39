"""A quality inspection through HTTP (R44): a finding that is answered and upheld, and one that passes."""

from typing import Any

from tests.stories.matters import AGENT, OTHER_AGENT, MatterTelling, ticket
from tests.stories.telling import Person
from tests.whole.service import Service

QUALITY = Person("q-001:quality")


def scores(diagnosis: int, record: int) -> dict[str, Any]:
    points = {"response": 90, "diagnosis": diagnosis, "attitude": 4, "record": record, "outcome": 4}
    return {"scores": [{"item": item, "points": count} for item, count in points.items()]}


def test_a_finding_is_answered_by_whose_work_it_is_and_upheld(running: Service):
    telling, number = MatterTelling(running, "inspection"), ticket(running)
    sample = {"ticket": number, "form": "service", "about": "a-001"}
    telling.tell(
        QUALITY.is_refused("sample", "no-such-form", **(sample | {"form": "sales"})),
        QUALITY.is_refused("sample", "inspected-without-part", **(sample | {"about": "w-001"})),
        QUALITY("sample", "sampled", **sample, reason="每月随机抽检"),
        QUALITY.is_refused("score", "points-off-the-scale", **_too_many()),
        QUALITY("score", "finding-raised", **scores(60, 50), words="须补记录"),
        QUALITY.is_refused("uphold-finding", "finding-may-be-answered", measure="培训"),
        OTHER_AGENT.is_refused("answer-finding", "forbidden", agrees=True, words="同意"),
        AGENT("answer-finding", "answered", agrees=False, words="现场无网络"),
    )
    assert telling.seen(AGENT.acts_as)["facts"] == {
        "form": "service@1",
        "total": 72,
        "pass_mark": 80,
        "agrees": False,
    }
    assert telling.listed(f"ticket={number}", AGENT.acts_as) == [telling.number]
    assert telling.listed(f"ticket={number}", OTHER_AGENT.acts_as) == []
    found = telling.tell(
        QUALITY("uphold-finding", "upheld", measure="参加记录规范培训"),
        QUALITY("close-inspection", "closed"),
    )
    assert (found["ended"], found["customer"]) == (True, "customer-C10023")
    assert telling.refusals > 60


def _too_many() -> dict[str, Any]:
    """Six of five."""
    said = scores(90, 90)["scores"]
    return {"scores": [score | ({"points": 6} if score["item"] == "attitude" else {}) for score in said]}


def test_what_passes_and_what_is_left_unscored_needs_no_answer(running: Service):
    passing, left, number = MatterTelling(running, "inspection"), MatterTelling(running, "inspection"), ticket(running)
    sample = QUALITY("sample", "sampled", ticket=number, form="service", about="a-001")
    left.tell(sample, QUALITY("drop-inspection", "dropped", reason="须先听录音"))
    passing.tell(
        sample,
        QUALITY("score", "passed", **scores(90, 90)),
        QUALITY.is_refused("accept-answer", "matter-status", words="同意"),
        QUALITY("close-inspection", "closed"),
        QUALITY.is_refused("sample", "sampled-already", **sample.said),
    )
    assert passing.number != left.number
