"""A closing report's lesson as the text of an article (R33): cause, handling and lessons under their headings."""

from typing import Final

from domain.matters.articles.commands import DraftArticle
from domain.record.command import Command
from domain.record.personal import ERASED
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances

_FORMS: Final = {
    "title": ("body", "原因：{cause}\n处理：{handling}\n经验：{lessons}"),
    "title_en": ("body_en", "Cause: {cause}\nHandling: {handling}\nLessons: {lessons}"),
}
"""By the title that stands above it: which body, and its headings."""


def takes_words(command: Command) -> bool:
    """Whether it copies what was written of a customer's ticket."""
    return isinstance(command, DraftArticle) and command.lesson_of is not None


def lesson_of(command: DraftArticle, under: Circumstances) -> dict[str, str]:
    """The bodies that are not written by hand. Raises NotAllowed where the ticket has no closing report."""
    if command.ticket not in (None, command.lesson_of):
        raise NotAllowed("lesson-of-another")
    ticket = under.known.tickets.get(command.lesson_of or "")
    report = ticket.aftercare.report if ticket else None
    if report is None or ERASED in (report.cause, report.handling, report.lessons):
        raise NotAllowed("no-closing-report", number=command.lesson_of)
    said = {"cause": report.cause, "handling": report.handling, "lessons": report.lessons}
    return {
        body: form.format(**said)
        for title, (body, form) in _FORMS.items()
        if getattr(command, title) is not None and getattr(command, body) is None
    }
