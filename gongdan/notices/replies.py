"""What staff write or say to customers themselves: ready texts by step of the ticket, as the channel wants them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from domain.refusals import Language
from gongdan.notices.facts.telling import Facts
from gongdan.notices.wording import filled, replies

Form = Literal["chat", "sms", "mail", "spoken"]
FORMS: Final[tuple[Form, ...]] = get_args(Form)
_BY: Final[dict[str, Form]] = {"email": "mail", "sms": "sms", "phone": "spoken", "walk-in": "spoken"}
CHANNEL_OF: Final[dict[Form, str]] = {"chat": "wechat", "sms": "sms", "mail": "email", "spoken": "phone"}
"""By which channel a text of a form goes, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A text that fits the ticket as it stands; ``title`` is for who chooses, by their language."""

    step: str
    title: Mapping[str, str]
    text: str


def form_of(channel: str) -> Form:
    """How one writes, or speaks, by a channel."""
    return _BY.get(channel, "chat")


def texts(steps: Iterable[str], form: Form, facts: Facts, language: Language) -> list[Reply]:
    """One for each step. Raises KeyError for one that has none."""
    return [_text(step, form, facts, language) for step in steps]


def _text(step: str, form: Form, facts: Facts, language: Language) -> Reply:
    said, frame = replies("step")[step], replies("frame")[form]
    words = said["short"] if form == "sms" else said["text"]
    between = "\n" if form in ("chat", "mail") else "" if language == "zh" else " "
    lines = (filled(each[language], facts) for each in (frame["before"], words, frame["after"]))
    return Reply(step, said["title"], between.join(lines))
