"""The products and their faults, read from the list beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.ticket.vocabulary import FaultType, Handling


class _Listed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fault(_Listed):
    """What goes wrong, how it is found out and mended; ``batch``: only with the bad batch it comes often."""

    summary: tuple[str, ...]
    phenomenon: str
    error_code: str | None = None
    type: FaultType
    category: str | None = None
    severity: tuple[int, int, int]
    where: dict[Handling, float]
    finding: str
    cause: str
    handling: str
    precautions: str
    steps: str
    part: str
    material: str
    fee: int
    guide: str
    batch: bool = False
    escalates: bool = False


class Season(_Listed):
    """The months in which more of it fails, and how many times as much."""

    months: tuple[int, ...]
    factor: float


class Sort(_Listed):
    """A kind of product. ``share`` of all tickets; ``business``: companies have it."""

    name: str
    models: tuple[str, ...]
    letter: str
    pack: Literal["handbook", "appliance", "software-support"]
    months: int
    share: float
    code: str
    season: Season | None = None
    business: bool = False
    faults: tuple[Fault, ...]

    def weight(self, month: int) -> float:
        return self.share * (self.season.factor if self.season and month in self.season.months else 1.0)


@cache
def sorts() -> tuple[Sort, ...]:
    text = files("gongdan.demo.world").joinpath("catalogue.toml").read_text("utf-8")
    return tuple(Sort.model_validate(each) for each in tomllib.loads(text)["products"])
