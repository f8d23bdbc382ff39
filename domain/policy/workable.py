"""What a pack says that nobody could keep: refused where a pack is written, never where a published one is read."""

from collections.abc import Iterator

from domain.policy.pack import Pack


def unworkable(pack: Pack) -> Iterator[tuple[tuple[str, ...], str]]:
    """The keys, each with the code of its mistake."""
    plans, survey = pack.plans, pack.survey
    if not plans.approved_by:
        yield ("plans", "approved_by"), "nobody-approves"
    if len(plans.meeting.departments) == 1:
        yield ("plans", "meeting", "departments"), "one-department"
    if survey is not None and not survey.channels:
        yield ("survey", "channels"), "no-channel"
    if survey is not None and survey.call_back_by != "supervisor":
        yield ("survey", "call_back_by"), "supervisors-call-back"
