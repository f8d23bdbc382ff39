"""The program with a clock that stands still for its pages: pictures of them look the same whenever they are taken."""

import sys
from datetime import datetime, tzinfo
from typing import Any

from gongdan.cli import main
from gongdan.cli.operating import service  # noqa: F401 -- with all the pages, whose clocks are stopped below
from gongdan.console import app  # noqa: F401 -- likewise

AT = datetime.fromisoformat("2024-02-01T09:10:00+08:00")
"""The morning after the made-up month."""
PAGES = ("api.", "gongdan.console.")


class _Alike(type):
    def __instancecheck__(cls, other: Any) -> bool:
        return isinstance(other, datetime)


class Standing(datetime, metaclass=_Alike):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        return AT.astimezone(tz)


def stop_the_clock() -> None:
    for name, module in [*sys.modules.items()]:
        if name.startswith(PAGES) and getattr(module, "datetime", None) is datetime:
            module.datetime = Standing  # type: ignore[attr-defined]


if __name__ == "__main__":
    stop_the_clock()
    main()
