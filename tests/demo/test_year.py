"""A whole year into a real nats-server: more than 80,000 tickets, and the same as without one."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gongdan.demo.making import Making, Wanted
from tests.demo.making import ZONE, tally

LEAST = 80_000


@pytest.mark.slow
@pytest.mark.timeout(4 * 3600)
def test_a_year_has_eighty_thousand_tickets_and_is_the_same_twice(tmp_path: Path):
    home = {"GONGDAN_HOME": str(tmp_path / "home"), "GONGDAN_NATS_PORT": "0", "GONGDAN_LANG": "en"}
    words = ["demo", "--months", "12", "--seed", "7", "--json"]
    gongdan = Path(sys.executable).with_name("gongdan")
    done = subprocess.run([gongdan, *words], env={**os.environ, **home}, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout)
    print({name: made[name] for name in ("tickets", "events", "seconds", "events_per_second", "digest")})
    again = tally(Making(Wanted(date(2024, 1, 1), 12, 7, 240), ZONE).batches())
    assert made["tickets"] == again.tickets >= LEAST
    assert made["digest"] == again.digest
    assert made["events"] == again.events
