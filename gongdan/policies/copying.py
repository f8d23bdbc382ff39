"""A pack copied under a name of one's own, comments and all: how a department starts its rules."""

import re
from pathlib import Path

from domain.policy.pack import CHOICE
from gongdan.failures import Failure
from gongdan.policies.files import read_pack
from gongdan.policies.library import Held, Library
from gongdan.system import of_system
from gongdan.toml.lines import Lines


def copied(of: Held, to: Path, name: str | None, known: Library) -> str:
    """Write the copy as version 1 and give its name: the one asked for, else the file's. Raises Failure."""
    wanted = name or to.stem
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", wanted) or len(wanted) > 40 or wanted == CHOICE:
        raise Failure("policy-name-needed", value=wanted[:40])
    if wanted in known.packs:
        raise Failure("policy-name-taken", value=wanted)
    write_new(to, renamed(of.text, wanted))
    read_pack(to)
    return wanted


def renamed(text: str, name: str) -> str:
    """The text under another name, as its version 1, every other sign of it as it was."""
    lines, places = text.split("\n"), Lines(text)
    for key, value in (("name", f'"{name}"'), ("version", "1")):
        at = (places.of((key,)) or 1) - 1
        lines[at] = re.sub(rf"^(\s*{key}\s*=\s*)(\"[^\"]*\"|'[^']*'|\d+)", rf"\g<1>{value}", lines[at], count=1)
    return "\n".join(lines)


def write_new(path: Path, text: str) -> None:
    """Never over a file that is there. Raises Failure."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise Failure("policy-file-exists", path=path) from None
    except OSError as error:
        raise Failure("policy-not-written", path=path, why=of_system(error)) from None
