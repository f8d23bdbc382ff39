"""What pip installs without uv is what uv.lock says, to the version and to the hash."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
LOCKED: dict[str, dict[str, Any]] = {package["name"]: package for package in LOCK}
OURS = LOCKED["gongdan"]


def required(name: str) -> dict[str, tuple[str, set[str]]]:
    """Of a requirements file: version and hashes of every package."""
    lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    found = [re.match(r"([a-z0-9._-]+)(?:\[\S+\])?==(\S+)", line) for line in lines]
    assert all(found), "each line is one package at one version"
    return {
        each[1]: (each[2], set(re.findall(r"--hash=(\S+)", line)))
        for each, line in zip(found, lines, strict=True)
        if each
    }


def needed(dependencies: list[dict[str, Any]]) -> set[str]:
    """Names of all that these come to, extras included."""
    names: set[str] = set()
    waiting = [(each["name"], extra) for each in dependencies for extra in (None, *each.get("extra", ()))]
    seen: set[tuple[str, str | None]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        names.add(name)
        waiting += _further(LOCKED[name], extra)
    return names


def _further(package: dict[str, Any], extra: str | None) -> Iterator[tuple[str, str | None]]:
    more = package.get("optional-dependencies", {}).get(extra, []) if extra else package.get("dependencies", [])
    for each in more:
        for inner in (None, *each.get("extra", ())):
            yield each["name"], inner


FILES = {
    "requirements.txt": OURS["dependencies"],
    "requirements-dev.txt": [*OURS["dependencies"], *OURS["dev-dependencies"]["dev"]],
}


@pytest.mark.parametrize("name", FILES)
def test_pip_installs_what_uv_would(name: str) -> None:
    found = required(name)
    assert {package: version for package, (version, _) in found.items()} == {
        package: LOCKED[package]["version"] for package in needed(FILES[name])
    }


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_held_to_the_hashes_of_the_lock(name: str) -> None:
    for package, (_, hashes) in required(name).items():
        locked = LOCKED[package]
        files = [*locked.get("wheels", []), *([locked["sdist"]] if "sdist" in locked else [])]
        assert hashes == {file["hash"] for file in files}, package
