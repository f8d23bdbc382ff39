"""docs/closing.md and docs/closing.zh.md name every action, word and gap after a solution, and their lines can be sent."""

import re
import shlex
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from api.tickets.actions import NOUNS
from domain.ticket.commands import ClosingCommand, SurveyCommand
from domain.ticket.decide.possible import POSSIBLE
from domain.ticket.vocabulary import ClosedAs, Given, RecordGap, ScoreCause, Stage
from gongdan.cli.asking.fields import body

DOCS = Path(__file__).parents[2] / "docs"
ACTIONS = [command.action for kind in (SurveyCommand, ClosingCommand) for command in get_args(kind)]
WORDS = {"resolved": "已解决", "confirmed": "已确认", "closed": "已结案"}


@pytest.fixture(params=["closing.md", "closing.zh.md"])
def page(request: pytest.FixtureRequest) -> str:
    return (DOCS / request.param).read_text()


@pytest.mark.parametrize("action", [*ACTIONS, "confirm", "reject", "close"])
def test_every_action_has_its_row(page: str, action: str):
    assert f"\n| `{action}` | `{NOUNS[action]}` |" in page


@pytest.mark.parametrize("word", [*get_args(RecordGap), *get_args(ScoreCause), *get_args(ClosedAs)])
def test_every_word_is_explained(page: str, word: str):
    assert f"`{word}`" in page


@pytest.mark.parametrize("word", get_args(Given))
def test_every_way_of_giving_a_word_is_named(page: str, word: str):
    assert word in page


@pytest.mark.parametrize("action", ["confirm", "reject", "send-survey", "follow-up", "object", "remind", "archive"])
def test_an_action_is_possible_when_the_page_says_so(page: str, action: str):
    [row] = [line for line in page.splitlines() if line.startswith(f"| `{action}` |")]
    when = row.split("|")[3]
    said = {stage for stage, chinese in WORDS.items() if stage in when or chinese in when}
    assert {stage for stage in Stage if stage in POSSIBLE[action]} == said


def test_the_lines_can_be_sent(page: str):
    lines = re.findall(r"^gongdan ticket do \S+ (\S+) (.*?) ?--as", page, re.MULTILINE)
    assert len(lines) == 8
    for action, said in lines:
        if "--from" not in said:
            body(action, shlex.split(said), ZoneInfo("Asia/Shanghai"))


def test_both_pages_have_the_same_sections_and_rows():
    english, chinese = ((DOCS / name).read_text().splitlines() for name in ("closing.md", "closing.zh.md"))
    for mark in ("## ", "| ", "gongdan "):
        assert sum(line.startswith(mark) for line in english) == sum(line.startswith(mark) for line in chinese), mark
