"""One grammar for the rules about rule texts, and named examples to say it with."""

from collections.abc import Sequence

import pytest

from domain.policy.commands import ProposePolicy
from domain.policy.events import PolicyApproved, PolicyProposed, PolicyPublished, PolicyRejected
from domain.refusals import NotAllowed
from domain.rulebook.commands import TextCommand, digest
from domain.rulebook.decide import decide
from domain.rulebook.events import TextEvent
from domain.rulebook.state import Rulebook, evolve
from tests.domain.in_words import assert_in_words

ADMINISTRATOR, MANAGER = "a-900", "m-001"
Happened = tuple[TextEvent, str]
"""An event and who caused it."""

DESK = """
name = "our-desk"
version = 1
title = { zh = "我的部门", en = "Our desk" }
[[severities]]
code = "general"
rank = 2
zh = "一般"
en = "general"
criteria = { zh = "不影响使用", en = "use is not affected" }
[[severities]]
code = "urgent"
rank = 1
zh = "紧急"
en = "urgent"
criteria = { zh = "核心业务受影响", en = "core business is hit" }
[clocks.first-response]
title = { zh = "首次响应", en = "First response" }
start = "ticket-opened"
stop = "receipt-acknowledged"
limit = "1 h"
limits = { urgent = "10 min" }
"""
DESK_2 = DESK.replace("version = 1", "version = 2").replace('"1 h"', '"2 h"')
FIRST, SECOND = digest(DESK), digest(DESK_2)

PROPOSED: Happened = (PolicyProposed(version=1, sha256=FIRST, text=DESK), ADMINISTRATOR)
APPROVED: Happened = (PolicyApproved(version=1, sha256=FIRST), MANAGER)
REJECTED: Happened = (PolicyRejected(version=1, sha256=FIRST, reason="一小时太短"), MANAGER)
PUBLISHED: Happened = (PolicyPublished(version=1, sha256=FIRST, text=DESK), ADMINISTRATOR)
PROPOSED_2: Happened = (PolicyProposed(version=2, sha256=SECOND, text=DESK_2), ADMINISTRATOR)
IN_FORCE = (PROPOSED, APPROVED, PUBLISHED)

PROPOSE, PROPOSE_2 = ProposePolicy(text=DESK), ProposePolicy(text=DESK_2)


def fold(happened: Sequence[Happened]) -> Rulebook | None:
    """The state that events leave; None where there are none."""
    book: Rulebook | None = None
    for event, by in happened:
        book = evolve(book, event, by)
    return book


class Given:
    def __init__(self, happened: Sequence[Happened]) -> None:
        self.book = fold(happened)

    def when(self, command: TextCommand, by: str = ADMINISTRATOR) -> "When":
        return When(self, command, by)


class When:
    def __init__(self, given: Given, command: TextCommand, by: str) -> None:
        self.book, self.command, self.by = given.book, command, by

    def caused(self) -> list[TextEvent]:
        return decide(self.book, self.command, self.by)

    def then(self, *expected: TextEvent) -> None:
        assert self.caused() == list(expected)

    def then_nothing(self) -> None:
        assert self.caused() == []

    def then_refused(self, code: str) -> None:
        with pytest.raises(NotAllowed) as refusal:
            self.caused()
        assert refusal.value.code == code
        assert_in_words(refusal.value, self.command)


def given(*happened: Happened) -> Given:
    return Given(happened)
