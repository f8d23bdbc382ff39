"""Names, places and phrases, read from the lists beside this file."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gongdan.demo.engine.chance import Chance


@cache
def lists() -> dict[str, Any]:
    return tomllib.loads(files("gongdan.demo.world").joinpath("words.toml").read_text("utf-8"))


TEAMS: Final = ("east", "south", "north", "west")
"""The teams of engineers that go to customers, each with its cities."""


def person(chance: Chance) -> str:
    return chance.one_of(lists()["surnames"]) + chance.one_of(lists()["given"])


def company(chance: Chance, city: str) -> str:
    return f"{city}{chance.one_of(lists()['firms'])}{chance.one_of(lists()['trades'])}有限公司"


def city(chance: Chance) -> tuple[str, str]:
    """A team, and one of its cities."""
    team = chance.one_of(TEAMS)
    return team, chance.one_of(lists()["regions"][team])


def street(chance: Chance, city: str) -> str:
    road, house = chance.one_of(lists()["streets"]), chance.number(1, 399)
    return f"{city}市{road}{house}号{chance.number(1, 28)}栋{chance.number(1, 28)}{chance.number(1, 6):02d}室"


def said(chance: Chance, about: str) -> str:
    """One of the phrases for an occasion."""
    return chance.one_of(lists()["said"][about])


def question(chance: Chance) -> tuple[str, str]:
    """What people ask, and the answer."""
    found = chance.one_of(lists()["questions"])
    return found["asked"], found["answer"]


def low(chance: Chance, question: str) -> str:
    """Why somebody gave a low score for a question of the survey."""
    return chance.one_of(lists()["low"][question])


def phone(chance: Chance) -> str:
    """Made up, in the range 138."""
    return f"13800{chance.digits(6)}"
