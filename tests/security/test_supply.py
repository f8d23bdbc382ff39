"""What the program is made of: known licences, locked by hashes, and no secret in what is handed on."""

import re
import subprocess
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
PERMISSIVE: Final = re.compile(r"MIT|Apache|BSD|ISC|PSF|Python Software Foundation|0BSD|Unlicense|OFL|CC0|Zlib")
BY_NAME: Final = {
    "psycopg": "LGPL-3.0: the driver is used as it is, as a library of its own that anybody can replace",
    "psycopg-binary": "LGPL-3.0: as psycopg",
    "psycopg-pool": "LGPL-3.0: as psycopg",
    "certifi": "MPL-2.0: a list of certificates, unchanged",
}
"""Others that are taken, and why."""
SECRETS: Final = re.compile(
    rb"-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED )?PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}|xox[bp]-[0-9]{6}"
)


def locked() -> list[str]:
    """The packages that a deployment installs."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)==", line))]


def licences(name: str) -> str:
    found = metadata(name)
    said = [*(found.get_all("License-Expression") or []), *(found.get_all("License") or [])]
    return " ".join(said + [each for each in found.get_all("Classifier") or [] if each.startswith("License ::")])


@pytest.mark.parametrize("name", locked())
def test_a_licence_allows_everybody_to_use_it(name: str):
    try:
        said = licences(name)
    except PackageNotFoundError:
        pytest.skip("not for this platform")
    assert PERMISSIVE.search(said.split("\n")[0] or said) or name in BY_NAME, said[:200]


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_by_its_hashes(file: str):
    text = (ROOT / file).read_text()
    pinned = len(re.findall(r"^[A-Za-z0-9._-]+(?:\[[^\]]*\])?==", text, re.MULTILINE))
    assert pinned > 50
    assert len(re.findall(r"--hash=sha256:", text)) >= pinned


def test_no_secret_is_handed_on():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.split(b"\0")
    if files == [b""]:
        pytest.skip("no git here")
    found = [name.decode() for name in files if name and SECRETS.search(_bytes(ROOT / name.decode()))]
    assert found == []


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
