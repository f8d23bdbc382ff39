"""The package stands alone: its README runs as it is printed, its table is the code's, its wheel needs nothing of ours."""

import os
import re
import subprocess
import sys
import venv
from dataclasses import fields
from pathlib import Path

import pytest

import eventsourcing_nats
from eventsourcing_nats import LogSettings
from eventsourcing_nats.library.options import OPTIONS, ORIGINATOR_ID_TYPE

pytestmark = pytest.mark.library

PACKAGE = Path(eventsourcing_nats.__file__).parent
README = (PACKAGE / "README.md").read_text()
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
ROWS = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in README.splitlines() if line.startswith("| `")]


def run(program: str, folder: Path, env: dict[str, str]) -> list[str]:
    """The lines that a program of its own prints."""
    (folder / "example.py").write_text(program)
    done = subprocess.run(
        [sys.executable, "example.py"],
        cwd=folder,
        env=os.environ | env | {"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.splitlines()


def test_the_five_minutes_run_as_printed(env, prefix, tmp_path):
    here = {name: env[name] for name in ("NATS_URL", "NATS_USER", "NATS_PASSWORD")}
    apart = {"SHOP_NATS_PREFIX": f"{prefix}-shop", "BOOKKEEPING_NATS_PREFIX": f"{prefix}-books"}
    assert run(EXAMPLES[0], tmp_path, here | apart) == ["True 1", "[(1, 'Placed'), (2, 'Paid')]"]
    assert run(EXAMPLES[0], tmp_path, here | apart) == ["True 2", "[(3, 'Placed'), (4, 'Paid')]"]


def test_the_log_alone_runs_as_printed(settings, tmp_path):
    made = f'LogSettings(url="{settings.url}", user="{settings.user}", password="{settings.password}", prefix='
    program = EXAMPLES[1].replace(
        'LogSettings(url="nats://127.0.0.1:4222", prefix="log"', made + f'"{settings.prefix}"'
    )
    for _ in range(2):
        stale, seen = run(program, tmp_path, {})
        assert re.match(r"someone else appended to order-\S+ first", stale)
        assert seen == "[(1, 'placed'), (2, 'paid')]"


def test_the_table_of_settings_is_the_codes():
    assert [row[0] for row in ROWS] == [*(option.variable for option in OPTIONS), ORIGINATOR_ID_TYPE]
    assert [row[1] for row in ROWS[:-1]] == [option.field for option in OPTIONS]
    assert {option.field for option in OPTIONS} == {field.name for field in fields(LogSettings)} - {"name"}


@pytest.mark.parametrize(
    "field", ["url", "replicas", "request_timeout", "patience", "duplicate_window", "inbox_prefix"]
)
def test_a_default_in_the_table_is_the_codes(field):
    [default] = [row[2] for row in ROWS if row[1] == field]
    assert default == (f"{value:g}" if isinstance(value := getattr(LogSettings(), field), float) else str(value))


def test_the_licence_is_the_same_here_and_there():
    assert (PACKAGE / "LICENSE").read_bytes() == (PACKAGE.parent / "LICENSE").read_bytes()


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_wheel_installs_alone_into_an_empty_environment_and_is_typed(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, PACKAGE], check=True, timeout=120
    )
    [wheel] = tmp_path.glob("eventsourcing_nats-*.whl")
    venv.create(tmp_path / "alone", with_pip=True)
    python = tmp_path / "alone" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True, timeout=180)
    shown = subprocess.run(
        [python, "-I", "-c", ALONE], capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path
    )
    assert shown.stdout.split() == ["True", "Factory", "True"]


ALONE = """
import importlib.util, pathlib, eventsourcing_nats
from eventsourcing.persistence import InfrastructureFactory
ours = ("domain", "projections", "consumers", "api", "trust", "gongdan")
print(not any(map(importlib.util.find_spec, ours)))
print(type(InfrastructureFactory.construct({"PERSISTENCE_MODULE": "eventsourcing_nats"})).__name__)
print((pathlib.Path(eventsourcing_nats.__file__).parent / "py.typed").exists())
"""
