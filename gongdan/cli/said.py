"""How the command line speaks: the reader's language, tables that fit the screen, JSON, and errors on stderr."""

import json
import os
import sys
from typing import Any, Final

import typer
from rich.console import Console

from gongdan.language import language, pick

_PLAIN_WIDTH: Final = 120
"""Columns where nobody looks on: in a pipe or a file."""


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


def note(text: str) -> None:
    """A remark beside the answer: on stderr, so that it never gets into a pipe."""
    typer.echo(text, err=True)


def as_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
