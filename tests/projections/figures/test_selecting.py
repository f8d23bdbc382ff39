"""What rounds ask of the tickets: since when a department works here, and how many came in an hour."""

from datetime import datetime

from domain.matters.complaints.events import ComplaintRaised, ComplaintWithdrawn
from domain.ticket.vocabulary import Kind
from projections.figures.selecting import began, counts
from tests.projections.figures.counting import History, opened, product
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


def test_an_hours_tickets_are_counted_by_product_region_and_kind_with_the_complaints_that_are_no_tickets(
    stored: History,
):
    raised = ComplaintRaised(categories=("attitude",), words="没人接电话")
    stored.ticket("202405-00001", ("02 09:10", opened(product=product("KFR-35"), region="华东")))
    stored.ticket("202405-00002", ("02 09:20", opened(product=product("KFR-35"), region="华东")))
    stored.ticket("202405-00003", ("02 09:30", opened(Kind.COMPLAINT)))
    stored.ticket("202405-00004", ("02 10:00", opened()))
    stored.record("complaint-TS202405-00001", raised, "02 09:30", "202405-00003")
    stored.record("complaint-TS202405-00002", raised, "02 09:40", "202405-00001")
    stored.record("complaint-TS202405-00003", raised, "02 09:50")
    stored.record("complaint-TS202405-00004", raised, "02 09:55")
    stored.record("complaint-TS202405-00004", ComplaintWithdrawn(reason="误会"), "02 09:56")
    stored.figures("tickets")
    with stored.store.read() as connection:
        found = counts(connection, at("09:00", "2024-05-02"), at("10:00", "2024-05-02"))
    assert found == {("空调", "华东", "fault"): 2, (None, None, "complaint"): 3}
