"""The rules of routing as a table: in their order, who gets which tickets."""

from typing import Any

from domain.routing.rules import Routing
from domain.rulebook.reading import read
from gongdan.cli.rules import telling
from gongdan.cli.showing.records.comparisons import columns
from gongdan.cli.showing.said import chinese, note, say
from gongdan.policies.routing.page import conditions, otherwise, receiver


def print_rules(found: dict[str, Any]) -> None:
    """One text on record; the last row is what becomes of every other ticket."""
    telling.print_heading(found)
    if found["says"] is None:
        note(
            say(
                "此版本由更新的程序发布，本程序不能读取，工单由人分流；请升级程序。",
                "This version is a newer program's, so tickets are routed by hand here: upgrade the program.",
            )
        )
        return
    columns(say("序 规则 转给 哪些工单", "no. rule to which-tickets").split(), _rows(read(found["text"], Routing)))


def _rows(routing: Routing) -> list[list[str]]:
    spoken, glue = chinese(), say("；", "; ")
    rows = [
        [str(place), rule.name, receiver(rule, chinese=spoken), glue.join(conditions(rule, chinese=spoken))]
        for place, rule in enumerate(routing.rules, 1)
    ]
    others, [becomes] = otherwise(chinese=spoken)
    return [*rows, ["-", "-", becomes, others]]
