"""What is told of a plan: the version that was proposed, approved, rejected or shared."""

from collections.abc import Sequence
from typing import Any

from domain.record.envelope import Recorded
from domain.ticket.events import Option, PlanProposed
from gongdan.notices.facts.telling import Facts, Telling


def of_plan(telling: Telling, event: Any, history: Sequence[Recorded]) -> Facts:
    proposed = next(
        (each.event for each in history if isinstance(each.event, PlanProposed) and each.event.plan == event.plan),
        None,
    )
    found = {"reason": telling.text(getattr(event, "reason", None))}
    if proposed is None:
        return found
    return found | {
        "steps": telling.text(proposed.steps),
        "owner": telling.person(proposed.owner),
        "deadline": telling.moment(proposed.deadline),
        "options": "\n".join(_option(telling, each) for each in proposed.options or ()) if telling.reads else "",
    }


def _option(telling: Telling, option: Option) -> str:
    """``甲：换压缩机（优点：…；缺点：…；费用：¥300.00）``."""
    said = (
        (telling.pick("优点", "for it"), option.pros),
        (telling.pick("缺点", "against it"), option.cons),
        (telling.pick("费用", "cost"), f"¥{option.cost:.2f}" if option.cost is not None else None),
        (telling.pick("用时", "takes"), _minutes(telling, option.minutes)),
    )
    colon, between = telling.pick("：", ": "), telling.pick("；", "; ")
    told = between.join(f"{name}{colon}{value}" for name, value in said if value)
    around = telling.pick(f"（{told}）", f" ({told})") if told else ""
    return f"{option.name}{colon}{option.text}{around}"


def _minutes(telling: Telling, minutes: int | None) -> str | None:
    return telling.pick(f"{minutes} 分钟", f"{minutes} min") if minutes else None
