"""docs/policy.md and docs/policy.zh.md name every key, event and figure of the code, and their examples are right."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from domain.calendar.calendar import Calendar
from domain.calendar.shipped import shipped_text as shipped_calendar
from domain.policy.choice import Choice
from domain.policy.pack import Pack
from domain.policy.parts.targets import MEASURES
from domain.policy.shipped import SHIPPED
from domain.policy.timing.occasions import EVENTS
from domain.routing.rules import Routing
from domain.rulebook.reading import read
from gongdan.policies.files import read_file

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["policy.md", "policy.zh.md"])
def page(request: pytest.FixtureRequest) -> str:
    return (ROOT / "docs" / request.param).read_text()


def keys(model: type[BaseModel]) -> Iterator[str]:
    """Every key of a file, whatever table it is in."""
    for name, field in model.model_fields.items():
        yield name
        for inside in models(field.annotation):
            yield from keys(inside)


def models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not get_origin(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    arguments = get_args(annotation)
    for each in arguments[:1] if get_origin(annotation) is Annotated else arguments:
        yield from models(each)


def test_every_key_is_documented(page: str):
    written = set(re.findall(r"[a-z_]+", page))
    assert {"limits", "low", "first", "working_days"} <= {*keys(Pack), *keys(Choice), *keys(Calendar)}
    assert {*keys(Pack), *keys(Choice), *keys(Calendar), *keys(Routing)} - written == set()


def test_every_event_measure_and_pack_is_documented(page: str):
    assert [name for name in (*EVENTS, *MEASURES, *SHIPPED) if f"`{name}`" not in page] == []


def test_the_choice_the_routing_rules_and_the_calendar_are_right_as_printed(page: str):
    choice, routing, calendar = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert [rule.team for rule in read(routing, Routing).rules] == ["emergency", "north"]
    assert [rule.pack for rule in read(choice, Choice).rules] == ["appliance", "service-plan"]
    assert read(calendar, Calendar).region == "china"


def test_the_years_that_are_known_are_those_of_the_calendar(page: str):
    years = [year.year for year in read(shipped_calendar("china"), Calendar).years]
    assert years == [*range(years[0], years[-1] + 1)]
    [line] = [line for line in page.splitlines() if f"{years[0]}" in line and f"{years[-1]}" in line]
    assert re.findall(r"20\d\d", line) == [f"{years[0]}", f"{years[-1]}"]


def test_both_pages_have_the_same_sections_and_rows():
    english, chinese = ((ROOT / "docs" / name).read_text().splitlines() for name in ("policy.md", "policy.zh.md"))
    for mark in ("## ", "### ", "| ", "```", "- "):
        assert sum(line.startswith(mark) for line in english) == sum(line.startswith(mark) for line in chinese), mark


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_says_how_it_is_copied(name: str):
    text = (ROOT / "domain" / "policy" / "packs" / f"{name}.toml").read_text()
    assert f"gongdan policy copy {name} our-desk.toml" in text
    assert read_file(ROOT / "domain" / "policy" / "packs" / f"{name}.toml").kind == "policy"
