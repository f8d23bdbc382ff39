"""What it took, counted by hand: spare parts and working time."""

from datetime import date

from domain.ticket import events as e
from tests.projections.figures.counting import History, opened, product


def test_parts_that_took_1_3_and_8_hours_and_one_that_never_came(history: History):
    history.ticket("1", ("02 08:00", opened(product=product("KFR-35"))))
    history.ticket("2", ("02 08:00", opened(product=product("P50"))))
    for number, request, clock in (("1", 1, "10:00"), ("1", 2, "12:00"), ("2", 1, "17:00")):
        history.ticket(number, ("02 09:00", e.PartRequested(request=request, part="主板", quantity=1)))
        history.ticket(number, (f"02 {clock}", e.PartReceived(request=request)))
    history.ticket("2", ("02 09:00", e.PartRequested(request=2, part="风扇", quantity=1)))
    for number in "12":
        history.ticket(number, ("02 18:00", e.TicketResolved()))
    assert history.of_all("part-lead-time") == (240, 3)  # 12 h / 3
    assert history.of_all("part-lead-time-median") == (180, 3)
    assert history.numbers("part-lead-time", "model") == {"KFR-35": (120, 2), "P50": (480, 1)}
    assert history.numbers("part-lead-time-median", "model") == {"KFR-35": (120, 2), "P50": (480, 1)}


JUNE = (date(2024, 6, 1), date(2024, 6, 30))
BOARD = e.PartRequested(request=1, part="主板", quantity=1)


def test_parts_count_on_the_day_they_were_received_though_the_work_is_not_done(history: History):
    """Asked for on the last of May, received in June: 20 h."""
    history.ticket("1", ("31 08:00", opened()), ("31 16:00", BOARD))
    assert history.of_all("part-lead-time") == (None, 0)
    history.ticket("1", ("06-01 12:00", e.PartReceived(request=1)))
    assert history.of_all("part-lead-time") == (None, 0)
    assert history.of_all("part-lead-time", days=JUNE) == (1200, 1)
    assert history.of_all("part-lead-time-median", days=JUNE) == (1200, 1)


def test_of_an_order_in_two_requests_each_counts_when_it_comes_and_a_second_receipt_changes_nothing(history: History):
    """4 h and 30 h; the first came twice, the second time a day later."""
    history.ticket("1", ("02 08:00", opened()), ("02 09:00", BOARD))
    history.ticket("1", ("02 09:00", BOARD.model_copy(update={"request": 2})))
    for clock, request in (("02 13:00", 1), ("03 13:00", 1), ("03 15:00", 2)):
        history.ticket("1", (clock, e.PartReceived(request=request)))
    assert history.of_all("part-lead-time") == (1020, 2)  # 34 h / 2
    assert [(each.number, each.value) for each in history.behind("part-lead-time")] == [("1", 240), ("1", 1800)]


def test_a_cancelled_order_that_never_came_counts_nowhere_and_one_that_came_before_counts(history: History):
    for number in "12":
        history.ticket(number, ("02 08:00", opened()), ("02 09:00", BOARD))
    history.ticket("1", ("02 10:00", e.PartReceived(request=1)))
    for number in "12":
        history.ticket(number, ("03 08:00", e.TicketCancelled(cancelled_as="withdrawn", reason="客户撤回")))
    assert history.of_all("part-lead-time") == (60, 1)


def test_parts_of_a_ticket_that_is_no_request_of_its_own_count_no_more(history: History):
    history.ticket("1", ("02 08:00", opened()), ("02 09:00", BOARD), ("02 10:00", e.PartReceived(request=1)))
    assert history.of_all("part-lead-time") == (60, 1)
    history.ticket("1", ("03 08:00", e.TicketCancelled(cancelled_as="duplicate", reason="重复")))
    assert history.of_all("part-lead-time") == (None, 0)
    assert history.of_all("part-lead-time-median") == (None, 0)


def test_what_was_returned_unused_or_was_the_wrong_part_was_received_all_the_same(history: History):
    """The wrong one took 2 h, the right one that was asked for then 8 h."""
    history.ticket("1", ("02 08:00", opened()), ("02 09:00", BOARD), ("02 11:00", e.PartReceived(request=1)))
    history.ticket("1", ("02 12:00", e.DefectivePartReturned(part="主板", quantity=1, request=1)))
    history.ticket("1", ("02 12:00", BOARD.model_copy(update={"request": 2})))
    history.ticket("1", ("02 20:00", e.PartReceived(request=2)))
    assert history.of_all("part-lead-time") == (300, 2)  # 10 h / 2


def test_a_part_goes_with_its_ticket_to_another_group(history: History):
    history.ticket("1", ("02 08:00", opened(severity="general")), ("02 09:00", BOARD))
    history.ticket("1", ("02 10:00", e.PartReceived(request=1)))
    history.ticket("1", ("03 08:00", e.TicketGraded(severity="urgent", reason="停产")))
    for name in ("part-lead-time", "part-lead-time-median"):
        assert history.numbers(name, "severity") == {"urgent": (60, 1)}


def test_minutes_logged_go_to_who_had_the_ticket_last(history: History):
    for number, who, minutes in (("1", "003", 30), ("2", "003", 15), ("3", "004", 60)):
        history.ticket(number, ("02 09:00", opened(engineer="001")), ("02 09:10", e.EngineerDispatched(engineer=who)))
        history.ticket(number, ("02 10:00", e.WorkLogged(work="repair", steps="维修", minutes=minutes)))
        history.ticket(number, ("02 11:00", e.TicketResolved()))
    assert history.numbers("work", "engineer") == {"003": (45, 2), "004": (60, 1)}
    assert history.of_all("work") == (105, 3)
