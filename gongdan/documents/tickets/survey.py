"""客户满意度反馈表 (R29): the questions of the ticket's pack, blank to fill in, or as the customer answered them."""

from collections.abc import Iterator
from typing import Final

from api.documents.paper import Section
from api.documents.port import NotYet
from api.documents.told import ToldTicket
from api.tickets.standing.aftercare import SurveyView
from domain.policy.parts.survey import Survey
from gongdan.documents.tickets.about import customer, product
from gongdan.documents.tickets.confirmation import BOX, MARKED
from gongdan.documents.writing import Writer

_RECOMMEND: Final = (0, 10)
_LINES: Final = 4
"""To write a comment on."""


def require(write: Writer, told: ToldTicket) -> None:
    """Raises NotYet where the pack asks nothing."""
    if told.pack.survey is None:
        raise NotYet(write.words.missing("survey"), write.words.title("survey"))


def sections(write: Writer, told: ToldTicket) -> Iterator[Section]:
    form, given = _form(told), _answered(told)
    lead = "survey-told" if given else "survey-lead"
    low, high = form.scale
    yield customer(write, told)
    yield product(write, told)
    scores = {each.question: each.score for each in given.scores} if given else {}
    rows = [
        [question.say(chinese=write.words.chinese), *_boxes((low, high), scores.get(question.key))]
        for question in form.questions
    ]
    yield _scored(write, "questions", (low, high), rows, write.words.said(lead, low=low, high=high))
    if form.nps:
        said = given.recommend if given else None
        yield _scored(write, "recommend", _RECOMMEND, [_boxes(_RECOMMEND, said)], write.words.said("recommend-lead"))
    if form.comment:
        yield write.passage("comment", given.comment if given else "", lines=0 if given else _LINES)


def _form(told: ToldTicket) -> Survey:
    if told.pack.survey is None:
        raise LookupError("the pack has no survey")
    return told.pack.survey


def _answered(told: ToldTicket) -> SurveyView | None:
    """The newest answer."""
    return next((each for each in reversed(told.ticket.surveys) if each.answered), None)


def _scored(write: Writer, key: str, scale: tuple[int, int], rows: list[list[str]], lead: str) -> Section:
    """A column a score; the recommendation has no question beside it, which stands in the lead."""
    first = [write.words.label("question")] if key == "questions" else []
    headings = [*first, *(str(score) for score in _scores(scale))]
    return Section(key=key, title=write.words.section(key), headings=headings, rows=rows, text=lead)


def _boxes(scale: tuple[int, int], given: int | None) -> list[str]:
    return [MARKED if score == given else BOX for score in _scores(scale)]


def _scores(scale: tuple[int, int]) -> range:
    return range(scale[0], scale[1] + 1)
