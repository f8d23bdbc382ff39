"""The rules of routing: in their order, the first that fits says to whom a ticket goes; none, and it stays for all."""

from typing import Annotated, Final, Literal, Self

from pydantic import Field, Strict, ValidationError, field_validator, model_validator
from pydantic_core import InitErrorDetails

from domain.rulebook.likeness import is_like
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Many, Part, Text
from domain.ticket.vocabulary import Channel, Kind

Receiver = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A staff number, or a team or special group."""


class Rule(Part):
    """Every condition that is given must hold; within one, any of its values.

    ``product``, ``model`` and ``region`` take ``*`` for any signs. A severity that is not yet given fits no condition.
    """

    name: Code
    staff: Receiver | None = None
    team: Receiver | None = None
    kind: Many[Annotated[Kind, Strict(False)]] = ()
    severity: Many[Text] = ()
    channel: Many[Annotated[Channel, Strict(False)]] = ()
    product: Many[Text] = ()
    model: Many[Text] = ()
    region: Many[Text] = ()

    @model_validator(mode="after")
    def _says_to_whom(self) -> Self:
        if self.staff is None and self.team is None:
            raise mistake("nobody")
        return self

    def fits(self, asked: "Asked") -> bool:
        """Whether it is for such a ticket."""
        return (
            (not self.kind or asked.kind in self.kind)
            and (not self.severity or asked.severity in self.severity)
            and (not self.channel or asked.channel in self.channel)
            and is_like(asked.product, self.product)
            and is_like(asked.model, self.model)
            and is_like(asked.region, self.region)
        )


class Asked(Part):
    """What the rules look at of a ticket."""

    kind: Kind
    channel: Channel
    severity: str | None = None
    product: str | None = None
    model: str | None = None
    region: str | None = None


class Routing(Part):
    """One version of all rules of a desk. ``name`` is that of the aggregate: a deployment has one, ``desk``."""

    name: Literal["desk"] = "desk"
    version: int = Field(ge=1, le=1_000_000)
    rules: Many[Rule] = ()

    @field_validator("rules")
    @classmethod
    def _names_each_rule_once(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        names = [rule.name for rule in rules]
        wrong = [
            InitErrorDetails(type=mistake("twice", given=name), loc=(place, "name"), input=name)
            for place, name in enumerate(names)
            if name in names[:place]
        ]
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return rules

    @property
    def ref(self) -> str:
        """How an event names the rules that it followed from: desk@3."""
        return f"{self.name}@{self.version}"

    def route(self, asked: Asked) -> Rule | None:
        """The first rule that fits."""
        return next((rule for rule in self.rules if rule.fits(asked)), None)


NO_RULES: Final = Routing(version=1)
"""As long as none are published, tickets stay for all."""
