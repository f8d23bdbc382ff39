"""Everything that can have happened to an article: frozen facts under stored names that never change."""

from typing import Annotated, Final, get_args

from domain.matters.articles.guidance import GuidedStep
from domain.matters.articles.vocabulary import Verdict
from domain.record.event import Event, Label
from domain.record.personal import Personal, Text, left_out


class ArticleText(Event):
    """What an article says, in Chinese, in English or in both, what it is about, and the questions that guide to it."""

    title: Text | None = None
    body: Text | None = None
    title_en: Text | None = None
    body_en: Text | None = None
    product: Label | None = None
    model: Label | None = None
    error_code: Label | None = None
    symptoms: tuple[Label, ...] | None = None
    steps: Annotated[tuple[GuidedStep, ...] | None, Personal("text", gone=left_out)] = None


class ArticleDrafted(ArticleText):
    """An article was drafted (起草); ``lesson_of`` is the ticket whose closing report it was taken from (R33)."""

    stored_name = "article-drafted"
    lesson_of: str | None = None


class ArticleRevised(ArticleText):
    """A new text, to be reviewed again; what is published stays readable meanwhile (修订).

    ``taken_over``: not new, but that of the draft, which a customer lent, and is the article's own from now on.
    """

    stored_name = "article-revised"
    taken_over: bool | None = None


class ArticleReviewed(Event):
    """Another than its authors looked at the text (审核)."""

    stored_name = "article-reviewed"
    verdict: Verdict
    words: Text | None = None


class ArticlePublished(Event):
    """The approved text may be read by everybody; versions count from 1 (发布)."""

    stored_name = "article-published"
    version: int


class ArticleWithdrawn(Event):
    """Nobody reads it any more, and why (撤回)."""

    stored_name = "article-withdrawn"
    reason: Text


class ArticleHelped(Event):
    """It solved a ticket, or one of the public's visits without a ticket; ``visit`` says nothing of who that was."""

    stored_name = "article-helped"
    ticket: str | None = None
    visit: str | None = None


ArticleEvent = ArticleDrafted | ArticleRevised | ArticleReviewed | ArticlePublished | ArticleWithdrawn | ArticleHelped

EVENTS: Final[dict[str, type[ArticleEvent]]] = {event.stored_name: event for event in get_args(ArticleEvent)}
"""Every event type by its stored name."""
