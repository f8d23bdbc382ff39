"""docs/extending.md: the metric and the read model in it are written into files, and their tests there pass."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE, CHINESE = (ROOT / "docs" / name for name in ("extending.md", "extending.zh.md"))


def files(page: Path) -> dict[str, str]:
    """Each block of code by the path in its first line."""
    blocks = re.findall(r"```python\n# (\S+)\n(.*?)```", page.read_text(), re.DOTALL)
    return dict(blocks)


def test_both_languages_show_the_same_code():
    assert files(PAGE) == files(CHINESE)
    assert len(files(PAGE)) == 4


@pytest.mark.timeout(300)
def test_the_examples_pass_as_they_stand(tmp_path: Path):
    """Beside the code, in a folder of their own: packages that have the new files, and all the others by a link."""
    examples = files(PAGE)
    assert not [path for path in examples if (ROOT / path).exists()], "the page needs another example"
    folders = {folder for path in examples for folder in Path(path).parents}
    for folder in folders:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    for folder in folders:
        _link(tmp_path, folder)
    for path, text in examples.items():
        (tmp_path / path).write_text(text)
    tests = [path for path in examples if path.startswith("tests/")]
    run = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-c", "pyproject.toml", *tests]
    found = subprocess.run(
        run, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stdout + found.stderr
    assert "3 passed" in found.stdout


def _link(place: Path, folder: Path) -> None:
    """What else is in the folder."""
    for each in (ROOT / folder).iterdir():
        there = place / folder / each.name
        if not there.exists() and each.name not in (".git", ".venv", "__pycache__"):
            there.symlink_to(each)
