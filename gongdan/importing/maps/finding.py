"""Finding and reading a map: by path, or by name among those that come with the program."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from gongdan.closest import closest
from gongdan.importing.maps.mapping import ActivityRule, FileRule, Mapping, NumberRule, TimestampRule, ValueRule
from gongdan.importing.texts import BadInput

_PARTS: dict[str, type[BaseModel]] = {
    "file": FileRule,
    "timestamp": TimestampRule,
    "number": NumberRule,
    "values": ValueRule,
    "activities": ActivityRule,
}


def load_map(name: str) -> Mapping:
    """The map at a path, or a shipped one by its name; raises BadInput with one sentence."""
    path = find_map(name)
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad-toml", map=path, why=str(error).rstrip(".")) from None
    except UnicodeDecodeError:
        raise BadInput("bad-toml", map=path, why="it is not UTF-8") from None
    except OSError as error:
        raise BadInput("not-readable", file=path, why=error.strerror) from None
    return parse_map(content, path)


def parse_map(content: dict[str, Any], path: Path) -> Mapping:
    try:
        return Mapping.model_validate(content)
    except ValidationError as error:
        key, why = _first(error)
        raise BadInput("bad-map", map=path, key=key or "as a whole", why=why) from None


def find_map(name: str) -> Path:
    """Raises BadInput naming the maps there are."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = {found.stem: found for folder in _folders() for found in sorted(folder.glob("*.toml"))}
    if name.removesuffix(".toml") in shipped:
        return shipped[name.removesuffix(".toml")]
    raise BadInput("no-map", map=name, there=", ".join(shipped))


def _folders() -> list[Path]:
    package = Path(str(files("gongdan")))
    return [folder for folder in (package / "maps", package.parent / "maps") if folder.is_dir()]


def _first(error: ValidationError) -> tuple[str, str]:
    """The first thing that is wrong: its key, and what would be right."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "extra_forbidden":
            return key, f"this key is not known{_meant(first['loc'])}"
        case "missing":
            return key, "this key is missing"
        case "value_error":
            return key, first["msg"].removeprefix("Value error, ")
        case "string_pattern_mismatch" if key == "name":
            return key, "only a-z, 0-9 and single hyphens, beginning with a letter"
        case _:
            return key, first["msg"][:1].lower() + first["msg"][1:]


def _meant(loc: tuple[int | str, ...]) -> str:
    model = Mapping if len(loc) == 1 else _PARTS.get(str(loc[0]), Mapping)
    meant = closest(str(loc[-1]), model.model_fields)
    return f" (did you mean '{meant}'?)" if meant else f" (known: {', '.join(model.model_fields)})"
