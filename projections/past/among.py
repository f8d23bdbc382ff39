"""Numbers that were found among the tickets of now, as a query in a store of the past."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select


def those(numbers: Iterable[str]) -> Select[tuple[str]]:
    """One parameter however many they are; stores of the past are SQLite."""
    listed: Any = func.json_each(json.dumps([*numbers])).table_valued("value")
    return select(listed.c.value)
