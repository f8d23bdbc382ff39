"""Finding and reading a map: by path, or by name among those that come with the program."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.maps.mistakes import first
from gongdan.importing.texts import BadInput
from gongdan.language import Both
from gongdan.system import of_system

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def load_map(name: str) -> Mapping:
    """The map at a path, or a shipped one by its name; raises BadInput with one sentence."""
    path = find_map(name)
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad-toml", map=path, why=_place(error)) from None
    except UnicodeDecodeError:
        raise BadInput("bad-toml", map=path, why=Both("不是 UTF-8 编码", "it is not UTF-8")) from None
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


def _place(error: tomllib.TOMLDecodeError) -> Both:
    found = _PLACE.search(str(error))
    where = f"第 {found[1]} 行第 {found[2]} 列附近" if found else "文件末尾"
    return Both(f"{where}写法有误", str(error).rstrip("."))
