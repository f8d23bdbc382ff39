"""How a policy pack comes into force: proposed, approved by another, published, and never changed again."""

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.policy.commands import ApprovePolicy, PolicyCommand, ProposePolicy, PublishPolicy, RejectPolicy, policy_key
from domain.policy.events import PolicyApproved, PolicyProposed, PolicyPublished
from domain.policy.shipped import SHIPPED
from domain.refusals import NotAllowed
from domain.rulebook.commands import digest
from domain.rulebook.decide import decide
from gongdan.policies.library import shipped
from tests.policy.specification import (
    APPROVED,
    DESK,
    FIRST,
    IN_FORCE,
    MANAGER,
    PROPOSE,
    PROPOSE_2,
    PROPOSED,
    PROPOSED_2,
    PUBLISHED,
    REJECTED,
    SECOND,
    Happened,
    fold,
    given,
)

APPROVE = ApprovePolicy(version=1, sha256=FIRST)
REJECT = RejectPolicy(version=1, sha256=FIRST, reason="一小时太短")
PUBLISH = PublishPolicy(version=1)


def test_a_pack_is_proposed_under_its_own_name():
    assert policy_key(PROPOSE.name) == "policy-our-desk"
    given().when(PROPOSE).then(PROPOSED[0])


def test_proposing_the_same_text_twice_is_harmless():
    given(PROPOSED).when(PROPOSE).then_nothing()


def test_proposing_what_is_published_is_harmless():
    given(*IN_FORCE).when(PROPOSE).then_nothing()


def test_the_first_version_is_one():
    given().when(PROPOSE_2).then_refused("version-not-next")


def test_the_next_version_is_one_more():
    given(*IN_FORCE).when(PROPOSE_2).then(PROPOSED_2[0])


def test_a_version_is_not_left_out():
    third = ProposePolicy(text=DESK.replace("version = 1", "version = 3"))
    given(*IN_FORCE).when(third).then_refused("version-not-next")


def test_a_published_versions_text_never_changes():
    other = ProposePolicy(text=DESK.replace('"10 min"', '"20 min"'))
    given(*IN_FORCE).when(other).then_refused("version-taken")


def test_a_manager_approves_exactly_what_was_proposed():
    given(PROPOSED).when(APPROVE, by=MANAGER).then(APPROVED[0])


def test_nobody_approves_their_own_proposal():
    given(PROPOSED).when(APPROVE).then_refused("own-proposal")


def test_approving_twice_is_harmless():
    given(PROPOSED, APPROVED).when(APPROVE, by=MANAGER).then_nothing()
    given(*IN_FORCE).when(APPROVE, by=MANAGER).then_nothing()


def test_what_was_not_proposed_is_not_approved():
    given().when(APPROVE, by=MANAGER).then_refused("nothing-proposed")


def test_an_approval_is_bound_to_the_text_that_was_read():
    later = ApprovePolicy(version=1, sha256=SECOND)
    given(PROPOSED).when(later, by=MANAGER).then_refused("other-proposal")


def test_a_new_proposal_needs_an_approval_of_its_own():
    given(*IN_FORCE, PROPOSED_2).when(PublishPolicy(version=2)).then_refused("not-approved")


def test_a_rejected_proposal_is_off_the_table():
    given(PROPOSED).when(REJECT, by=MANAGER).then(REJECTED[0])
    given(PROPOSED, REJECTED).when(APPROVE, by=MANAGER).then_refused("nothing-proposed")


def test_a_rejected_text_may_be_proposed_again():
    given(PROPOSED, REJECTED).when(PROPOSE).then(PROPOSED[0])


def test_an_approved_pack_is_published_with_its_whole_text():
    given(PROPOSED, APPROVED).when(PUBLISH).then(PUBLISHED[0])


def test_nothing_is_published_without_approval():
    given(PROPOSED).when(PUBLISH).then_refused("not-approved")


def test_publishing_twice_is_harmless():
    given(*IN_FORCE).when(PUBLISH).then_nothing()


def test_every_published_text_can_be_looked_up():
    publish_2 = (PUBLISHED[0].model_copy(update={"version": 2, "text": "later"}), "a-900")
    book = fold([*IN_FORCE, publish_2])
    assert book is not None
    assert (book.version, dict(book.texts)) == (2, {1: DESK, 2: "later"})


def test_a_pack_that_comes_with_the_program_is_published_as_it_came():
    text = shipped()["appliance"].text
    [event] = given().when(ProposePolicy(text=text)).caused()
    assert event.sha256 == SHIPPED["appliance"][2]


def test_a_changed_text_does_not_take_the_name_of_a_shipped_pack():
    changed = shipped()["handbook"].text.replace('limit = "1 h"', 'limit = "2 h"', 1)
    given().when(ProposePolicy(text=changed)).then_refused("name-shipped")
    given().when(ProposePolicy(text=changed.replace("version = 2", "version = 3"))).then_refused("name-shipped")


@pytest.mark.parametrize("text", ["name = ", 'name = "our-desk"', DESK + "\nunknown = 1"])
def test_a_text_that_is_no_pack_is_no_command(text: str):
    with pytest.raises(ValidationError):
        ProposePolicy(text=text)


TEXTS = [
    ProposePolicy(text=DESK.replace("version = 1", f"version = {version}").replace('"1 h"', f'"{hours} h"'))
    for version in (1, 2, 3)
    for hours in (1, 2)
]
COMMANDS = st.sampled_from(
    [
        *TEXTS,
        *(ApprovePolicy(version=each.version, sha256=digest(each.text)) for each in TEXTS),
        *(PublishPolicy(version=version) for version in (1, 2, 3)),
        RejectPolicy(version=1, sha256=digest(TEXTS[0].text), reason="x"),
    ]
)


@examples(st.lists(st.tuples(COMMANDS, st.sampled_from("ab")), min_size=30, max_size=80))
def test_whatever_is_asked_versions_rise_by_one_and_each_was_approved_by_another(
    asked: list[tuple[PolicyCommand, str]],
):
    happened: list[Happened] = []
    for command, by in asked:
        try:
            happened += [(event, by) for event in decide(fold(happened), command, by)]
        except NotAllowed:
            continue
    published = [event for event, _ in happened if isinstance(event, PolicyPublished)]
    assert [event.version for event in published] == [*range(1, len(published) + 1)]
    for event in published:
        proposers = {by for each, by in happened if isinstance(each, PolicyProposed) and each.sha256 == event.sha256}
        approvers = {by for each, by in happened if isinstance(each, PolicyApproved) and each.sha256 == event.sha256}
        assert any(approver != proposer for approver in approvers for proposer in proposers)


def test_the_digest_is_of_the_text_as_it_is():
    assert digest(DESK) != digest(DESK + "\n")
