"""The products and their faults, read from the list beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from domain.ticket.vocabulary import FaultType, Handling

_NEW: Final = 180
"""Days until goods are new no more."""


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Eased(_Listed):
    """What it turns out to be where a few words on the phone are enough."""

    finding: str
    cause: str
    handling: str


class Question(_Listed):
    """What people ask about a product, and the answer."""

    asked: str
    answer: str


class Fault(_Listed):
    """What goes wrong, how it is found out and mended.

    ``fresh`` is the cause in goods that are new, which they are given back for; ``still`` are the customer's words
    where it does not hold, ``again`` what is done then; ``danger``: nobody may use it any more; ``batch``: only with
    the bad batch it comes often; ``since``: of goods that were bought so many days ago at least.
    """

    summary: tuple[str, ...]
    phenomenon: str
    error_code: str | None = None
    type: FaultType
    category: str | None = None
    severity: tuple[int, int, int]
    where: dict[Handling, float]
    finding: str
    cause: str
    fresh: str | None = None
    handling: str
    precautions: str
    steps: str
    part: str
    material: str
    fee: int
    guide: str
    still: tuple[str, ...]
    again: str
    eased: Eased | None = None
    tried: tuple[str, ...] = ("未做处理",)
    danger: bool = False
    batch: bool = False
    escalates: bool = False
    since: int = 0

    @property
    def is_for_all(self) -> bool:
        """Whether who has it mostly mends it alone, once they read how."""
        alone = self.where.get("remote", 0) >= sum(self.where.values()) / 2
        return alone and self.type != "product-defect" and not self.danger

    def of_age(self, days: int) -> "Fault":
        """As it is in goods that were bought so many days ago."""
        return self.model_copy(update={"cause": self.fresh}) if self.fresh and days <= _NEW else self


class Season(_Listed):
    """The months in which more of it fails, and how many times as much."""

    months: tuple[int, ...]
    factor: float


class Sort(_Listed):
    """A kind of product. ``share`` of all tickets; ``business``: companies have it; ``large``: too big for a parcel.

    ``upkeep`` is what is done to it from time to time, where anything is.
    """

    name: str
    models: tuple[str, ...]
    letter: str
    pack: Literal["handbook", "appliance", "software-support"]
    months: int
    share: float
    code: str
    price: int
    season: Season | None = None
    business: bool = False
    large: bool = False
    faults: tuple[Fault, ...]
    questions: tuple[Question, ...]
    upkeep: Fault | None = None

    @property
    def is_goods(self) -> bool:
        """Whether it can be sent and given back."""
        return self.price > 0

    def kept_up(self, days: int) -> Fault | None:
        """The upkeep that goods are due for that were bought so many days ago."""
        return self.upkeep if self.upkeep and days >= self.upkeep.since else None

    def weight(self, month: int) -> float:
        return self.share * (self.season.factor if self.season and month in self.season.months else 1.0)


@cache
def sorts() -> tuple[Sort, ...]:
    text = files("gongdan.demo.world").joinpath("catalogue.toml").read_text("utf-8")
    return tuple(Sort.model_validate(each) for each in tomllib.loads(text)["products"])
