"""How old what a read model shows can be: measured from when the log's end was asked for, whatever came since."""

import math
from datetime import UTC, datetime, timedelta

from projections.running.health import Pulse


class Passing:
    """A clock that is turned by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def pulse(passing: Passing) -> Pulse:
    return Pulse(lambda: datetime(2024, 5, 1, tzinfo=UTC), timedelta(seconds=30), passing)


def test_until_the_end_of_the_log_was_reached_once_it_may_be_of_any_age():
    watched = pulse(Passing())
    watched.observe(3)
    watched.moved(2, None)
    assert watched.age == math.inf


def test_what_was_stored_before_the_end_was_asked_for_is_shown_once_that_is_reached():
    passing = Passing()
    watched = pulse(passing)
    watched.observe(3, asked=100.0)
    passing.seconds = 104.0
    watched.moved(3, None)
    assert watched.age == 4.0


def test_a_read_model_that_never_catches_up_wholly_grows_no_older_than_it_lags():
    passing = Passing()
    watched = pulse(passing)
    for second in range(1, 60):
        watched.observe(10 * second, asked=passing.seconds)
        passing.seconds += 1
        watched.moved(10 * second, None)
        assert watched.age == 1.0
