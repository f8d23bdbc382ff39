"""The catalogue of metrics: each with a name, words, a definition in both languages and a source; the pages are made of it."""

import re

import pytest

from domain.policy.parts.targets import MEASURES as GOALS
from domain.reports.figure import BY
from projections.errors import BadQuery
from projections.figures.metric import UNITS, Metric
from projections.figures.metrics import GROUPINGS, METRICS, named
from projections.figures.rows.facts import KEPT
from projections.figures.rows.tables import CASES
from tests.projections.figures.pages import PAGES, page

HAN = re.compile("[\u4e00-\u9fff]")


def test_names_are_unique_and_found():
    assert len({metric.name for metric in METRICS}) == len(METRICS)
    assert all(named(metric.name) is metric for metric in METRICS)
    with pytest.raises(BadQuery) as unknown:
        named("luck")
    assert "tickets" in unknown.value.say("zh")


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_is_whole(metric: Metric):
    for chinese, english in (metric.title, metric.formula, metric.cases):
        assert HAN.search(chinese)
        assert english
        assert not HAN.search(english)
    assert metric.unit in UNITS
    assert metric.origin
    assert set(metric.shown_by) <= set(metric.by)
    assert metric.goal is None or metric.goal in GOALS
    assert all(moment in CASES.c for moment in metric.moments)
    assert metric.events <= {event.stored_name for event in KEPT}


def test_every_target_has_a_metric_and_every_grouping_a_word():
    assert {metric.goal for metric in METRICS} >= set(GOALS)
    assert set(GROUPINGS) <= set(BY) | {"team", "clock-severity"}


@pytest.mark.parametrize("language", PAGES)
def test_the_page_says_what_the_catalogue_says(language: str):
    """Out of step, it is made anew by ``python -m tests.projections.figures.pages``."""
    assert PAGES[language].read_text() == page(language)
