"""A sign-in under way at the provider: of one browser, for ten minutes, once."""

from dataclasses import dataclass

import pytest

from api.manners.problems import ApiProblem
from gongdan.access.provider.journeys import LASTS, Journeys


@dataclass
class Seconds:
    at: float = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def journeys(seconds: Seconds) -> Journeys:
    return Journeys(b"k" * 32, seconds)


def is_none(journeys: Journeys, kept: str, state: str) -> bool:
    with pytest.raises(ApiProblem, match="sign-in-not-begun"):
        journeys.ended(kept, state)
    return True


def test_it_ends_as_it_began_and_once(journeys: Journeys, seconds: Seconds):
    begun = journeys.begin("/desk/register", link="l")
    kept = journeys.sealed(begun)
    seconds.at += LASTS - 1
    assert journeys.ended(kept, begun.state) == begun
    assert is_none(journeys, kept, begun.state)


def test_it_is_over_after_ten_minutes(journeys: Journeys, seconds: Seconds):
    begun = journeys.begin("/desk/tasks")
    seconds.at += LASTS + 1
    assert is_none(journeys, journeys.sealed(begun), begun.state)


def test_nobody_else_makes_one_or_reads_what_it_holds(journeys: Journeys):
    begun, other = journeys.begin("/desk/tasks"), journeys.begin("/desk/tasks")
    kept = journeys.sealed(begun)
    for secret in (begun.state, begun.nonce, begun.verifier):
        assert secret not in kept
    assert is_none(journeys, kept, other.state)
    assert is_none(Journeys(b"x" * 32), kept, begun.state)
    for made_up in ("", "x", "é", kept[:-4], kept[:-5] + "AAAA=", "A" * 200):
        assert is_none(journeys, made_up, begun.state)


def test_it_fits_in_a_cookie(journeys: Journeys):
    begun = journeys.begin("/desk/" + "x" * 994, link="l" * 32, session="s" * 16)
    assert len(journeys.sealed(begun)) < 3_000
