"""Every refusal as an RFC 9457 problem: a stable type, and a title and sentence in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from starlette.responses import JSONResponse

from api.manners.wording import OUTAGES, TEXTS, TITLES
from domain.refusals import (
    EventTooLarge,
    Forbidden,
    Language,
    MatterNotFound,
    NotAllowed,
    Refusal,
    StaleVersion,
    StoreUnavailable,
    TicketNotFound,
)

Errors = Sequence[Mapping[str, str | int]]
"""Of a request: ``field``, ``code``, ``message``, and the ``line`` of a text."""
Outage = Literal["reading", "replaying", "recording"]
RETRY_AFTER: Final = 2
"""Seconds after which a client may try again."""
_AGAIN: Final = {503: RETRY_AFTER, 429: 60}

_SAID: Final = frozenset(
    {
        "bad-number",
        "bad-customer-key",
        "unknown-severity",
        "month-to-come",
        "period-not-over",
        "figure-twice",
        "review-of-no-month",
        "review-of-no-quarter",
        "no-survey-planned",
        "survey-unanswered",
        "reason-needed",
        "warranty-reason-needed",
        "supervisor-reason-needed",
        "original-needed",
        "purchased-later",
        "for-staff-to-say",
        "not-ahead",
        "meeting-of-one",
        "meeting-of-one-department",
        "original-is-itself",
        "deadline-passed",
        "staff-not-on-record",
        "staff-not-employed",
        "original-not-found",
        "engineer-without-role",
        "engineer-on-leave",
        "engineer-without-skill",
        "in-the-future",
        "before-opening",
        "command-reused",
        "contact-gap",
        "not-a-key-customer",
        "days-reversed",
        "shift-outside",
        "shift-of-no-length",
        "shifts-overlap",
        "own-stand-in",
        "back-dating-reason-needed",
        "allowed-only-later",
        "nowhere-to-route",
        "rule-by-hand",
        "not-on-itself",
        "no-such-request",
        "no-such-option",
        "no-such-compensation",
        "no-such-event",
        "no-such-field",
        "no-such-attachment",
        "corrects-a-correction",
        "not-such-a-value",
        "wrong-number-of-options",
        "options-alike",
        "option-incomplete",
        "another-serial",
        "visit-during-leave",
        "visit-by-none",
        "unknown-fault-type",
        "unknown-category",
        "consent-not-written",
        "how-given-needed",
        "evidence-needed",
        "portal-by-another",
        "words-needed",
        "no-survey-channel",
        "no-such-survey",
        "other-questions",
        "off-the-scale",
        "not-asked",
        "article-incomplete",
        "changes-unnamed",
        "helped-whom",
        "lesson-of-another",
        "steps-alike",
        "choice-leads-nowhere",
        "no-such-step",
        "step-unreachable",
        "steps-in-a-circle",
        "no-such-form",
        "scores-not-of-form",
        "points-off-the-scale",
        "answer-in-the-past",
        "source-of-another-kind",
        "due-in-the-past",
        "matter-of-no-ticket",
        "customer-of-another",
        "return-of-nothing",
        "settlement-unproved",
        "matter-of-nobody",
        "complaint-word-unproved",
        "complaint-reason-needed",
        "team-lead-needed",
        "member-named-twice",
        "not-yet-happened",
        "customers-not-counted",
        "bad-subscription-name",
        "subscription-until-past",
        "webhook-endpoint",
        "webhook-order",
        "details-need-end",
        "secret-overlap",
    }
)
"""Refusals of what was said, not of the ticket's state."""


_OF_FILES: Final = {
    "attachment-bad-name": 422,
    "attachment-empty": 422,
    "attachment-type-refused": 415,
    "attachment-ending-wrong": 415,
    "attachment-claim-wrong": 415,
    "attachment-too-large": 413,
    "attachment-not-found": 404,
    "attachment-erased": 410,
    "attachment-damaged": 500,
    "attachments-unavailable": 503,
}
"""What the store of attachments refuses."""


class ApiProblem(Exception):
    """Something that only this way of asking can get wrong."""

    def __init__(self, code: str, *, errors: Errors | None = None, **details: object) -> None:
        super().__init__(code)
        self.code, self.details, self.errors = code, details, errors

    @property
    def status(self) -> int:
        return TEXTS[self.code][0]

    def say(self, language: Language) -> str:
        _, chinese, english = TEXTS[self.code]
        return (chinese if language == "zh" else english).format(**self.details)

    def response(self, language: Language) -> JSONResponse:
        return problem(self.status, self.code, self.say(language), language, errors=self.errors)


def of_refusal(refusal: Refusal, language: Language, outage: Outage = "recording") -> JSONResponse:
    """``outage``: what was asked of a store that is away; only where something was to be recorded it is uncertain."""
    said = refusal.say(language)
    if isinstance(refusal, StoreUnavailable) and outage in OUTAGES:
        said = OUTAGES[outage][0 if language == "zh" else 1]
    return problem(status_of(refusal), refusal.code, said, language)


def problem(status: int, code: str, detail: str, language: Language, *, errors: Errors | None = None) -> JSONResponse:
    title = TITLES[status][0 if language == "zh" else 1]
    body: dict[str, Any] = {"type": type_of(code), "title": title, "status": status, "detail": detail, "code": code}
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return JSONResponse(body, status, _headers(status, language), media_type="application/problem+json")


def type_of(code: str) -> str:
    return f"urn:gongdan:problem:{code}"


def _headers(status: int, language: Language) -> Mapping[str, str]:
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if status in _AGAIN:
        headers["Retry-After"] = str(_AGAIN[status])
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    match refusal:
        case TicketNotFound() | MatterNotFound():
            return 404
        case Forbidden():
            return 403
        case EventTooLarge():
            return 413
        case StoreUnavailable():
            return 503
        case NotAllowed() if refusal.code in _SAID:
            return 422
        case NotAllowed() | StaleVersion():
            return 409
        case _:
            return _OF_FILES.get(refusal.code, 500)
