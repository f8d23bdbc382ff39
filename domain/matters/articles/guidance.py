"""Guided diagnosis (故障自查): questions whose answers lead to the next one, or to a conclusion."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.record.command import Code
from domain.record.event import Part, Short
from domain.refusals import NotAllowed

_Sentence = Annotated[str, Short]
_Conclusion = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]


class Choice(Part):
    """An answer that may be given, and the step or the conclusion that it leads to."""

    answer: _Sentence
    next: Code | None = None
    conclusion: _Conclusion | None = None


class GuidedStep(Part):
    """A question under its name."""

    name: Code
    question: _Sentence
    choices: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=12)]


def require_sound(steps: tuple[GuidedStep, ...] | None) -> None:
    """From the first on every step is reached, and every way comes to a conclusion. Raises NotAllowed."""
    if not steps:
        return
    by_name = {step.name: step for step in steps}
    if len(by_name) < len(steps):
        raise NotAllowed("steps-alike")
    for step in steps:
        _require_led_on(step, by_name)
    reached: set[str] = set()
    _walk(steps[0].name, by_name, (), reached)
    if missed := [name for name in by_name if name not in reached]:
        raise NotAllowed("step-unreachable", steps=", ".join(missed))


def _require_led_on(step: GuidedStep, by_name: dict[str, GuidedStep]) -> None:
    answers = [" ".join(choice.answer.split()).casefold() for choice in step.choices]
    for choice, answer in zip(step.choices, answers, strict=True):
        if answers.count(answer) > 1:
            raise NotAllowed("answers-alike", step=step.name, answer=choice.answer)
        if (choice.next is None) == (choice.conclusion is None):
            raise NotAllowed("choice-leads-nowhere", step=step.name, answer=choice.answer)
        if choice.next is not None and choice.next not in by_name:
            raise NotAllowed("no-such-step", step=step.name, next=choice.next)


def _walk(name: str, by_name: dict[str, GuidedStep], before: tuple[str, ...], reached: set[str]) -> None:
    """Reach every step from one on. Raises NotAllowed where a way leads back to where it was."""
    if name in before:
        raise NotAllowed("steps-in-a-circle", step=name)
    if name in reached:
        return
    for choice in by_name[name].choices:
        if choice.next is not None:
            _walk(choice.next, by_name, (*before, name), reached)
    reached.add(name)
