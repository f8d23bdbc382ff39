"""Another time for the visit, as a customer wishes it: told to us in one sentence, to be agreed with them."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.refusals import Language
from gongdan.console.shell.fields import Wrong
from gongdan.console.shell.forms import Typed

TIMES: Final = {
    "morning": ("上午", "in the morning"),
    "afternoon": ("下午", "in the afternoon"),
    "evening": ("晚上", "in the evening"),
    "any": ("全天均可", "at any time of the day"),
}
_LATER: Final = ("请选择今天或以后的日期", "Choose today or a later day.")


def wished(name: str, typed: Typed, zone: ZoneInfo, language: Language) -> dict[str, str]:
    """The text of the message; nothing where it is about no visit. Raises Wrong."""
    if name != "visit":
        return {}
    place = 0 if language == "zh" else 1
    day = _day(typed.get("day", ""))
    if day is None or day < datetime.now(zone).date():
        raise Wrong({"day": _LATER[place]})
    time = TIMES.get(typed.get("time", "any"), TIMES["any"])[place]
    why = typed.get("why", "")
    if language == "zh":
        return {"text": f"希望上门时间改为 {day.isoformat()} {time}。" + (f"说明：{why}" if why else "")}
    return {"text": f"Asks for the visit on {day.isoformat()}, {time}." + (f" {why}" if why else "")}


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
