"""From a file to what it says: its text, read as TOML, checked by a model; whatever is wrong is told as mistakes."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from gongdan.language import Both
from gongdan.system import of_system
from gongdan.toml.lines import Lines
from gongdan.toml.mistakes import Mistake, mistakes

M = TypeVar("M", bound=BaseModel)

_PLACE: Final = re.compile(r" ?\(at line (\d+), column (\d+)\)")
_TWICE: Final = "Cannot overwrite a value"
_WRITTEN_TWICE: Final = Both("此键写了两次", "this key stands there twice")
NOT_UTF8: Final = Both("不是 UTF-8 编码", "it is not UTF-8")


class Mistaken(Exception):
    """The text does not say what it should."""

    def __init__(self, *found: Mistake) -> None:
        super().__init__(*found)
        self.found = found


def text_of(path: Path) -> str:
    """The file's text, exactly as it is but for a byte order mark. Raises Mistaken."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Mistaken(Mistake(NOT_UTF8)) from None
    except OSError as error:
        raise Mistaken(Mistake(of_system(error))) from None


def parsed(text: str) -> dict[str, Any]:
    """Raises Mistaken where it is no TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found else len(text.splitlines())
        if str(error).startswith(_TWICE):
            raise Mistaken(Mistake(_WRITTEN_TWICE, _key_on(line, text), line)) from None
        raise Mistaken(Mistake(why_no_toml(error), line=line)) from None


def _key_on(line: int, text: str) -> str:
    """The key that a line begins with, inside the table that it stands in."""
    lines = [each.strip() for each in text.splitlines()[:line]]
    header = next((each for each in reversed(lines[:-1]) if each.startswith("[") and "=" not in each), "")
    table, key = header.partition("#")[0].strip().strip("[]"), lines[-1].partition("=")[0].strip()
    inside = f"[{lines.count(header)}]" if header.startswith("[[") else ""
    return f"{table}{inside}.{key}" if table else key


def checked(text: str, model: type[M]) -> M:
    """What a text says. Raises Mistaken with all that is wrong."""
    content = parsed(text)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise Mistaken(*mistakes(error, model, Lines(text))) from None


def why_no_toml(error: tomllib.TOMLDecodeError) -> Both:
    found = _PLACE.search(str(error))
    where = f"第 {found[1]} 行第 {found[2]} 列附近" if found else "文件末尾"
    return Both(f"{where}写法有误", str(error).rstrip("."))
