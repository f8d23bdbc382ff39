"""The first thing that is wrong with a map, said as a person would."""

from pydantic import ValidationError

from gongdan.importing.maps.mapping import Mapping
from gongdan.language import Both
from gongdan.toml.mistakes import why


def first(error: ValidationError) -> tuple[str, Both]:
    """The key of the first thing that is wrong, "" for the map as a whole, and why.

    A misspelt key goes before the one that is missing for it.
    """
    all_ = error.errors(include_url=False)
    found = next((each for each in all_ if each["type"] == "extra_forbidden"), all_[0])
    return ".".join(str(part) for part in found["loc"]), why(found, Mapping)
