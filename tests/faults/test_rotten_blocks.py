"""Hundreds of stores with one block changed at random: each damage is found, and each log put back to the byte."""

import asyncio
import logging
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import pytest
import structlog

from tests.trust.rotting import Mended, digest_of, filled, trial

pytestmark = [pytest.mark.slow, pytest.mark.timeout(10_800)]

TRIALS: Final = int(os.environ.get("GONGDAN_FAULTS_TRIALS", "500"))
STORES: Final = {"one block": (600, 0), "several blocks": (400, 50_000), "large": (50_000, 0)}
"""Of so many events with so many bytes more each."""


def store_of(number: int) -> str:
    """Of a hundred trials one has the large store, ten that of several blocks: a large one takes half a minute of CPU."""
    return "large" if number % 100 == 99 else "several blocks" if number % 10 == 2 else "one block"


@pytest.fixture
def store(tmp_path: Path) -> Callable[[str], tuple[Path, str]]:
    """Of each kind a home, and the digest of its log; made when it is first needed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))

    @cache
    def made(name: str) -> tuple[Path, str]:
        asyncio.run(filled(tmp_path / name, *STORES[name]))
        return tmp_path / name, asyncio.run(digest_of(tmp_path / name))

    return made


def test_five_hundred_damaged_blocks_are_found_and_mended(
    store: Callable[[str], tuple[Path, str]], tmp_path: Path
) -> None:
    first = int(os.environ.get("GONGDAN_FAULTS_SEED") or random.randrange(10**6))
    print(f"\nseeds {first} to {first + TRIALS - 1}")
    done, took = list[tuple[str, Mended]](), Counter[str]()
    for number in range(TRIALS):
        name = store_of(number)
        home, digest = store(name)
        began = time.monotonic()
        done.append((name, asyncio.run(trial(home, digest, tmp_path / "home", first + number))))
        took[name] += round(1_000 * (time.monotonic() - began))
        shutil.rmtree(tmp_path / "home")
        if number % 25 == 24:
            print(f"{number + 1} mended", flush=True)
    for name, (events, _) in STORES.items():
        mine = [each for of, each in done if of == name]
        print(
            f"{len(mine)} of {events:,} events ({name}), {took[name] / 1_000 / max(1, len(mine)):.1f} s each:", end=" "
        )
        print(", ".join(f"{times} {kind}" for kind, times in Counter(each.kind for each in mine).items()), end="; ")
        print(
            f"{sum(each.damage for each in mine):,} events damaged, {sum(not each.started for each in mine)} not started"
        )
    assert all(each.damage for _, each in done)
