"""How much there was, counted by hand: tickets, solutions, the backlog, repeat reports."""

from datetime import date

from domain.ticket import events as e
from domain.ticket.vocabulary import Channel, Kind
from tests.projections.figures.counting import History, opened, product


def test_two_of_three_tickets_are_faults_and_the_share_is_of_all(history: History):
    history.ticket("1", ("02 09:00", opened(product=product("KFR-35"))))
    history.ticket("2", ("03 09:00", opened(channel=Channel.WECHAT)))
    history.ticket("3", ("04 09:00", opened(Kind.CONSULTATION)))
    assert history.of_all("tickets") == (3, 3)
    assert history.numbers("tickets", "kind") == {"fault": (2, 3), "consultation": (1, 3)}
    assert history.numbers("tickets", "channel") == {"phone": (2, 3), "wechat": (1, 3)}
    assert history.numbers("tickets", "model") == {"KFR-35": (1, 3)}  # the other two are of no model


def test_no_ticket_is_none_and_not_unknown(history: History):
    history.ticket("1", ("04-02 09:00", opened()))
    assert history.of_all("tickets") == (0, 0)
    assert history.numbers("tickets", "kind") == {}


def test_a_ticket_is_solved_once_however_often(history: History):
    history.ticket("1", ("02 09:00", opened(engineer="003")), ("03 09:00", e.TicketResolved()))
    history.ticket("1", ("04 09:00", e.TicketReopened()), ("05 09:00", e.TicketResolved()))
    history.ticket("2", ("02 09:00", opened(engineer="004")))
    assert history.numbers("solutions", "engineer") == {"003": (1, 1)}


def test_the_backlog_is_what_came_in_less_what_is_over(history: History):
    history.ticket("1", ("04-20 09:00", opened()), ("02 09:00", e.TicketResolved()))
    history.ticket("2", ("01 09:00", opened()), ("03 09:00", e.TicketCancelled(cancelled_as="other")))
    history.ticket("3", ("02 09:00", opened(severity="urgent")))
    days = (date(2024, 5, 1), date(2024, 5, 4))
    expected = {"2024-05-01": 2, "2024-05-02": 2, "2024-05-03": 1, "2024-05-04": 1}
    assert history.periods("backlog", "day", days=days) == expected  # 1 and 2; 2 and 3; 3; 3
    assert history.periods("backlog", "day", days=days, people=frozenset({"s-001"})) == expected
    assert history.numbers("backlog", "severity") == {"urgent": (1, 1)}


def test_a_ticket_that_came_back_was_open_all_the_time(history: History):
    history.ticket("1", ("02 09:00", opened()), ("03 09:00", e.TicketResolved()), ("20 09:00", e.TicketReopened()))
    assert history.of_all("backlog", days=(date(2024, 5, 1), date(2024, 5, 10))) == (1, 1)
    history.ticket("1", ("25 09:00", e.TicketResolved()))
    assert history.of_all("backlog") == (0, 0)


def test_one_of_four_was_the_same_fault_again(history: History):
    for number in "1234":
        history.ticket(number, ("02 09:00", opened(product=product("KFR-35"))))
    history.ticket("4", ("02 10:00", e.TicketLinked(other="1", relation="repeat")))
    history.ticket("3", ("02 10:00", e.TicketLinked(other="1", relation="related")))
    assert history.of_all("repeats") == (0.25, 4)
    assert history.numbers("repeats", "model") == {"KFR-35": (0.25, 4)}
