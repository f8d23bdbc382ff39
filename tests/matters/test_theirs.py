"""What a customer sees of their matters is a list: nothing that is not on it, and nothing on it that is not there."""

import pytest

from api.matters.catalogue import OFFERED
from api.matters.views import facts_of
from domain.matters.theirs import THEIRS, read
from domain.rights import RIGHTS

THEIRS_TO_READ = {offered.kind.name for offered in OFFERED if "customer" in RIGHTS[offered.reading]}
AMONG_US = {
    "return": {"return-assigned", "refund-approval-asked", "refund-approved", "refund-rejected"},
    "complaint": {"complaint-assessed", "complaint-improvement-linked"},
    "care": {"care-assigned"},
}
"""Events that are told to no customer."""


def test_every_kind_that_customers_may_read_has_its_list() -> None:
    assert set(THEIRS) == THEIRS_TO_READ


@pytest.mark.parametrize("offered", [each for each in OFFERED if each.kind.name in THEIRS], ids=lambda each: each.path)
def test_of_every_event_and_fact_it_is_decided_whether_they_see_it(offered: object) -> None:
    [kind] = [each.kind for each in OFFERED if each is offered]
    listed = THEIRS[kind.name]
    assert set(kind.events) == set(listed.events) | AMONG_US[kind.name]
    assert listed.facts <= set(facts_of(kind.state())) | {"packing"}


@pytest.mark.parametrize(
    "text",
    [
        "[complaint]\nfacts = []\n[complaint.events]\ncomplaint-lost = []",
        '[complaint]\nfacts = []\n[complaint.events]\ncomplaint-closed = ["mood"]',
    ],
)
def test_a_list_of_what_there_is_not_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="unknown to a complaint"):
        read(text)
