"""Everything that can be asked of an article: imperative, validated, and without who or when."""

from typing import Annotated

from pydantic import Field

from domain.matters.articles import events
from domain.matters.articles.guidance import GuidedStep
from domain.matters.articles.vocabulary import Verdict
from domain.record.command import Code, Command, Id, Line, Words
from domain.record.event import Label


class _Writing(Command):
    """The text, in Chinese (``title``, ``body``), in English (``title_en``, ``body_en``) or in both."""

    title: Line | None = None
    body: Words | None = None
    title_en: Line | None = None
    body_en: Words | None = None
    product: Label | None = None
    model: Label | None = None
    error_code: Code | None = None
    symptoms: Annotated[tuple[Label, ...], Field(min_length=1, max_length=20)] | None = None
    steps: Annotated[tuple[GuidedStep, ...], Field(min_length=1, max_length=30)] | None = None


class DraftArticle(_Writing):
    """Draft an article, by hand or from the closing report of a ticket (起草知识文章, R33, R45)."""

    action = "draft-article"
    causes = events.ArticleDrafted
    filled_in = frozenset({"ticket", "body", "body_en"})
    ticket: Id | None = None
    lesson_of: Id | None = None


class ReviseArticle(_Writing):
    """Put a new text in the place of the old one; it is reviewed anew (修订)."""

    action = "revise-article"
    causes = events.ArticleRevised


class ReviewArticle(Command):
    """Approve the text of others, or ask for changes and say which."""

    action = "review-article"
    causes = events.ArticleReviewed
    verdict: Verdict
    words: Words | None = None


class PublishArticle(Command):
    """Let everybody read the approved text."""

    action = "publish-article"
    causes = events.ArticlePublished


class WithdrawArticle(Command):
    """Let nobody read it any more, and say why."""

    action = "withdraw-article"
    causes = events.ArticleWithdrawn
    reason: Words


class CountHelp(Command):
    """Record that the article solved a ticket; counted once a ticket."""

    action = "count-help"
    causes = events.ArticleHelped
    of_system = frozenset({"visit"})
    ticket: Id | None = None
    visit: Id | None = None
