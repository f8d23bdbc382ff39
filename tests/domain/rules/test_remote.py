"""Working from afar (远程协助, R11): allowed anew after it has run out."""

from datetime import datetime, timedelta

import pytest

from domain.ticket.commands import AuthoriseRemoteAssistance, LogWork, RefuseRemoteAssistance, TestFunction
from domain.ticket.events import HandlingStarted, RemoteAssistanceRefused
from tests.domain.examples import AT_WORK, AUTHORISED, LATER, PLANNED
from tests.domain.specification import OPENED, given

ENDLESS = AuthoriseRemoteAssistance(by="张伟", given="message")
OVER = LATER + timedelta(minutes=1)
FROM_AFAR = HandlingStarted(where="remote")
REFUSED = RemoteAssistanceRefused(by="张伟", given="phone", reason="公司规定")


@pytest.mark.parametrize("at", [LATER, OVER], ids=["while it holds", "after it has run out"])
def test_an_authorisation_without_an_end_is_another_than_one_with_an_end(at: datetime) -> None:
    endless = AUTHORISED.model_copy(update={"until": None})
    given(OPENED, AUTHORISED).when(ENDLESS, at=at).then(endless)
    given(OPENED, AUTHORISED, endless).when(ENDLESS, at=at).then_nothing()


def test_an_authorisation_that_has_run_out_is_not_given_again_until_then() -> None:
    again = AuthoriseRemoteAssistance(by="张伟", given="message", until=LATER)
    given(OPENED, AUTHORISED).when(again, at=LATER + timedelta(hours=1)).then_refused("not-ahead")


def test_refusing_for_another_reason_or_after_another_authorisation_is_a_fact_of_its_own() -> None:
    refuse = RefuseRemoteAssistance(by="张伟", given="phone", reason="公司规定")
    given(OPENED, REFUSED, AUTHORISED).when(refuse).then(REFUSED)
    other = refuse.model_copy(update={"reason": "数据保密"})
    given(OPENED, REFUSED).when(other).then(REFUSED.model_copy(update={"reason": "数据保密"}))


def test_work_from_afar_is_done_as_authorised() -> None:
    adjust = LogWork(work="adjustment", steps="重装系统")
    assert given(*PLANNED, AUTHORISED, FROM_AFAR).when(adjust).caused()
    given(*PLANNED, AUTHORISED, FROM_AFAR).when(adjust, at=OVER).then_refused("remote-no-longer-authorised")


@pytest.mark.parametrize("said", [LogWork(work="guidance", steps="电话指导"), TestFunction(passed=True)], ids=repr)
def test_what_the_customer_does_themselves_needs_no_authorisation(said: LogWork | TestFunction) -> None:
    assert given(*AT_WORK, FROM_AFAR, REFUSED).when(said).caused()
