"""How a rule text comes into force: proposed, approved by another, published. Pure; asking twice is harmless."""

from typing import Final, assert_never

from domain.refusals import NotAllowed
from domain.rulebook.commands import ApproveText, ProposeText, PublishText, RejectText, TextCommand, digest
from domain.rulebook.events import TextApproved, TextEvent, TextProposed, TextPublished, TextRejected
from domain.rulebook.state import Proposal, Rulebook

_SHOWN: Final = 12
"""Signs of a digest in a sentence."""


def decide(book: Rulebook | None, command: TextCommand, by: str) -> list[TextEvent]:
    """Answer a command of this actor with the events it causes; an empty list means already so. Raises NotAllowed.

    ``by`` is the person, so that nobody approves what they proposed.
    """
    book = book or Rulebook()
    match command:
        case ProposeText():
            return _proposed(book, command)
        case ApproveText():
            return _approved(book, command, by)
        case RejectText():
            return _rejected(book, command)
        case PublishText():
            return _published(book, command)
        case _:
            assert_never(command)


def _proposed(book: Rulebook, command: ProposeText) -> list[TextEvent]:
    sha256, version = digest(command.text), command.version
    if _is_published(book, version, sha256) or (book.proposal and book.proposal.sha256 == sha256):
        return []
    _check_shipped(command, sha256)
    _check_version(book, command)
    event: TextProposed = command.causes(version=version, sha256=sha256, text=command.text)
    return [event]


def _check_shipped(command: ProposeText, sha256: str) -> None:
    """A text that comes with the program keeps its name and number to itself: old events mean exactly that text."""
    shipped = command.shipped()
    if shipped is not None and shipped.get(command.version) != sha256:
        raise NotAllowed("name-shipped", name=command.name)


def _check_version(book: Rulebook, command: ProposeText) -> None:
    if command.version in book.texts:
        raise NotAllowed("version-taken", version=command.version, next=book.version + 1)
    if command.comes_with_the_program and command.version > book.version:
        return
    if command.version != book.version + 1:
        raise NotAllowed("version-not-next", version=command.version, next=book.version + 1)


def _approved(book: Rulebook, command: ApproveText, by: str) -> list[TextEvent]:
    if _is_published(book, command.version, command.sha256):
        return []
    proposal = _proposal(book, command.version, command.sha256)
    if proposal.by == by:
        raise NotAllowed("own-proposal")
    if proposal.approved_by is not None:
        return []
    event: TextApproved = command.causes(version=command.version, sha256=command.sha256, reason=command.reason)
    return [event]


def _rejected(book: Rulebook, command: RejectText) -> list[TextEvent]:
    _proposal(book, command.version, command.sha256)
    event: TextRejected = command.causes(version=command.version, sha256=command.sha256, reason=command.reason)
    return [event]


def _published(book: Rulebook, command: PublishText) -> list[TextEvent]:
    if command.version in book.texts:
        return []
    proposal = _proposal(book, command.version, None)
    if proposal.approved_by is None and not command.needs_no_approval(proposal.sha256):
        raise NotAllowed("not-approved", version=command.version)
    facts = command.facts(proposal.text)
    event: TextPublished = command.causes(version=proposal.version, sha256=proposal.sha256, text=proposal.text, **facts)
    return [event]


def _is_published(book: Rulebook, version: int, sha256: str) -> bool:
    return version in book.texts and digest(book.texts[version]) == sha256


def _proposal(book: Rulebook, version: int, sha256: str | None) -> Proposal:
    """What lies on the table, if it is what is meant. Raises NotAllowed."""
    proposal = book.proposal
    if proposal is None:
        raise NotAllowed("nothing-proposed", version=version)
    if proposal.version != version or sha256 not in (None, proposal.sha256):
        raise NotAllowed("other-proposal", version=proposal.version, sha256=proposal.sha256[:_SHOWN])
    return proposal
