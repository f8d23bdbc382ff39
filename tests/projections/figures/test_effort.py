"""What it took, counted by hand: spare parts and working time."""

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


def test_parts_of_work_that_is_not_done_do_not_count_yet(history: History):
    history.ticket("1", ("02 08:00", opened()), ("02 09:00", e.PartRequested(request=1, part="主板", quantity=1)))
    history.ticket("1", ("02 10:00", e.PartReceived(request=1)))
    assert history.of_all("part-lead-time") == (None, 0)


def test_minutes_logged_go_to_who_had_the_ticket_last(history: History):
    for number, who, minutes in (("1", "003", 30), ("2", "003", 15), ("3", "004", 60)):
        history.ticket(number, ("02 09:00", opened(engineer="001")), ("02 09:10", e.EngineerDispatched(engineer=who)))
        history.ticket(number, ("02 10:00", e.WorkLogged(work="repair", steps="维修", minutes=minutes)))
        history.ticket(number, ("02 11:00", e.TicketResolved()))
    assert history.numbers("work", "engineer") == {"003": (45, 2), "004": (60, 1)}
    assert history.of_all("work") == (105, 3)
