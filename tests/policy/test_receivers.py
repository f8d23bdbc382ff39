"""Whether there is anybody to whom rules of routing send tickets."""

from datetime import date

import pytest

from domain.routing.receivers import TEXTS, Missing, missing
from domain.routing.rules import Routing
from domain.staff.events import StaffEvent, StaffJoined, StaffLeft, TeamJoined
from domain.staff.state import Staff, after

DAY, NEW_YEAR = date(2024, 5, 1), date(2024, 1, 1)
JOINED = StaffJoined(name="张工", office="技术员", since=NEW_YEAR)
IN_NORTH = TeamJoined(team="north", since=NEW_YEAR)
IN_NORTH_ONCE = TeamJoined(team="north", since=NEW_YEAR, until=date(2024, 4, 30))


def rules(**receiver: str) -> Routing:
    return Routing.model_validate({"version": 1, "rules": [{"name": "urgent", **receiver}]})


def person(number: str, *events: StaffEvent) -> Staff:
    staff = Staff(number=number)
    for event in (JOINED, *events):
        staff = after(staff, event)
    return staff


@pytest.mark.parametrize("receiver", [{"staff": "003"}, {"team": "north"}, {"staff": "003", "team": "north"}])
def test_nothing_is_missing_where_person_and_team_are_there(receiver: dict[str, str]) -> None:
    assert missing(rules(**receiver), [person("003", IN_NORTH)], DAY) == []


@pytest.mark.parametrize(
    ("receiver", "staff", "expected"),
    [
        ({"staff": "003"}, [person("004")], Missing("staff-not-on-record", "urgent", "003")),
        ({"staff": "003"}, [person("003", StaffLeft(since=DAY))], Missing("staff-not-employed", "urgent", "003")),
        ({"team": "north"}, [person("003")], Missing("team-of-nobody", "urgent", "north")),
        ({"team": "north"}, [person("003", IN_NORTH_ONCE)], Missing("team-of-nobody", "urgent", "north")),
        (
            {"team": "north"},
            [person("003", IN_NORTH, StaffLeft(since=DAY))],
            Missing("team-of-nobody", "urgent", "north"),
        ),
    ],
)
def test_what_a_rule_names_in_vain_is_told(receiver: dict[str, str], staff: list[Staff], expected: Missing) -> None:
    assert missing(rules(**receiver), staff, DAY) == [expected]


def test_where_no_staff_records_are_kept_nothing_is_missing() -> None:
    assert missing(rules(staff="003", team="north"), [], DAY) == []


@pytest.mark.parametrize("code", TEXTS)
def test_it_is_told_in_both_languages(code: str) -> None:
    chinese, english = (Missing(code, "urgent", "003").say(language) for language in ("zh", "en"))  # pyright: ignore[reportArgumentType]
    assert chinese != english
    assert all("003" in said and "urgent" in said for said in (chinese, english))
