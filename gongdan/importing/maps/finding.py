"""Finding and reading a map: by path, or by name among those that come with the program."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.maps.mistakes import first
from gongdan.importing.texts import BadInput
from gongdan.system import of_system
from gongdan.toml.reading import NOT_UTF8, why_no_toml


def load_map(name: str) -> Mapping:
    """The map at a path, or a shipped one by its name; raises BadInput with one sentence."""
    path = find_map(name)
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad-toml", map=path, why=why_no_toml(error)) from None
    except UnicodeDecodeError:
        raise BadInput("bad-toml", map=path, why=NOT_UTF8) from None
    except OSError as error:
        raise BadInput("not-readable", file=path, why=of_system(error)) from None
    return parse_map(content, path)


def parse_map(content: dict[str, Any], path: Path) -> Mapping:
    try:
        return Mapping.model_validate(content)
    except ValidationError as error:
        key, why = first(error)
        raise BadInput("bad-map" if key else "bad-map-whole", map=path, key=key, why=why) from None


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
