"""The forms that quality scores by, read from forms.toml: their items with weights, and the mark that passes."""

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.matters.inspections.events import Weight
from domain.matters.inspections.scoring import Score
from domain.refusals import NotAllowed
from domain.refusals.coded import Coded, CodedList

_STRICT: Final = ConfigDict(frozen=True, extra="forbid")
_PERCENT: Final = 100


class Item(BaseModel):
    """One thing that is looked at; ``most`` is what it can have at the best."""

    model_config = _STRICT
    item: str
    zh: str
    en: str
    weight: Annotated[int, Field(ge=1, le=100)]
    most: Literal[5, 100]

    def share(self, points: int) -> Decimal:
        """Of 100, as often as its weight. Raises NotAllowed for what is not on its scale: 0–100, or 1–5."""
        least, scale = (0, "0–100") if self.most == _PERCENT else (1, "1–5")
        if not least <= points <= self.most:
            raise NotAllowed("points-off-the-scale", item=Coded(self.item, self.zh, self.en), scale=scale)
        return Decimal(self.weight * points * 100) / self.most


class Form(BaseModel):
    """A form under its version; ``mark`` is the total from which on it passes."""

    model_config = _STRICT
    version: Annotated[int, Field(ge=1)]
    zh: str
    en: str
    mark: Annotated[int, Field(alias="pass", ge=0, le=100)]
    answer_days: Annotated[int, Field(ge=1, le=60)]
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _is_clear(self) -> "Form":
        if len({item.item for item in self.items}) < len(self.items):
            raise ValueError("two items of a form have one name")
        return self

    @property
    def weights(self) -> tuple[Weight, ...]:
        return tuple(Weight(item=each.item, most=each.most, weight=each.weight) for each in self.items)

    def total(self, scores: tuple[Score, ...]) -> int:
        """Of 100, rounded half up to a whole number: forms.toml says how. Every item once. Raises NotAllowed."""
        given = {score.item: score.points for score in scores}
        if len(given) < len(scores) or given.keys() != {item.item for item in self.items}:
            items = tuple(Coded(item.item, item.zh, item.en) for item in self.items)
            raise NotAllowed("scores-not-of-form", items=CodedList(items))
        reached = sum((item.share(given[item.item]) for item in self.items), Decimal(0))
        return int((reached / sum(item.weight for item in self.items)).quantize(Decimal(1), ROUND_HALF_UP))


def read(text: str) -> dict[str, Form]:
    """Every form by its code. Raises ValueError."""
    return {code: Form.model_validate(said) for code, said in tomllib.loads(text).items()}


FORMS: Final = read(files("domain.matters.inspections").joinpath("forms.toml").read_text("utf-8"))
