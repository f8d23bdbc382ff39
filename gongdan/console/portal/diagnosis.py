"""Guided diagnosis (故障自查) a question at a time: the answers so far stand in the address alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.matters.articles.guidance import GuidedStep

ANSWERS: Final = r"(\d{1,2}(\.\d{1,2})*)?"
"""The place of each answer among its question's, from nought, with dots between."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and its answer; ``before`` are the answers up to it, from which it can be answered otherwise."""

    question: str
    answer: str
    before: str


@dataclass(frozen=True, slots=True)
class Walk:
    """How far the answers led: to the next question, or to a conclusion. ``said`` are those that were taken."""

    answered: Sequence[Answered]
    said: str
    question: GuidedStep | None
    conclusion: str | None

    def answering(self, place: int) -> str:
        """The answers, with one more."""
        return f"{self.said}.{place}" if self.said else str(place)


def walk(steps: Sequence[GuidedStep], said: str) -> Walk:
    """From the first question on; an answer that the question has not is asked for again."""
    by_name, answered, taken = {step.name: step for step in steps}, list[Answered](), list[str]()
    step, conclusion = steps[0] if steps else None, None
    for place in said.split(".") if said else ():
        if step is None or int(place) >= len(step.choices):
            break
        choice = step.choices[int(place)]
        answered.append(Answered(step.question, choice.answer, ".".join(taken)))
        taken.append(place)
        step, conclusion = by_name.get(choice.next or ""), choice.conclusion
    return Walk(answered, ".".join(taken), step, conclusion)
