"""The rules of routing in plain words: in their order, to whom each sends a ticket, and which tickets."""

from collections.abc import Iterable, Iterator

from domain.routing.rules import Routing, Rule
from domain.wording import CHANNELS
from gongdan.policies.pages.page import Section
from gongdan.policies.pages.sentences import word
from projections.wording.words import KINDS, SEVERITIES


def sections(routing: Routing, *, chinese: bool) -> Iterator[Section]:
    """Number and name of each rule; to whom, then a line a condition. Last, what becomes of all other tickets."""
    for place, rule in enumerate(routing.rules, 1):
        yield f"{place}. {rule.name}", [receiver(rule, chinese=chinese), *conditions(rule, chinese=chinese)]
    yield otherwise(chinese=chinese)


def otherwise(*, chinese: bool) -> Section:
    """What becomes of a ticket that no rule fits."""
    if chinese:
        return "其余工单", ["不指定，由人分流"]
    return "Every other ticket", ["stays for all, until somebody routes it by hand"]


def receiver(rule: Rule, *, chinese: bool) -> str:
    """班组 north，人员 e-003."""
    team = (f"班组 {rule.team}" if chinese else f"team {rule.team}") if rule.team else ""
    staff = (f"人员 {rule.staff}" if chinese else f"person {rule.staff}") if rule.staff else ""
    return ("，" if chinese else ", ").join(filter(None, (team, staff)))


def conditions(rule: Rule, *, chinese: bool) -> list[str]:
    """A line each, all of which must hold: 产品：*空调* 或 *冰箱*."""
    found = [
        _condition(
            "请求类型" if chinese else "kind", (word(KINDS, each, chinese=chinese) for each in rule.kind), chinese
        ),
        _condition("分级" if chinese else "severity", (_severity(each, chinese) for each in rule.severity), chinese),
        _condition(
            "渠道" if chinese else "channel", (word(CHANNELS, x, chinese=chinese) for x in rule.channel), chinese
        ),
        _condition("产品" if chinese else "product", rule.product, chinese),
        _condition("型号" if chinese else "model", rule.model, chinese),
        _condition("地区" if chinese else "region", rule.region, chinese),
    ]
    return [each for each in found if each] or ["任何工单" if chinese else "any ticket"]


def _condition(name: str, values: Iterable[str], chinese: bool) -> str:
    said = (" 或 " if chinese else " or ").join(values)
    return said and (f"{name}：{said}" if chinese else f"{name}: {said}")


def _severity(code: str, chinese: bool) -> str:
    return word(SEVERITIES, code, chinese=chinese)
