"""docs/extending.md: what it adds is added beside the code, and its tests and those of all metrics and models pass there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE, CHINESE = (ROOT / "docs" / name for name in ("extending.md", "extending.zh.md"))
PAGES = ("docs/metrics.md", "docs/metrics.zh.md")
OF_ALL = ("tests/projections/test_sheets.py", "tests/projections/figures/test_catalogue.py")
"""Tests that look at every read model, and at every metric."""


def blocks(page: Path, kind: str) -> dict[str, str]:
    """Each block of a kind by the path in its first line."""
    return dict(re.findall(rf"```{kind}\n# (\S+)\n(.*?)```", page.read_text(), re.DOTALL))


def applied(text: str, lines: str) -> str:
    """A file with the lines added, each after the one that stands before it on the page."""
    place = 0
    for line in lines.splitlines():
        mark, said = line[:1], line[1:]
        if mark == "+":
            text = f"{text[:place]}{said}\n{text[place:]}"
            place += len(said) + 1
        else:
            place = text.index(f"{said}\n", place) + len(said) + 1
    return text


def test_both_languages_show_the_same_code():
    for kind, count in (("python", 4), ("diff", 3)):
        assert blocks(PAGE, kind) == blocks(CHINESE, kind)
        assert len(blocks(PAGE, kind)) == count


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """Beside the code, in a folder of its own: what the page adds and changes, and all else by a link."""
    examples = blocks(PAGE, "python")
    assert not [path for path in examples if (ROOT / path).exists()], "the page needs another example"
    changed = {path: applied((ROOT / path).read_text(), lines) for path, lines in blocks(PAGE, "diff").items()}
    written = examples | changed | {path: (ROOT / path).read_text() for path in PAGES}
    folders = {folder for path in written for folder in Path(path).parents}
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    for path, text in written.items():
        (tmp_path / path).write_text(text)
    for folder in folders:
        _link(tmp_path, folder)
    return tmp_path


@pytest.mark.timeout(300)
def test_the_examples_pass_as_they_stand_and_so_do_the_tests_of_all(extended: Path):
    _run(extended, "-m", "tests.projections.figures.pages")
    assert "visits" in (extended / PAGES[0]).read_text()
    tests = [path for path in blocks(PAGE, "python") if path.startswith("tests/")]
    found = _run(extended, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-c", "pyproject.toml", *tests)
    assert "3 passed" in found
    _run(extended, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-c", "pyproject.toml", *OF_ALL)


def _run(place: Path, *words: str) -> str:
    run, environment = [sys.executable, *words], os.environ | {"PYTHONPATH": str(place)}
    found = subprocess.run(run, cwd=place, env=environment, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def _link(place: Path, folder: Path) -> None:
    """What else is in the folder."""
    for each in (ROOT / folder).iterdir():
        there = place / folder / each.name
        if not there.exists() and each.name not in (".git", ".venv", "__pycache__"):
            there.symlink_to(each)
