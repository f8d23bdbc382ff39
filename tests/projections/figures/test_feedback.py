"""What customers said, counted by hand: satisfaction, scores, causes, NPS, complaints."""

import pytest

from domain.matters.complaints.events import ComplaintHandled, ComplaintRaised, ComplaintWithdrawn
from domain.ticket import events as e
from tests.projections.figures.counting import History, answer, opened, product

RAISED = ComplaintRaised(categories=("attitude",), words="态度不好")
HANDLED = ComplaintHandled(cause="person", words="已致歉", measures="培训")


@pytest.fixture
def surveyed(history: History) -> History:
    """Four surveys: all well; one low for its effect and called back; one low and not; one without how likely."""
    scores = {"1": answer(5, 5, recommend=10), "2": answer(4, 2, recommend=3), "3": answer(1, 4, recommend=8)}
    for number, said in (scores | {"4": answer(5)}).items():
        history.ticket(number, ("02 09:00", opened(engineer=f"00{number}")), ("03 09:00", said))
    history.ticket("2", ("03 09:30", e.CallbackMade(survey=1, category="effect", reason="又坏了", agreed="重修")))
    return history


def test_two_of_four_were_content_and_the_target_of_85_percent_is_missed(surveyed: History):
    assert surveyed.of_all("satisfaction") == (0.5, 4)
    assert surveyed.figures("satisfaction")[0].met is False
    assert surveyed.numbers("satisfaction", "engineer")["001"] == (1.0, 1)


def test_scores_by_question(surveyed: History):
    expected = {"timeliness": (3.75, 4), "effect": (3.67, 3)}  # 15 / 4 and 11 / 3
    assert surveyed.numbers("score", "question") == expected
    assert surveyed.numbers("score", "question", people=frozenset({"s-001"})) == expected
    assert surveyed.of_all("score") == (3.71, 7)  # 26 / 7
    assert surveyed.of_all("score", people=frozenset({"s-001"})) == (3.71, 7)


def test_of_two_low_scores_the_cause_of_one_is_known(surveyed: History):
    assert surveyed.of_all("low-scores") == (2, 2)
    assert surveyed.numbers("low-scores", "cause") == {"effect": (1, 2)}
    assert surveyed.numbers("low-scores", "cause", people=frozenset({"s-001"})) == {"effect": (1, 2)}


def test_one_promoter_and_one_detractor_of_three_who_said_how_likely(surveyed: History):
    assert surveyed.of_all("nps") == (0, 3)
    assert surveyed.of_all("nps", values={"engineer": "001"}) == (100, 1)
    assert surveyed.of_all("nps", values={"engineer": "004"}) == (None, 0)


def test_a_second_survey_takes_the_place_of_the_first(surveyed: History):
    surveyed.ticket("2", ("04 09:00", answer(5, 5, recommend=9, survey=2)))
    assert surveyed.of_all("satisfaction") == (0.75, 4)
    assert surveyed.numbers("low-scores", "cause") == {}
    assert surveyed.of_all("nps") == (66.7, 3)


def test_one_complaint_about_four_tickets_handled_too_late(history: History):
    for number in "1234":
        history.ticket(number, ("02 09:00", opened(product=product("KFR-35" if number == "1" else "P50"))))
    for complaint, ticket in (("TS-1", "1"), ("TS-2", "2")):
        history.record(f"complaint-{complaint}", RAISED, "05-10 09:00", ticket)
    history.record("complaint-TS-1", HANDLED, "05-12 09:00", "1")  # 48 h instead of 24
    history.record("complaint-TS-2", ComplaintWithdrawn(reason="误会"), "05-11 09:00", "2")
    assert history.of_all("complaints") == (0.25, 4)
    assert history.numbers("complaints", "model") == {"KFR-35": (1.0, 1), "P50": (0.0, 3)}
    assert history.of_all("complaints-handled") == (0.0, 1)
    assert history.numbers("complaints-handled", "model") == {"KFR-35": (0.0, 1)}
    assert history.of_all("complaints", people=frozenset({"nobody"})) == (None, 0)


@pytest.mark.parametrize("only", [{}, {"people": frozenset({"s-001"})}], ids=["all", "own"])
def test_complaints_about_a_ticket_of_last_month_are_shown_though_their_rate_is_unknown(
    history: History, only: dict[str, frozenset[str]]
):
    history.ticket("1", ("04-20 09:00", opened(product=product("KFR-35", "B7"))))
    history.ticket("2", ("02 09:00", opened(product=product("P50", "B1"))))
    history.record("complaint-TS-1", RAISED, "05-10 09:00", "1")
    assert history.of_all("complaints", **only) == (1.0, 1)
    assert history.numbers("complaints", "model", **only) == {"KFR-35": (None, 0), "P50": (0.0, 1)}
    assert history.numbers("complaints", "batch", **only) == {"KFR-35 / B7": (None, 0), "P50 / B1": (0.0, 1)}
    assert history.figures("complaints", "model", **only)[0].why == "no-tickets"
    assert [case.number for case in history.behind("complaints", "batch", "KFR-35 / B7", **only)] == ["TS-1"]
