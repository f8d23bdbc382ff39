"""Every command of every kind that has cases: it works, each refusal, harmless twice, and a stale version loses."""

from collections.abc import Iterator

import pytest

from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from tests.matters.case import Case, No
from tests.matters.cases import articles, care, complaints, improvements, incidents, inspections, meetings, returns

OF_KIND = {
    "return": returns.CASES,
    "complaint": complaints.CASES,
    "incident": incidents.CASES,
    "meeting": meetings.CASES,
    "care": care.CASES,
    "article": articles.CASES,
    "inspection": inspections.CASES,
    "improvement": improvements.CASES,
}
CASES = [case for cases in OF_KIND.values() for case in cases]
KINDS = [pytest.param(kind, id=name) for name, kind in MATTERS.items()]


def _refusals() -> Iterator[object]:
    for case in CASES:
        for place, no in enumerate(case.refused, 1):
            yield pytest.param(case, no, id=f"{case}-{no.code}-{place}")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_command_works(case: Case) -> None:
    case.works()


@pytest.mark.parametrize(("case", "no"), [*_refusals()])
def test_a_command_is_refused(case: Case, no: No) -> None:
    case.is_refused(no)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_command_is_harmless_twice(case: Case) -> None:
    case.is_harmless_twice()


@pytest.mark.parametrize("case", [case for case in CASES if not case.opens], ids=str)
def test_a_stale_version_loses(case: Case) -> None:
    case.loses_when_stale()


@pytest.mark.parametrize("name", OF_KIND)
def test_every_command_of_a_kind_has_cases(name: str) -> None:
    assert [case.action for case in OF_KIND[name]] == list(dict.fromkeys(case.action for case in OF_KIND[name]))
    assert {case.action for case in OF_KIND[name]} == set(MATTERS[name].commands)


@pytest.mark.parametrize("case", [case for case in CASES if not case.opens], ids=str)
def test_a_command_is_refused_for_the_status_and_for_the_role(case: Case) -> None:
    assert {"matter-status", "forbidden"} <= {no.code for no in case.refused}


@pytest.mark.parametrize("kind", KINDS)
def test_every_command_but_the_opening_says_where_it_is_possible(kind: MatterKind) -> None:
    assert kind.opening not in kind.possible
    assert {command.causes for command in (kind.opening, *kind.possible)} <= set(kind.events.values())
    for statuses in kind.possible.values():
        assert statuses
        assert statuses <= set(kind.statuses)
    assert kind.ended <= set(kind.statuses)


@pytest.mark.parametrize("kind", KINDS)
def test_from_every_status_that_is_no_end_something_is_possible(kind: MatterKind) -> None:
    for status in set(kind.statuses) - kind.ended:
        assert any(status in statuses for statuses in kind.possible.values()), status
