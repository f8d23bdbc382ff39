"""Laws of random valid histories of matters: replayed it is the same, kept as JSON it is the same, and it can end."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.matters.articles.state import Article
from domain.matters.kinds import MATTERS
from domain.matters.matter import Matter
from domain.matters.returns.state import Return
from domain.matters.returns.vocabulary import STEPS as STEPS_OF_RETURN
from domain.policy.in_force import shipped
from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.identity import event_id
from domain.refusals import NotAllowed
from domain.rights import Person, may
from domain.ticket.circumstances import Circumstances
from domain.ticket.known import Known
from projections.matters.folding import state, written
from tests.matters.cases import articles, care, complaints, improvements, incidents, inspections, meetings, returns
from tests.matters.specification import BEGINS
from tests.scenarios.parts import CUSTOMER, Step, at
from tests.trying import tries

STEPS = 40
PACK = shipped().newest("handbook")
AT_MOST, MONTH = 12, timedelta(days=31)
"""Commands until a matter is over, and a time after which nobody waits for an answer any more."""
POOLS: dict[str, tuple[Step, ...]] = {
    name: (*(case.step for case in cases.CASES), *cases.ALSO)
    for name, cases in (
        ("return", returns),
        ("complaint", complaints),
        ("incident", incidents),
        ("meeting", meetings),
        ("care", care),
        ("article", articles),
        ("inspection", inspections),
        ("improvement", improvements),
    )
}
"""In the order of a life, so that those that end it come last."""


KNOWN = Known(worked=frozenset({"a-001"}))
"""Who worked on the ticket that is inspected."""


class Walk:
    """A history made of the steps of a pool that rights and rules allow."""

    def __init__(self, name: str) -> None:
        self.kind, self.pool = MATTERS[name], POOLS[name]
        self.history: list[Recorded] = []
        self.matter: Matter | None = None
        self.now = BEGINS

    def copy(self) -> "Walk":
        """Another that goes on from here."""
        made = Walk(self.kind.name)
        made.history, made.matter, made.now = [*self.history], self.matter, self.now
        return made

    def step(self, step: Step, wait: timedelta = timedelta(minutes=1)) -> bool:
        """Whether it was allowed and changed something, so much later than the step before."""
        person = Person(step.who.staff, frozenset({step.who.role, *step.who.also}))
        permission = may(person, step.command.action, self.matter)
        if permission is None or (self.matter is None) != (type(step.command) is self.kind.opening):
            return False
        self.now = max(self.now + wait, at(step.clock) if step.clock else self.now)
        under = Circumstances(person.id, self.now, PACK, history=tuple(self.history), role=permission.role, known=KNOWN)
        try:
            caused = self.kind.decide(self.matter, step.command, under)
        except NotAllowed:
            return False
        for event in caused:
            self.history.append(Recorded(self._envelope(event.stored_name, person.id, permission.role), event, 1))
            self.matter = self.kind.evolve(self.matter, self.history[-1])
        return bool(caused)

    def _envelope(self, name: str, who: str, role: str) -> Envelope:
        version = len(self.history) + 1
        return Envelope(
            id=event_id("walk", version),
            type=name,
            schema_version=1,
            aggregate=self.kind.numbering.key(f"{self.kind.letters}202405-00001"),
            version=version,
            occurred=self.now,
            recorded=self.now,
            actor=Actor(id=who, role=role, channel="api"),
            customer=CUSTOMER if self.kind.whose == "customer" else None,
            command=f"c-{version}",
            correlation="c-1",
        )


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    walk = Walk(draw(st.sampled_from(sorted(POOLS))))
    assert walk.step(walk.pool[0])
    for place in draw(st.lists(st.integers(0, len(walk.pool) - 1), max_size=STEPS)):
        walk.step(walk.pool[place])
    return walk


@settings(max_examples=tries(15), deadline=None)
@given(walk=walks())
def test_a_history_replays_to_the_state_that_the_desk_keeps(walk: Walk) -> None:
    replayed: Matter | None = None
    for recorded in walk.history:
        replayed = walk.kind.evolve(replayed, recorded)
    assert replayed == walk.matter


@settings(max_examples=tries(15), deadline=None)
@given(walk=walks())
def test_a_state_comes_back_from_its_json_and_holds_nothing_that_was_written(walk: Walk) -> None:
    assert walk.matter is not None
    held = written(walk.kind, walk.matter)
    assert state(walk.kind, held) == replace(walk.matter, last=None)
    assert walk.matter.status in walk.kind.statuses
    for text in ("四点才到", "不制冷", "非常抱歉", "断电", "来料须抽检"):
        assert text not in held


def is_said_by_staff(step: Step) -> bool:
    """Not by a customer, and not with a paper of theirs."""
    return step.who.role != "customer" and getattr(step.command, "evidence", None) is None


def further(walk: Walk) -> Iterator[Walk]:
    """Where staff can bring it, at once or after a month in which nobody outside said a word."""
    for step in filter(is_said_by_staff, reversed(walk.pool)):
        for wait in (MONTH, timedelta(minutes=1)):
            if (after := walk.copy()).step(step, wait):
                yield after


def has_ended(walk: Walk) -> bool:
    return walk.matter is not None and walk.matter.status in walk.kind.ended


def standing(walk: Walk) -> tuple[Matter | None, int]:
    """As it stands, and how often what is another fact each time was said."""
    again = {command.causes for command in walk.kind.repeatable}
    return replace(walk.matter, last=None) if walk.matter else None, sum(
        type(one.event) in again for one in walk.history
    )


@settings(max_examples=tries(15), deadline=None)
@given(walk=walks())
def test_from_wherever_it_stands_staff_can_end_a_matter_though_nobody_outside_answers(walk: Walk) -> None:
    reached, seen = [walk], {standing(walk)}
    for _ in range(AT_MOST - 1):
        if any(map(has_ended, reached)):
            break
        reached = [
            after
            for each in reached
            for after in further(each)
            if standing(after) not in seen and not seen.add(standing(after))
        ]
    assert any(map(has_ended, reached)), [(one.envelope.actor.id, one.event) for one in walk.history]


@settings(max_examples=tries(15), deadline=None)
@given(walk=walks().filter(lambda walk: isinstance(walk.matter, Return)))
def test_whatever_a_customer_is_to_get_back_is_repaid_however_the_return_ended(walk: Walk) -> None:
    assert isinstance(walk.matter, Return)
    walk.step(returns.ENDED)
    if walk.matter.status in walk.kind.ended and walk.matter.owed < 0:
        assert walk.step(returns.REPAID)
    assert walk.matter.status not in walk.kind.ended or walk.matter.owed >= 0


def test_the_same_state_is_the_same_json_in_every_process() -> None:
    """A set goes by the hashes of its texts, which are others in each."""
    helped = frozenset(f"202405-{count:05}" for count in range(1, 30))
    assert json.loads(written(MATTERS["article"], Article(helped=helped)))["helped"] == sorted(helped)
    told = frozenset(STEPS_OF_RETURN)
    assert json.loads(written(MATTERS["return"], Return(told=told)))["told"] == sorted(told)


@pytest.mark.parametrize("name", POOLS)
def test_a_step_that_says_what_was_said_last_changes_nothing(name: str) -> None:
    walk = Walk(name)
    once = [step for step in walk.pool if type(step.command) not in walk.kind.repeatable]
    taken = [step for step in once if walk.step(step) and not walk.step(step)]
    assert len(taken) == len(walk.history) > 1
