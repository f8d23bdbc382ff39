"""What is told of a survey: the questions to the customer, their answer to the supervisor."""

from collections.abc import Sequence
from typing import Any

from domain.record.envelope import Recorded
from domain.ticket.events import SurveyAnswered
from gongdan.notices.facts.telling import Facts, Telling


def of_questions(telling: Telling, event: Any, history: Sequence[Recorded]) -> Facts:
    """By the form of the ticket's pack; nothing where it has none."""
    survey = telling.pack.survey
    if survey is None:
        return {}
    lines = [
        f"{place}. {question.zh if telling.chinese else question.en}"
        for place, question in enumerate(survey.questions, 1)
    ]
    if survey.nps:
        asked = telling.pick(
            "您有多愿意把我们推荐给别人？（0 至 10 分）", "How likely are you to recommend us? (0 to 10)"
        )
        lines.append(f"{len(lines) + 1}. {asked}")
    lowest, highest = survey.scale
    comment = telling.pick("是", "yes") if survey.comment else ""
    return {
        "questions": "\n".join(lines),
        "lowest": str(lowest),
        "highest": str(highest),
        "comment_asked": comment,
    }


def of_answer(telling: Telling, event: SurveyAnswered, history: Sequence[Recorded]) -> Facts:
    survey = telling.pack.survey
    asked = {each.key: each.zh if telling.chinese else each.en for each in survey.questions} if survey else {}
    colon = telling.pick("：", ": ")
    scores = [f"{asked.get(each.question, each.question).rstrip('?？')}{colon}{each.score}" for each in event.scores]
    return {
        "scores": "\n".join(scores),
        "recommend": "" if event.recommend is None else f"{event.recommend} / 10",
        "comment": telling.text(event.comment),
        "within": telling.limit("call-back"),
    }
