"""How policy packs are shown: the list of them, one in plain words, and what came of checking a file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.calendar.calendar import Calendar
from domain.policy.choice import Choice, Rule
from domain.policy.pack import Pack
from domain.routing.rules import Routing
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import as_json, chinese, console, say
from gongdan.language import language
from gongdan.policies.files import BadRules, RuleFile
from gongdan.policies.library import Held, Library
from gongdan.policies.pages.page import Page
from gongdan.policies.pages.sentences import word
from gongdan.policies.pages.words import NUMBERS


def print_all(known: Library) -> None:
    """A row a pack, then which of them a ticket gets."""
    headings = say("政策包 标题 来源", "pack title from").split()
    columns(headings, [[held.pack.ref, _title(held), _source(held)] for held in known.packs.values()])
    screen = console()
    for rule in known.choice.rules:
        screen.print(f"{_conditions(rule)} → {rule.pack}", soft_wrap=True, markup=False)
    screen.print(say(f"其余工单：{known.choice.default}", f"every other ticket: {known.choice.default}"))


def print_one(held: Held) -> None:
    screen = console()
    for line in _page(held):
        screen.print(line, soft_wrap=True, markup=False)


def all_as_json(known: Library) -> None:
    packs = [_told(held) | {"title": held.pack.title.model_dump()} for held in known.packs.values()]
    as_json({"packs": packs, "choice": known.choice.model_dump(mode="json")})


def one_as_json(held: Held) -> None:
    as_json(_told(held) | held.pack.model_dump(mode="json"))


def checked_as_json(path: Path, answer: RuleFile | BadRules) -> dict[str, Any]:
    if isinstance(answer, RuleFile):
        return {"file": str(path), "valid": True, "kind": answer.kind, "mistakes": []}
    found = [{"line": each.line, "key": each.key, "why": each.why.say(language())} for _, each in answer.found]
    return {"file": str(path), "valid": False, "mistakes": found}


def summary(file: RuleFile) -> str:
    """What a file without mistakes holds."""
    match file.says:
        case Pack() as pack:
            return say(
                f"没有错误：政策包 {pack.ref}，分级 {len(pack.severities)} 个，时限 {len(pack.clocks)} 个",
                f"no mistakes: pack {pack.ref}, severities: {len(pack.severities)}, clocks: {len(pack.clocks)}",
            )
        case Choice() as choice:
            return say(
                f"没有错误：默认 {choice.default}，规则 {len(choice.rules)} 条",
                f"no mistakes: default {choice.default}, rules: {len(choice.rules)}",
            )
        case Calendar() as calendar:
            years = ", ".join(str(year.year) for year in calendar.years)
            return say(
                f"没有错误：日历 {calendar.region} 第 {calendar.version} 版，{years}",
                f"no mistakes: calendar {calendar.region}, version {calendar.version}, {years}",
            )
        case Routing() as routing:
            return say(
                f"没有错误：分流规则第 {routing.version} 版，规则 {len(routing.rules)} 条",
                f"no mistakes: routing rules, version {routing.version}, rules: {len(routing.rules)}",
            )


def _page(held: Held) -> Iterator[str]:
    title, source = _title(held), _source(held)
    yield say(f"{held.pack.ref} {title}（{source}）", f"{held.pack.ref} {title} ({source})")
    yield say("工单号：", "ticket numbers: ") + word(NUMBERS, held.pack.number_format, chinese=chinese())
    for heading, lines in Page(held.pack, chinese=chinese()).sections():
        yield f"\n{heading}"
        yield from (f"  {line}" for line in lines)


def _told(held: Held) -> dict[str, Any]:
    return {"ref": held.pack.ref, "shipped": held.shipped, "sha256": held.sha256, "path": str(held.path)}


def _title(held: Held) -> str:
    return held.pack.title.say(chinese=chinese())


def _source(held: Held) -> str:
    return say("随程序提供", "the program") if held.shipped else str(held.path)


def _conditions(rule: Rule) -> str:
    said = rule.model_dump(mode="json", exclude={"pack"}).items()
    return say("，", ", ").join(f"{name} = {' | '.join(values)}" for name, values in said if values)
