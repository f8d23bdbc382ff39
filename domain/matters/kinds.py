"""Every kind of matter: a new one is a folder of its own and a line here."""

from typing import Final

from domain.matters.articles.decide import ARTICLE
from domain.matters.care.decide import CARE
from domain.matters.complaints.decide import COMPLAINT
from domain.matters.improvements.decide import IMPROVEMENT
from domain.matters.incidents.decide import INCIDENT
from domain.matters.inspections.decide import INSPECTION
from domain.matters.kind import MatterKind
from domain.matters.meetings.decide import MEETING
from domain.matters.returns.decide import RETURN

MATTERS: Final[dict[str, MatterKind]] = {
    kind.name: kind for kind in (RETURN, MEETING, CARE, ARTICLE, COMPLAINT, INCIDENT, INSPECTION, IMPROVEMENT)
}
"""By what stands before the first hyphen of their keys."""
