"""Writes the AsyncAPI document: ``python -m tests.api.messages.page``; not where askers would suffer."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any, Final

from api.app import all_routes, described
from api.messages.asyncapi import document
from api.messages.compatible import breaches
from api.messages.operations import Operations

PLACE: Final = Path(__file__).parents[3] / "docs" / "feed" / "asyncapi.json"
VERSION: Final = "1"


@cache
def made() -> dict[str, Any]:
    return document(described(), Operations(all_routes()), VERSION)


def committed() -> str:
    """In the order of names, so that what changed can be seen."""
    return json.dumps(made(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    if PLACE.exists() and (broken := breaches(json.loads(PLACE.read_text("utf-8")), made())):
        sys.exit("\n".join(("not written, for askers rely on what is published:", *map(str, broken))))
    PLACE.write_text(committed(), "utf-8")
