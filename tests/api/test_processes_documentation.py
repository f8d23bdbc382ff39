"""docs/process-map.md and its Chinese page name every rule with its requirement, and everything that can be asked."""

import inspect
import re
from pathlib import Path

import pytest

from api.processes import asked, routes
from gongdan.cli.processes.filters import FILTERS
from projections.processes.conformance.rules import RULES

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("process-map.md", "process-map.zh.md")
FILTERED = set(inspect.signature(asked.chosen).parameters) - {"caller"}


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text()


def test_the_table_of_rules_is_that_of_the_code(page: str):
    told = re.findall(r"^\| `([a-z-]+)` \| (R\d+a?) \|", page, re.MULTILINE)
    assert told == [(rule.code, rule.requirement) for rule in RULES]


def test_every_filter_is_named_and_is_an_option_of_the_command(page: str):
    for name in (*FILTERED, "level", "coverage", "paths"):
        assert f"`{name}`" in page, name
    assert FILTERS.keys() == FILTERED | {"level"}


def test_every_route_and_every_command_is_named(page: str):
    for route in routes.router.routes:
        path = getattr(route, "path", "")
        assert f"`GET {path}`" in page, path
        assert f"gongdan {path.strip('/').replace('/', ' ')}" in page, path


def test_what_a_picture_shows_where_nothing_is_asked_for_is_told(page: str):
    share, paths = asked.PICTURED
    assert f"{share:.0%}".removesuffix("%") in page
    assert f"`paths={paths}`" in page
    assert f" {asked.MOST_DRAWN}" in page


def test_both_languages_have_the_same_sections_and_rows():
    english, chinese = ((DOCS / name).read_text().splitlines() for name in PAGES)
    for mark in ("## ", "| ", "```", "gongdan "):
        assert sum(line.startswith(mark) for line in english) == sum(line.startswith(mark) for line in chinese), mark
