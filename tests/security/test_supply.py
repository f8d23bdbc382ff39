"""What the program is made of: known licences, locked by hashes, and no secret in what is handed on."""

import json
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tests.security.licences import allows, said_by

ROOT: Final = Path(__file__).parents[2]
BY_NAME: Final = {
    "psycopg": "LGPL-3.0: the driver is used as it is, as a library of its own that anybody can replace",
    "psycopg-binary": "LGPL-3.0: as psycopg",
    "certifi": "MPL-2.0: a list of certificates, unchanged",
    "colorama": "BSD-3-Clause: on Windows alone, so that it is not here to be asked",
}
"""Others that are taken, and why."""
SECRETS: Final = re.compile(
    rb"-----BEGIN (?:RSA |EC |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[opsur]_[A-Za-z0-9]{36}|xox[abp]-[0-9]{6}"
    rb"|gongdan-(?:key|feed)_[A-Za-z0-9_-]{40}|gongdan_eyJ[A-Za-z0-9_-]{30}|AIza[0-9A-Za-z_-]{35}|glpat-[A-Za-z0-9_-]{20}"
    rb"|pypi-AgE[A-Za-z0-9_-]{20}"
)
"""Private keys, and keys of ours, of clouds and of forges, by how they begin."""
MADE_UP: Final = {
    b"gongdan-key_mJ0b5cVqJr1tq0wYgGZK3vTz5xI5y7d0kQe0s8u1",
    b"gongdan-feed_mJ0b5cVqJr1tq0wYgGZK3vTz5xI5y7d0kQe0s8u1",
}
"""In the API's examples."""


def locked() -> list[str]:
    """The packages that a deployment installs."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return [match[1] for line in lines if (match := re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==", line))]


@pytest.mark.parametrize("name", locked())
def test_a_licence_allows_everybody_to_use_it(name: str):
    assert name in BY_NAME or allows(said_by(name)), said_by(name)


def test_what_is_taken_all_the_same_is_there_and_says_why():
    assert [name for name, why in BY_NAME.items() if name not in locked() or not why] == []


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False),
        ("MIT OR GPL-2.0-only", True),
        ("LGPL-3.0-only", False),
        ("GNU General Public License v3 (GPLv3), MIT", False),
        ("License :: OSI Approved :: GNU Affero General Public License v3", False),
        ("BUSL-1.1", False),
        ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
        ("License :: OSI Approved :: BSD License", True),
        ("", False),
    ],
)
def test_a_licence_that_binds_others_is_refused(said: str, taken: bool):
    assert allows(said) is taken


def test_a_made_up_package_under_the_gpl_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = tmp_path / "made_up-1.0.dist-info"
    made.mkdir()
    (made / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: made-up\nVersion: 1.0\nLicense-Expression: GPL-3.0-only\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert not allows(said_by("made-up"))


@pytest.mark.slow  # seconds: continuous integration makes and validates it by `make sbom` as well
def test_the_list_of_what_it_is_made_of_is_valid_and_names_every_package(tmp_path: Path):
    target = tmp_path / "sbom.json"
    subprocess.run(["make", "sbom", f"SBOM={target}"], cwd=ROOT, check=True, capture_output=True)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(target.read_text()) is None
    listed = {each["name"]: each for each in json.loads(target.read_text())["components"]}
    assert sorted(listed) == sorted(locked())
    assert all(each["externalReferences"][0]["hashes"] for each in listed.values())


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
    found = {name.decode(): SECRETS.findall(_bytes(ROOT / name.decode())) for name in files if name}
    assert {name: said for name, said in found.items() if set(said) - MADE_UP} == {}


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
