"""What counts as help, whose text it is, where a lesson comes from, and which questions lead to an end."""

from datetime import UTC, datetime

import pytest

from domain.matters.articles import commands as c
from domain.matters.articles.decide import ARTICLE
from domain.matters.articles.events import ArticleDrafted, ArticleHelped
from domain.matters.articles.guidance import Choice, GuidedStep, require_sound
from domain.policy.in_force import shipped
from domain.record.personal import ERASED
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.events import ClosingReportWritten
from domain.ticket.known import Known
from domain.ticket.state import Ticket
from domain.ticket.state.aftercare import Aftercare
from tests.matters.cases.articles import APPROVED, CHANGES, DRAFTED, HELPED, OUT, PUBLISHED, REVISED, reviewing_agent
from tests.matters.specification import TICKET, given
from tests.matters.world import OTHER
from tests.scenarios.people import agent, engineer, system

REPORT = ClosingReportWritten(cause="主板老化", handling="更换主板", lessons="保养时检测主板")


def drafted(command: c.DraftArticle, report: ClosingReportWritten | None = REPORT) -> ArticleDrafted:
    """From a ticket that has this closing report."""
    known = Known(tickets={TICKET: Ticket(aftercare=Aftercare(report=report))})
    under = Circumstances("a-001", datetime(2024, 5, 12, tzinfo=UTC), shipped().newest("handbook"), known=known)
    [event] = ARTICLE.decide(None, command, under)
    assert isinstance(event, ArticleDrafted)
    return event


def test_a_ticket_counts_once_though_others_were_solved_since() -> None:
    given(*OUT, HELPED, engineer(c.CountHelp(ticket=OTHER))).when(engineer(HELPED.command)).then_nothing()


def test_visits_without_a_ticket_count_each() -> None:
    visits = (system(c.CountHelp(visit=f"v-{count}")) for count in (1, 2))
    given(*OUT, *visits).when(system(c.CountHelp(visit="v-3"))).then(ArticleHelped(visit="v-3"), visits=3)


def test_the_text_that_stands_is_revised_to_no_effect_whatever_was_said_of_it_since() -> None:
    given(DRAFTED, REVISED, APPROVED).when(REVISED).then_nothing()
    given(*OUT, REVISED, APPROVED, PUBLISHED).when(REVISED).then_nothing()


def test_the_published_version_stays_while_a_new_text_waits() -> None:
    given(*OUT, REVISED).when(HELPED).then_stands(status="drafted", version=1)


def test_a_new_text_that_was_approved_is_the_next_version() -> None:
    given(*OUT, REVISED, APPROVED).when(PUBLISHED).then_stands(version=2, status="published")


def test_who_wrote_the_last_version_may_review_the_next_of_another() -> None:
    given(*OUT, REVISED).when(reviewing_agent(APPROVED.command)).then_stands(status="approved")


def test_a_lesson_takes_its_text_from_the_closing_report() -> None:
    found = drafted(c.DraftArticle(title="主板老化", title_en="Aged main board", lesson_of=TICKET))
    assert found.body == "原因：主板老化\n处理：更换主板\n经验：保养时检测主板"
    assert found.body_en == "Cause: 主板老化\nHandling: 更换主板\nLessons: 保养时检测主板"
    assert found.lesson_of == TICKET


def test_what_is_written_by_hand_stays_beside_a_lesson() -> None:
    assert drafted(c.DraftArticle(title="主板老化", body="见正文", lesson_of=TICKET)).body == "见正文"


def test_a_lesson_that_was_erased_is_none() -> None:
    erased = REPORT.model_copy(update={"lessons": ERASED})
    with pytest.raises(NotAllowed, match="no closing report"):
        drafted(c.DraftArticle(title="主板老化", lesson_of=TICKET), erased)


def test_questions_that_meet_again_on_the_way_are_sound_however_many_ways_there_are() -> None:
    """Each of thirty steps leads to the next one by twelve answers: 12^29 ways, looked at in no time."""
    ways = [
        GuidedStep(
            name=f"s{step}", question="?", choices=tuple(Choice(answer=f"{n}", next=f"s{step + 1}") for n in range(12))
        )
        for step in range(29)
    ]
    end = GuidedStep(name="s29", question="?", choices=(Choice(answer="是", conclusion="请报修"),))
    require_sound((*ways, end))


def test_the_same_text_again_asks_for_another_look_where_changes_were_asked_for() -> None:
    same = agent(c.ReviseArticle.model_validate(DRAFTED.command.model_dump(include={*c.ReviseArticle.model_fields})))
    given(DRAFTED, CHANGES).when(same).then_stands(status="drafted")
