"""Formats of times: a wrong one is found when the map is loaded, and a time is read by one."""

import re
from datetime import datetime
from typing import Final

from gongdan.toml.wrong import Wrong

ISO: Final = "iso"
_ISO: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?)?"
)
"""Python's own reading also takes 20240501 and 2024W011, which may as well be the number of something."""
_DIRECTIVES: Final = "aAbBcdfGHIjmMpSuUVwWxXyYzZ%"
_SAME: Final = str.maketrans("ybBaAu", "Ymmwww")
_DAYS: Final = tuple(map(frozenset, ("Ymd", "Yj", "YUw", "YWw", "GVw", "c", "x")))
"""The directives that together name a day."""


def check_formats(forms: list[str]) -> list[str]:
    """Raises Wrong for the first that can't be."""
    for form in forms:
        if form != ISO:
            _check(form)
    return forms


def _check(form: str) -> None:
    """A directive must exist and stand once, and all together must name a day."""
    named = re.findall("%(.?)", form, re.DOTALL)
    for found in named:
        if not found or found not in _DIRECTIVES:
            listed = " ".join(f"%{each}" for each in _DIRECTIVES)
            raise Wrong(f"“{form}”中的 %{found} 不可用；可用：{listed}", f"'{form}' has %{found}; allowed: {listed}")
    if not any(days <= {*"".join(named).translate(_SAME)} for days in _DAYS):
        raise Wrong(
            f"“{form}”缺少年、月或日；例如 %Y-%m-%d %H:%M，或写 iso",
            f"'{form}' lacks the year, the month or the day; write for example %Y-%m-%d %H:%M, or iso",
        )
    _check_once(form)


def _check_once(form: str) -> None:
    try:
        datetime.strptime("", form)  # noqa: DTZ007 -- nothing comes of it
    except re.error:
        raise Wrong(f"“{form}”中有一部分出现了两次", f"'{form}' names a part of the time twice") from None
    except ValueError:
        return


def shown(form: str) -> str:
    """A format as a person should see it."""
    return "iso (2024-05-06, 2024-05-06T09:30)" if form == ISO else form


def read_time(value: str, form: str) -> datetime:
    """Raises ValueError where it is no time in this format."""
    if form != ISO:
        return datetime.strptime(value, form)  # noqa: DTZ007 -- the map's zone is for times without one
    if not _ISO.fullmatch(value):
        raise ValueError(value)
    return datetime.fromisoformat(value)
