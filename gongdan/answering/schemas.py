"""The JSON Schema of every request, as nats micro info shows it: read from the AsyncAPI document that comes along."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_PLACES: Final = (
    Path(__file__).parent / "asyncapi.json",
    Path(__file__).parents[2] / "docs" / "feed" / "asyncapi.json",
)
"""In the wheel, and beside the sources."""


@cache
def schemas() -> Mapping[str, str]:
    """By subject without the prefix; none where the document is not there."""
    place = next((each for each in _PLACES if each.is_file()), None)
    if place is None:
        return {}
    document: dict[str, Any] = json.loads(place.read_text("utf-8"))
    messages: dict[str, Any] = document["components"]["messages"]
    return {name: json.dumps(said["payload"], ensure_ascii=False) for name, said in messages.items()}
