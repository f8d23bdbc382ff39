"""How well, counted by hand: lasting solutions, reopenings, failures and repairs for each unit sold."""

from datetime import date

import pytest

from domain.sales.events import Sold, UnitsSoldRecorded
from domain.ticket import events as e
from tests.projections.figures.counting import History, opened, product


def test_two_of_three_solutions_lasted(history: History):
    for number, who in (("1", "003"), ("2", "003"), ("3", "004")):
        history.ticket(number, ("02 09:00", opened(engineer=who)), ("02 10:00", e.TicketResolved()))
    history.ticket("2", ("20 09:00", e.ResolutionRejected()), ("20 09:00", e.TicketReopened()))
    history.ticket("2", ("21 09:00", e.TicketResolved()), ("22 09:00", e.ObjectionRaised(reason="又坏了")))
    assert history.of_all("first-time-fix") == (0.6667, 3)
    assert history.numbers("first-time-fix", "engineer") == {"003": (0.5, 2), "004": (1.0, 1)}
    assert history.of_all("reopenings") == (2, 3)  # the rejection and its reopening at once are one
    assert history.numbers("reopenings", "engineer") == {"003": (2, 2), "004": (0, 1)}


def sold(history: History, *units: Sold, month: str = "2024-04") -> None:
    history.record(f"sales-{month}", UnitsSoldRecorded(month=month, sold=units), "05-01 09:00")


def test_failures_and_repairs_for_each_unit_sold(history: History):
    kfr = product("KFR-35", "B7")
    sold(history, Sold(model="KFR-35", batch="B7", units=10), Sold(model="KFR-35", units=30))
    for number in "1234":
        history.ticket(number, ("02 09:00", opened(product=kfr)))
    history.ticket("1", ("02 10:00", e.WorkLogged(work="repair", steps="更换主板")))
    history.ticket("2", ("02 10:00", e.WorkLogged(work="inspection", steps="检查")))
    history.ticket("4", ("02 10:00", e.FaultDiagnosed(fault_type="operation")))
    history.ticket("5", ("02 09:00", opened(product=product("P50"))))
    assert history.numbers("failure", "model") == {"KFR-35": (0.075, 40), "P50": (None, 0)}  # 3 of 40
    assert history.numbers("failure", "batch") == {"KFR-35 / B7": (0.3, 10)}
    assert history.of_all("failure") == (0.075, 40)  # of the models with units
    assert history.numbers("repair-return", "model") == {"KFR-35": (0.025, 40)}
    assert history.numbers("failure", "model", values={"model": "KFR-35"}) == {"KFR-35": (0.075, 40)}
    [kfr_rate, p50] = history.figures("failure", "model")
    assert (kfr_rate.met, p50.met, p50.why) == (False, None, "no-units")  # below 2 %


def test_units_of_a_month_that_is_not_over_do_not_count_yet(history: History):
    sold(history, Sold(model="KFR-35", units=10))
    sold(history, Sold(model="KFR-35", units=30), month="2024-05")
    history.ticket("1", ("02 09:00", opened(product=product("KFR-35"))))
    days = (date(2024, 5, 1), date(2024, 5, 20))
    assert history.of_all("failure", days=days) == (0.1, 10)
    assert history.of_all("failure") == (0.025, 40)


def test_of_a_team_failure_rates_are_unknown(history: History):
    sold(history, Sold(model="KFR-35", units=10))
    history.ticket("1", ("02 09:00", opened(product=product("KFR-35"), team="north")))
    for only in ({"values": {"team": "north"}}, {"people": frozenset({"s-1"}), "teams": frozenset({"north"})}):
        [found] = history.figures("failure", **only)
        assert (found.value, found.why) == (None, "units-only-by-model")


@pytest.mark.parametrize("metric", ["failure", "repair-return"])
def test_behind_a_rate_of_all_are_the_faults_of_models_with_units_alone(history: History, metric: str):
    sold(history, Sold(model="KFR-35", batch="B7", units=10), Sold(model="X1", units=0))
    for number, model, batch in (("1", "KFR-35", "B7"), ("2", "P50", None), ("3", "X1", None), ("4", "KFR-35", "B8")):
        history.ticket(number, ("02 09:00", opened(product=product(model, batch))))
        history.ticket(number, ("02 10:00", e.WorkLogged(work="repair", steps="更换主板")))
    assert history.of_all(metric) == (0.2, 10)
    assert [case.number for case in history.behind(metric)] == ["1", "4"]
    assert [case.number for case in history.behind(metric, "batch")] == ["1"]
    assert [case.number for case in history.behind(metric, "model", "P50")] == ["2"]


def test_one_unit_that_is_repaired_three_times_counts_three_times(history: History):
    sold(history, Sold(model="KFR-35", units=100))
    unit = e.Product(name="空调", model="KFR-35", serial="SN-1")
    for number in "123":
        history.ticket(number, ("02 09:00", opened(product=unit)))
        history.ticket(number, ("02 10:00", e.WorkLogged(work="repair", steps="更换主板")))
    assert history.numbers("repair-return", "model") == {"KFR-35": (0.03, 100)}


@pytest.mark.parametrize("by", [None, "model", "batch"])
def test_a_rate_that_is_unknown_for_a_team_says_why_by_groups_too(history: History, by: str | None):
    history.ticket("1", ("02 09:00", opened(product=product("KFR-35"), team="north")))
    found = history.figures("failure", by, values={"team": "north"}, every="week")
    assert {(each.of, each.value, each.why) for each in found} == {(None, None, "units-only-by-model")}
    assert len(found) == 5
