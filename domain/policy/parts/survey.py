"""The satisfaction survey (满意度调查, R29–R31), and what follows where nobody answers."""

from typing import Literal, Self

from pydantic import Field, model_validator

from domain.policy.timing.duration import Duration, Lasting
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Many, Part, Text, Unlike, check_unlike


class Question(Part):
    """Something that the customer scores."""

    key: Code
    zh: Text
    en: Text

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en


class Survey(Part):
    """``scale`` is the lowest and the highest score; one at or under ``low`` asks for a call-back.

    ``nps`` asks for 0–10, how likely the customer is to recommend us.
    """

    questions: Many[Question] = Field(min_length=1)
    scale: Many[int] = (1, 5)
    low: int = 3
    nps: bool = True
    comment: bool = True
    channels: Unlike[Literal["sms", "email", "web", "phone", "wechat"]] = ("sms", "email", "web")
    call_back_by: Literal["supervisor", "manager"] = "supervisor"

    @model_validator(mode="after")
    def _fits_its_scale(self) -> Self:
        check_unlike((question.key for question in self.questions), inside="questions", key="key")
        if len(self.scale) != 2 or self.scale[0] >= self.scale[1]:
            raise mistake("empty-scale", at=("scale",))
        if not self.scale[0] <= self.low <= self.scale[1]:
            raise mistake("outside-scale", at=("low",))
        return self


class Unanswered(Part):
    """A solved ticket that nobody confirms is closed as unanswered after so many reminders, never as satisfied."""

    reminders: int = Field(default=3, ge=1, le=99)
    every: Lasting = Duration(3, "day")
