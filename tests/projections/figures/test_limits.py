"""One answer holds so many figures and no more: by periods, metrics and groups together."""

from datetime import date

import pytest

from projections.errors import BadQuery
from projections.figures.asking import cut, whole
from projections.figures.limiting import MOST, at_least, limited
from projections.figures.metrics import METRICS, named
from tests.projections.figures.counting import History, opened

DAYS = cut(whole(date(2024, 1, 1), date(2024, 12, 31)), "day")


def test_a_year_of_days_of_one_metric_is_no_more_than_its_days():
    assert at_least([named("tickets")], DAYS, overview=False) == 366


def test_a_year_of_days_of_all_metrics_and_their_groups_is_refused_before_anything_is_counted():
    with pytest.raises(BadQuery) as refused:
        at_least(METRICS, DAYS, overview=True)
    assert refused.value.code == "too-many-figures"
    assert "20,000" in refused.value.say("en")


def test_what_turns_out_to_have_too_many_groups_is_refused(history: History):
    history.ticket("1", ("02 09:00", opened(team="north")))
    metric = named("tickets")
    [figure] = history.figures(metric, "team")
    found = [(metric, "team", [figure] * (MOST // 2))] * 3
    assert len(list(limited(found[:2]))) == 2
    with pytest.raises(BadQuery):
        list(limited(found))
