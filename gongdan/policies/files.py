"""One file of rules: a policy pack, the choice among packs, a calendar, or rules of routing; and all its mistakes."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from domain.calendar.calendar import Calendar
from domain.policy.choice import Choice
from domain.policy.pack import CHOICE, Pack
from domain.policy.shipped import SHIPPED
from domain.policy.workable import unworkable
from domain.refusals import Language
from domain.refusals.rulebook import TEXTS as REFUSALS
from domain.routing.rules import Routing
from domain.rulebook.commands import digest
from domain.rulebook.mistakes import MISTAKES
from gongdan.failures import Failure
from gongdan.language import NOTHING, Both
from gongdan.policies.routing.reading import routing_of
from gongdan.toml.lines import Lines, Loc
from gongdan.toml.mistakes import Mistake, key_of
from gongdan.toml.reading import Mistaken, checked, parsed, text_of
from gongdan.toml.wrong import allowed

Kind = Literal["policy", "choice", "calendar", "routing"]
CHOICE_FILE: Final = f"{CHOICE}.toml"
_KINDS: Final[dict[type, Kind]] = {Pack: "policy", Choice: "choice", Calendar: "calendar", Routing: "routing"}


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file without a mistake."""

    path: Path
    text: str
    says: Pack | Choice | Calendar | Routing

    @property
    def kind(self) -> Kind:
        return _KINDS[type(self.says)]


class BadRules(Failure):
    """Files of rules with something wrong in them; nothing was changed."""

    def __init__(self, found: list[tuple[Path, Mistake]]) -> None:
        self.found = found
        lines = [Both(*(f"\n{path}:{mistake.say(each)}" for each in ("zh", "en"))) for path, mistake in found]
        told = Both("".join(line.chinese for line in lines), "".join(line.english for line in lines))
        super().__init__("bad-rules", mistakes=told)

    def lines(self, language: Language) -> list[str]:
        """One a mistake, as editors understand them: FILE:LINE: KEY: WHY."""
        return [f"{path}:{mistake.say(language)}" for path, mistake in self.found]


def read_file(path: Path, packs: Collection[str] = (), severities: Collection[str] | None = None) -> RuleFile:
    """A file of any kind; a choice may name ``packs`` only, rules of routing ``severities`` only, any where None.

    Raises BadRules with all that is wrong.
    """
    try:
        text = text_of(path)
        return RuleFile(path, text, _says(path, text, packs, severities))
    except Mistaken as mistaken:
        raise BadRules([(path, each) for each in mistaken.found]) from None


def read_pack(path: Path) -> tuple[Pack, str]:
    """A pack and its text. Raises BadRules."""
    try:
        text = text_of(path)
        return _pack(text), text
    except Mistaken as mistaken:
        raise BadRules([(path, each) for each in mistaken.found]) from None


def read_calendar(path: Path) -> tuple[Calendar, str]:
    """A calendar and its text. Raises BadRules."""
    try:
        text = text_of(path)
        return checked(text, Calendar), text
    except Mistaken as mistaken:
        raise BadRules([(path, each) for each in mistaken.found]) from None


def read_routing(path: Path, severities: Collection[str] | None = None) -> tuple[Routing, str]:
    """Rules of routing and their text, as :func:`read_file`. Raises BadRules."""
    try:
        text = text_of(path)
        return routing_of(text, severities), text
    except Mistaken as mistaken:
        raise BadRules([(path, each) for each in mistaken.found]) from None


def read_choice(path: Path) -> Choice:
    """A choice, whichever packs it names. Raises BadRules."""
    try:
        return checked(text_of(path), Choice)
    except Mistaken as mistaken:
        raise BadRules([(path, each) for each in mistaken.found]) from None


def mistakes_in(
    text: str, kind: type[Pack] | type[Calendar] | type[Routing], severities: Collection[str]
) -> tuple[Mistake, ...]:
    """All that is wrong with a text that is to be this; none where it is right."""
    try:
        if kind is Pack:
            _pack(text)
        elif kind is Routing:
            routing_of(text, severities)
        else:
            checked(text, kind)
    except Mistaken as mistaken:
        return mistaken.found
    return ()


def _says(
    path: Path, text: str, packs: Collection[str], severities: Collection[str] | None
) -> Pack | Choice | Calendar | Routing:
    if path.name == CHOICE_FILE:
        return _choice(text, packs)
    keys = parsed(text)
    if "rules" in keys:
        return routing_of(text, severities)
    return checked(text, Calendar) if "region" in keys else _pack(text)


def _pack(text: str) -> Pack:
    """A name that comes with the program means the text that came with it. Raises Mistaken."""
    pack = checked(text, Pack)
    if found := [Mistake(Both(*MISTAKES[code]), key_of(loc), Lines(text).of(loc)) for loc, code in unworkable(pack)]:
        raise Mistaken(*found)
    shipped = SHIPPED.get(pack.name)
    if shipped is not None and shipped.get(pack.version) != digest(text):
        why = Both(*(each.format(name=pack.name).rstrip("。.") for each in REFUSALS["name-shipped"]))
        raise Mistaken(Mistake(why, "name", Lines(text).of(("name",))))
    return pack


def _choice(text: str, packs: Collection[str]) -> Choice:
    choice, lines = checked(text, Choice), Lines(text)
    named: list[tuple[Loc, str]] = [(("default",), choice.default)]
    named += [(("rules", place, "pack"), rule.pack) for place, rule in enumerate(choice.rules)]
    wrong = [Mistake(_no_pack(name, packs), key_of(loc), lines.of(loc)) for loc, name in named if name not in packs]
    if wrong:
        raise Mistaken(*wrong)
    return choice


def _no_pack(name: str, packs: Collection[str]) -> Both:
    there = allowed(name, packs, otherwise=NOTHING)
    return Both(f"没有政策包“{name}”；{there.chinese}", f"there is no policy pack '{name}'; {there.english}")
