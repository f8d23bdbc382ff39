"""The evidence of a ticket over HTTP: for auditors, and refused with what to do where there is none."""

from api.proofs.port import NotProvable
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_theirs import number  # noqa: F401 -- a fixture


async def test_a_service_without_an_archive_says_so(act_as: As, number: str):  # noqa: F811
    answer = await act_as("x-001:auditor").get(f"/tickets/{number}/evidence")
    is_problem(answer, 503, "evidence-not-kept")


async def test_evidence_is_for_auditors(act_as: As, number: str):  # noqa: F811
    is_problem(await act_as("a-001:agent").get(f"/tickets/{number}/evidence"), 403, "forbidden")


async def test_of_no_ticket_there_is_none(act_as: As):
    answer = await act_as("x-001:auditor").get("/tickets/209901-00001/evidence")
    assert answer.status_code == 404


def test_why_there_is_none_is_told_apart():
    assert str(NotProvable(damaged=True)) != str(NotProvable(damaged=False))
