"""Since when a department works here: reports are waited for, and weeks compared, from then on."""

from datetime import datetime

from projections.figures.selecting import began
from tests.projections.figures.counting import History, opened
from tests.projections.logs import at


def since(history: History) -> datetime | None:
    history.figures("tickets")
    with history.store.read() as connection:
        return began(connection)


def test_the_first_report_is_the_beginning(stored: History):
    assert since(stored) is None
    stored.ticket("202405-00002", ("03 09:00", opened()))
    stored.ticket("202405-00001", ("02 09:00", opened()))
    assert since(stored) == at("09:00", "2024-05-02")


def test_one_ticket_of_twenty_years_ago_that_is_typed_in_now_makes_no_twenty_years_of_reports(stored: History):
    stored.ticket("202405-00001", ("02 09:00", opened()))
    stored.log.happen("202406-00001", opened(), at("09:00", "2004-11-20"), recorded=at("09:00", "2024-06-03"))
    assert since(stored) == at("09:00", "2024-05-02")


def test_if_nothing_else_is_there_its_month_of_recording_is_the_beginning(stored: History):
    stored.log.happen("202406040001", opened(), at("09:00", "2004-11-20"), recorded=at("09:00", "2024-06-04"))
    assert since(stored) == at("00:00", "2024-06-01")
