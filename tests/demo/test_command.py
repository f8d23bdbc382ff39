"""``gongdan demo`` as people call it: into a folder of its own, and refused where it can't be."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.whole.in_process import run_beside
from tests.whole.service import environment_of


def demo(home: Path, *words: str, lang: str = "en") -> CompletedProcess[str]:
    return run_beside("demo", *words, environment=environment_of(home) | {"GONGDAN_LANG": lang})


def test_months_go_into_a_folder_without_a_service_once(tmp_path: Path):
    home, words = tmp_path / "home", ("--tickets-per-day", "0.5", "--seed", "3", "--json")
    first = demo(home, *words)
    assert first.returncode == 0, first.stderr
    made = json.loads(first.stdout)
    assert made["events"] == sum(made["by_type"].values()) > 400
    assert made["tickets"] == made["by_type"]["ticket-opened"]
    assert (made["start"], made["months"], made["seed"], len(made["digest"])) == ("2024-01", 1, 3, 64)
    assert "master.key" in first.stderr
    again = demo(home, *words)
    assert (again.returncode, json.loads(again.stdout)["digest"]) == (0, made["digest"])
    assert demo(home, *words[:-1]).stdout.startswith("Made 1 month from 2024-01 on: ")
    other = demo(home, "--seed", "4", *words[:2])
    assert (other.returncode, other.stdout, other.stderr.count("\n")) == (1, "", 1)
    assert "2024-01" in other.stderr


@pytest.mark.parametrize(
    ("words", "code"), [(("--start", "2999-01"), 2), (("--start", "May"), 2), (("--months", "0"), 2)]
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_can_t_be_made_is_said_in_a_sentence(tmp_path: Path, words: tuple[str, ...], code: int, lang: str):
    done = demo(tmp_path / "home", *words, lang=lang)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.strip().splitlines()[-1]
