"""What pydantic found wrong in a file, said as a person would: line, key, why, and what would be right."""

from dataclasses import dataclass
from typing import Any, Final, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from domain.refusals import Language
from domain.rulebook.mistakes import MISTAKES
from gongdan.closest import closest
from gongdan.language import NOTHING, Both
from gongdan.toml.form import form, words_of
from gongdan.toml.lines import Lines, Loc
from gongdan.toml.models import keys_at
from gongdan.toml.wrong import Wrong, allowed

_FEW: Final = 12
"""So many words are listed also where one of them was probably meant."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong: ``line`` None and ``key`` "" mean the file as a whole."""

    why: Both
    key: str = ""
    line: int | None = None

    def say(self, language: Language) -> str:
        """To stand behind the file's name and a colon: ``12: clocks.survey.limit: …``."""
        where = f"{self.line}: " if self.line else " "
        key = f"{self.key}{'：' if language == 'zh' else ': '}" if self.key else ""
        return f"{where}{key}{self.why.say(language)}"


def mistakes(error: ValidationError, model: type[BaseModel], lines: Lines) -> list[Mistake]:
    """All of them, in the order of the file."""
    found = [_placed(each, model, lines) for each in errors_of(error)]
    return sorted(found, key=lambda mistake: mistake.line or 0)


def errors_of(error: ValidationError) -> list[ErrorDetails]:
    """Pydantic's errors without those that only follow from one further inside."""
    all_ = error.errors(include_url=False)
    places = [_place(each) for each in all_]
    return [
        each
        for each, place in zip(all_, places, strict=True)
        if not any(len(other) > len(place) and other[: len(place)] == place for other in places)
        or each["type"] in ("missing", "extra_forbidden")
    ]


def why(found: ErrorDetails, model: type[BaseModel]) -> Both:
    """What is wrong there, and what would be right."""
    given: dict[str, Any] = found.get("ctx", {})
    if found["type"] in MISTAKES:
        return _of_the_rules(found["type"], given)
    if isinstance(given.get("error"), Wrong):
        return cast("Wrong", given["error"]).both
    match found["type"]:
        case "extra_forbidden":
            return _unknown(str(found["loc"][-1]), keys_at(model, found["loc"][:-1]))
        case "missing":
            return Both("缺少此键", "this key is missing")
        case "literal_error" | "enum" if isinstance(found["input"], str):
            return _joined(form(found), _meant(found["input"], words_of(given)))
        case _:
            return form(found)


def key_of(loc: Loc) -> str:
    """clocks.survey.limit, severities[2].code: places in a list are counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc)
    return "".join(parts).removeprefix(".")


def _place(found: ErrorDetails) -> Loc:
    """Where it stands: what a rule over a whole table or list found says itself where in it."""
    inside: Loc = found.get("ctx", {}).get("at", ())
    return (*(part for part in found["loc"] if part != "[key]"), *inside)


def _placed(found: ErrorDetails, model: type[BaseModel], lines: Lines) -> Mistake:
    place = _place(found)
    return Mistake(why(found, model), key_of(_written(place, found, lines)), lines.of(place))


def _written(place: Loc, found: ErrorDetails, lines: Lines) -> Loc:
    """The key as the file has it: one of a list may stand without brackets, and a name alone has nothing inside it."""
    if found["type"] == "missing":
        return place
    alone = tuple(part for part in place if part != 0)
    around = (each[:length] for length in range(len(place), 0, -1) for each in (place, alone))
    return next((each for each in around if lines.has(each)), place)


def _of_the_rules(code: str, given: dict[str, Any]) -> Both:
    chinese, english = (text.format(**given) for text in MISTAKES[code])
    said = Both(chinese, english)
    if "allowed" not in given:
        return said
    word, words = str(given["given"]), cast("list[str]", given["allowed"])
    many = len(words) > _FEW and closest(word, words) is not None
    return _joined(said, allowed(word, words, most=0 if many else len(words), otherwise=NOTHING))


def _meant(word: str, words: list[str]) -> Both:
    return allowed(word, words, most=0, otherwise=NOTHING)


def _joined(said: Both, more: Both) -> Both:
    chinese = f"{said.chinese}；{more.chinese}" if more.chinese else said.chinese
    return Both(chinese, f"{said.english}; {more.english}" if more.english else said.english)


def _unknown(key: str, known: tuple[str, ...]) -> Both:
    if meant := closest(key, known):
        return Both(f"没有这个键（是否指“{meant}”？）", f"this key is not known (did you mean '{meant}'?)")
    listed = ", ".join(known)
    return Both(f"没有这个键（可用：{listed}）", f"this key is not known (known: {listed})")
