"""What the routes about matters and units sold answer, for the documentation."""

from typing import Any, Final

from pydantic_core import to_jsonable_python

from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.matters.views import facts_of

Json = dict[str, Any]

_OPENED: Final = "2024-05-12T10:00:00+08:00"
_CUSTOMER: Final = "customer-0f2c4b6d8e1a4c3f9b7d5e2a1c0f8b6d"


def _row(offered: Offered) -> Json:
    kind = offered.kind
    return {
        "number": offered.number,
        "status": next(iter(kind.statuses)),
        "ended": False,
        "ticket": "202405-00123",
        "customer": _CUSTOMER if kind.whose == "customer" else None,
        "opened": _OPENED,
        "opened_by": "a-001",
        "responsible": "a-001",
        "due": None,
        "version": 1,
        "updated": _OPENED,
    }


def _view(offered: Offered) -> Json:
    kind = offered.kind
    first = next(iter(kind.statuses))
    possible = [command.action for command, statuses in kind.possible.items() if first in statuses]
    return {
        **_row(offered),
        "kind": kind.name,
        "facts": to_jsonable_python(facts_of(kind.state())),
        "possible": possible,
    }


MATTERS: Final[dict[str, Any]] = {
    "list_units_sold": [{"month": "2024-05", "model": "KFR-35", "batch": "B7", "units": 1200, "updated": _OPENED}],
    **{f"list_{each.path}".replace("-", "_"): {"items": [_row(each)], "count": 1, "next": None} for each in OFFERED},
    **{f"show_{each.kind.name}": _view(each) for each in OFFERED},
}
"""By operation."""
