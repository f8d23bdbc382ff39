"""Whether a letter was written by a machine: then nobody is to be answered, and no ticket comes of it by itself."""

from email.message import Message
from typing import Final, Literal

from gongdan.mailing.reading.charsets import header

Automatic = Literal["auto-reply", "bounce", "bulk", "spam"]
_BULK: Final = frozenset({"bulk", "list", "junk"})
_REPLIES: Final = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-Mail-Autoreply")
_SUPPRESSING: Final = ("all", "oof", "autoreply", "dr", "ndr", "rn", "nrn")
_NOBODY: Final = (
    "mailer-daemon",
    "postmaster",
    "no-reply",
    "noreply",
    "do-not-reply",
    "donotreply",
    "bounce",
    "bounces",
)
_OUT: Final = ("自动回复", "自動回覆", "automatic reply", "auto reply", "autoreply", "out of office", "外出自动")


def automatic(message: Message, sender: str) -> Automatic | None:
    """By RFC 3834 and what mail programs set besides; None where a person seems to have written it.

    ``X-Auto-Response-Suppress`` is what machines set in what they send, so that others leave it unanswered.
    """
    if _is_report(message) or _local(sender) in ("mailer-daemon", "postmaster"):
        return "bounce"
    said = _said(message, "Auto-Submitted").partition(";")[0].strip()
    if said not in ("", "no"):
        return "auto-reply" if said == "auto-replied" or _looks_out(message) else "bulk"
    if any(message.get(name) is not None for name in _REPLIES) or _looks_out(message):
        return "auto-reply"
    precedence = _said(message, "Precedence")
    if precedence == "auto_reply":
        return "auto-reply"
    if precedence in _BULK or message.get("List-Id") is not None or message.get("List-Unsubscribe") is not None:
        return "bulk"
    if _suppresses(message) or _local(sender) in _NOBODY:
        return "bulk"
    return "spam" if _said(message, "X-Spam-Flag").startswith("yes") else None


def _is_report(message: Message) -> bool:
    """A delivery report, or a letter from nobody (RFC 5321, 4.5.5)."""
    reports = message.get_content_type() == "multipart/report"
    return reports or _said(message, "Return-Path").replace(" ", "") == "<>"


def _looks_out(message: Message) -> bool:
    return header(message, "Subject").casefold().startswith(_OUT)


def _suppresses(message: Message) -> bool:
    said = {part.strip() for part in _said(message, "X-Auto-Response-Suppress").split(",")}
    return not said.isdisjoint(_SUPPRESSING)


def _said(message: Message, name: str) -> str:
    return header(message, name).casefold()


def _local(sender: str) -> str:
    return sender.rpartition("@")[0].casefold()
