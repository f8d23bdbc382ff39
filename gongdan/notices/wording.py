"""The words of each kind of notice, read from the files beside this one: who edits them needs no code."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment

from domain.notices.vocabulary import NoticeLanguage

_FILES: Final = ("intake", "work", "deadlines", "customers", "aftercare", "matters", "subscriptions")
_NOTHING: Final = {"zh": "", "en": ""}


_TEXTS: Final = Environment(autoescape=False)  # noqa: S701 -- plain text; the frame escapes what it shows


@dataclass(frozen=True, slots=True)
class KindWords:
    """``rows`` and ``quote`` name facts; the texts are templates over them."""

    subject: dict[str, str]
    lead: dict[str, str]
    ask: dict[str, str]
    rows: tuple[str, ...]
    quote: str | None


@cache
def words_of(kind: str) -> KindWords:
    """Raises KeyError for a kind that has none."""
    return _all()[kind]


def label(fact: str, language: NoticeLanguage) -> str:
    return _read("labels")[fact][language]


def frame(part: str, name: str, language: NoticeLanguage) -> str:
    """A text that every letter of a sort has, as a template."""
    return _read("frame")[part][name][language]


def replies(part: str) -> dict[str, dict[str, dict[str, str]]]:
    """The ready texts by ``step``, or their ``frame`` by form, as templates."""
    return _read("replies")[part]


def filled(template: str, facts: dict[str, str]) -> str:
    """The template over the facts, in one line."""
    return " ".join(_TEXTS.from_string(template).render(facts).split())


@cache
def _all() -> dict[str, KindWords]:
    found: dict[str, KindWords] = {}
    for name in _FILES:
        for kind, said in _read(name).items():
            rows, quote = tuple(said.get("rows", ())), said.get("quote")
            found[kind] = KindWords(said["subject"], said["lead"], said.get("ask", _NOTHING), rows, quote)
    return found


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("gongdan.notices").joinpath("words", f"{name}.toml").read_text("utf-8"))
