"""The packs of a deployment: those that come with the program and the department's own, and which one a ticket gets."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from domain.policy.choice import Choice
from domain.policy.in_force import Policies
from domain.policy.pack import Pack
from domain.policy.shipped import SHIPPED
from domain.rulebook.commands import digest
from gongdan.closest import closest
from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.policies.files import CHOICE_FILE, BadRules, read_choice, read_file, read_pack
from gongdan.toml.lines import Lines
from gongdan.toml.mistakes import Mistake

FOLDER: Final = "policies"
"""Of the home folder: the department's own packs, and the choice among all."""


@dataclass(frozen=True, slots=True)
class Held:
    """A pack with the text that it was read from."""

    pack: Pack
    text: str
    path: Path

    @property
    def shipped(self) -> bool:
        return self.pack.name in SHIPPED

    @property
    def sha256(self) -> str:
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class Library:
    """``packs`` by name; a rule of ``choice`` names only these."""

    packs: Mapping[str, Held]
    choice: Choice

    def named(self, name: str) -> Held:
        """Raises Failure with what was probably meant."""
        if name in self.packs:
            return self.packs[name]
        meant = closest(name, self.packs)
        hint = Both(f"（是否指“{meant}”？）", f" (did you mean '{meant}'?)") if meant else ""
        raise Failure("no-such-policy", value=name[:40], hint=hint, allowed=", ".join(self.packs))

    @property
    def policies(self) -> Policies:
        """For the desk: what tickets are judged by."""
        return Policies((held.pack for held in self.packs.values()), self.choice)


@cache
def shipped() -> Mapping[str, Held]:
    """The packs that come with the program."""
    folder = Path(str(files("domain.policy"))) / "packs"
    return {name: _held(folder / f"{name}.toml") for name in SHIPPED}


def library(home: Path) -> Library:
    """All packs of a deployment. Raises BadRules with everything that is wrong in its own files."""
    packs, wrong = dict(shipped()), list[tuple[Path, Mistake]]()
    for path in _own(home):
        try:
            held = _held(path)
        except BadRules as bad:
            wrong += bad.found
            continue
        if held.pack.name in packs and not held.shipped:
            wrong.append((path, _taken(held, packs[held.pack.name])))
        packs[held.pack.name] = held
    try:
        choice = _choice(home / FOLDER / CHOICE_FILE, packs)
    except BadRules as bad:
        raise BadRules([*wrong, *bad.found]) from None
    if wrong:
        raise BadRules(wrong)
    return Library(packs, choice)


def known_names(home: Path) -> list[str]:
    """Of all packs without a mistake, for checking one file while others are wrong."""
    names = dict.fromkeys(SHIPPED)
    for path in _own(home):
        with suppress(BadRules):
            names[_held(path).pack.name] = None
    return list(names)


def known_severities(home: Path) -> list[str]:
    """Which a rule of routing may name: those of all packs without a mistake."""
    packs = [held.pack for held in shipped().values()]
    for path in _own(home):
        with suppress(BadRules):
            packs.append(_held(path).pack)
    return severities_of(packs)


def severities_of(packs: Iterable[Pack]) -> list[str]:
    """The codes of all severities that these packs declare."""
    return list(dict.fromkeys(severity.code for pack in packs for severity in pack.severities))


def _own(home: Path) -> list[Path]:
    return [path for path in sorted((home / FOLDER).glob("*.toml")) if path.name != CHOICE_FILE]


def _held(path: Path) -> Held:
    pack, text = read_pack(path)
    return Held(pack, text, path)


def _choice(path: Path, packs: Mapping[str, Held]) -> Choice:
    if not path.exists():
        return Choice()
    says = read_file(path, packs).says
    return says if isinstance(says, Choice) else Choice()


def _taken(held: Held, other: Held) -> Mistake:
    name = held.pack.name
    why = Both(f"“{name}”已是 {other.path} 的名称", f"'{name}' is the name of {other.path} already")
    return Mistake(why, "name", Lines(held.text).of(("name",)))


def choice_of(home: Path) -> Choice:
    """Which pack a ticket gets, whatever other files there are: what is in force is in the log. Raises BadRules."""
    path = home / FOLDER / CHOICE_FILE
    return read_choice(path) if path.exists() else Choice()
