"""The rules of articles (R45): written in whole, reviewed by others than their authors, counted once a ticket."""

from typing import Final

from domain.customer.in_use import require_in_use
from domain.matters.articles import commands
from domain.matters.articles.events import EVENTS, ArticleDrafted, ArticleRevised, ArticleText
from domain.matters.articles.guidance import require_sound
from domain.matters.articles.lesson import lesson_of
from domain.matters.articles.state import Article, after
from domain.matters.articles.vocabulary import ENDED, STATUSES
from domain.matters.kind import MatterKind
from domain.matters.matter import Word, caused
from domain.record.command import Command
from domain.record.event import Event
from domain.record.personal import ERASED
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances

_READABLE: Final = frozenset({"drafted", "changes-asked", "approved", "published"})
"""Where something may be published already, and a new text on its way."""


def begin(command: commands.DraftArticle, under: Circumstances) -> list[Event]:
    """A lesson brings a ticket's closing report with it, as the text in the languages that have a title."""
    if command.lesson_of is not None:
        command = command.model_copy(update=lesson_of(command, under))
    _require_whole(command)
    return [caused(command)]


def decide(matter: Article, command: Command, under: Circumstances) -> list[Event]:
    match command:
        case commands.ReviseArticle():
            _require_whole(command)
            return [] if _stands(matter, command, under) else [caused(command)]
        case commands.ReviewArticle():
            _require_anothers(matter, command, under)
            return [*_taken_over(matter, command, under), caused(command)]
        case commands.PublishArticle():
            return [caused(command, version=matter.version + 1)]
        case commands.CountHelp():
            return _counted(matter, command, under)
        case _:
            pass
    return [caused(command)]


def _require_whole(command: commands.DraftArticle | commands.ReviseArticle) -> None:
    texts = ((command.title, command.body), (command.title_en, command.body_en))
    if any((title is None) != (body is None) for title, body in texts) or texts == ((None, None), (None, None)):
        raise NotAllowed("article-incomplete")
    require_sound(command.steps)


def _stands(matter: Article, command: commands.ReviseArticle, under: Circumstances) -> bool:
    """Whether the article's own text is that already, so that what was said of it holds; told from its history.

    Where changes were asked for, the author who sends it again says that it shall be looked at again as it is.
    """
    written = next((one.event for one in reversed(under.history) if isinstance(one.event, ArticleText)), None)
    same = all(getattr(written, name, None) == getattr(command, name) for name in ArticleText.model_fields)
    return written is not None and not matter.lent and same and matter.status != "changes-asked"


def _taken_over(matter: Article, command: commands.ReviewArticle, under: Circumstances) -> list[Event]:
    """Who approves words that a customer's report lent makes them the article's own, which last longer than those.

    Not once that customer is to be forgotten, or nothing of theirs used any more. Raises NotAllowed.
    """
    draft = matter.last
    if not matter.lent or command.verdict != "approved" or not isinstance(draft, ArticleDrafted):
        return []
    require_in_use(under.known.customer)
    said = {name: getattr(draft, name) for name in ArticleText.model_fields}
    if ERASED in said.values():
        raise NotAllowed("no-closing-report", number=draft.lesson_of)
    return [ArticleRevised.model_validate(said | {"taken_over": True})]


def _require_anothers(matter: Article, command: commands.ReviewArticle, under: Circumstances) -> None:
    if under.is_by(matter.authors):
        raise NotAllowed("own-article")
    if command.verdict == "changes-asked" and command.words is None:
        raise NotAllowed("changes-unnamed")


def _counted(matter: Article, command: commands.CountHelp, under: Circumstances) -> list[Event]:
    """A ticket that is solved; of one that was not looked up nothing is asked."""
    if not matter.version:
        raise NotAllowed("article-unpublished")
    if (command.ticket is None) == (command.visit is None):
        raise NotAllowed("helped-whom")
    ticket = under.known.tickets.get(command.ticket or "")
    if ticket is not None and ticket.aftercare.resolution is None:
        raise NotAllowed("ticket-not-solved", number=command.ticket)
    return [] if command.ticket in matter.helped else [caused(command)]


ARTICLE: Final = MatterKind(
    name="article",
    letters="ZS",
    called=Word("知识文章", "article"),
    state=Article,
    statuses=STATUSES,
    ended=ENDED,
    events=EVENTS,
    opening=commands.DraftArticle,
    possible={
        commands.ReviseArticle: _READABLE,
        commands.ReviewArticle: frozenset({"drafted"}),
        commands.PublishArticle: frozenset({"approved"}),
        commands.WithdrawArticle: _READABLE,
        commands.CountHelp: _READABLE,
    },
    begin=begin,
    rules=decide,
    after=after,
    whose="nobody",
)
