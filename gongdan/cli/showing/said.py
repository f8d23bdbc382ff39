"""How the command line speaks: the reader's language, tables that fit the screen, JSON, and errors on stderr."""

import json
import os
import re
import sys
from typing import Any, Final

import typer
from rich.console import Console
from rich.text import Text

from gongdan.language import language, pick

_PLAIN_WIDTH: Final = 120
"""Columns where nobody looks on: in a pipe or a file."""
_CONTROLS: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def say(chinese: str, english: str) -> str:
    """In the language of this reader."""
    return pick((chinese, english), language())


def chinese() -> bool:
    return language() == "zh"


def console() -> Console:
    """For people; where it is no screen, wide and without colours."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return Console(highlight=False)
    return Console(highlight=False, width=_PLAIN_WIDTH, no_color=True)


def plain(said: str | Text) -> Text:
    """What people typed, shown as typed: no markup of ours in it, no control character of a terminal's."""
    return said if isinstance(said, Text) else Text(_CONTROLS.sub("\N{REPLACEMENT CHARACTER}", said))


def note(text: str) -> None:
    """A remark beside the answer: on stderr, so that it never gets into a pipe."""
    typer.echo(text, err=True)


def as_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
