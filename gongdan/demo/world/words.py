"""Names, places and phrases, read from the lists beside this file."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from gongdan.demo.engine.chance import Chance

Way = Literal["visit", "bench", "remote", "return"]
"""How a case is handled: at the customer's, in the workshop, from afar, or by taking the goods back."""


@cache
def lists() -> dict[str, Any]:
    return tomllib.loads(files("gongdan.demo.world").joinpath("words.toml").read_text("utf-8"))


TEAMS: Final = ("east", "south", "north", "west")
"""The teams of engineers that go to customers, each with its cities."""


def person(chance: Chance) -> tuple[str, str]:
    """A name, and the salutation that goes with it."""
    given: dict[str, list[str]] = lists()["given"]
    salutation = chance.one_of(tuple(given))
    return chance.one_of(lists()["surnames"]) + chance.one_of(given[salutation]), salutation


def company(chance: Chance, city: str) -> str:
    return f"{city}{chance.one_of(lists()['firms'])}{chance.one_of(lists()['trades'])}有限公司"


def cities(team: str) -> list[str]:
    return lists()["regions"][team]


def street(chance: Chance, city: str) -> str:
    road, house = chance.one_of(lists()["streets"]), chance.number(1, 399)
    return f"{city}市{road}{house}号{chance.number(1, 28)}栋{chance.number(1, 28)}{chance.number(1, 6):02d}室"


def said(chance: Chance, about: str, by: str | None = None) -> str:
    """One of the phrases for an occasion, of some by what happened."""
    found = lists()["said"][about]
    return chance.one_of(found if by is None else found[by])


def low(chance: Chance, question: str, facts: Mapping[str, str], way: Way) -> str:
    """Why somebody gave a low score for a question of the survey: for what happened to them, where anything did."""
    found: dict[str, list[str]] = lists()["low"][question]
    return chance.one_of(next((said for fact, said in found.items() if fact in facts), found[way]))


def lesson(chance: Chance, facts: Collection[str], way: Way) -> str:
    """What a closed case teaches: of what happened, where anything did that teaches something."""
    found: dict[str, list[str]] = lists()["said"]["lessons"]
    return chance.one_of(next((said for fact, said in found.items() if fact in facts), found[way]))


def sent(chance: Chance, *, large: bool) -> tuple[str, str]:
    """Who carries it, and the waybill's number."""
    carriers: dict[str, str] = lists()["carriers"]["freight" if large else "parcel"]
    carrier = chance.one_of(tuple(carriers))
    return carrier, f"{carriers[carrier]}{chance.digits(12)}"


def phone(chance: Chance) -> str:
    """Made up, in the range 138."""
    return f"13800{chance.digits(6)}"
