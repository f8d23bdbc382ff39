"""From the history of a rule text, and what comes with the program, to how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from api.rules.kinds import Kind
from api.rules.texts.told import ChosenBy, ProposalView, RulesView, Title, VersionView
from api.tickets.views import Shown
from domain.policy.choice import Choice
from domain.record.envelope import Recorded
from domain.routing.rules import Routing
from domain.rulebook.commands import digest
from domain.rulebook.events import TextApproved, TextProposed, TextPublished, TextRejected


@dataclass(slots=True)
class Standing:
    """All that happened to one name; ``texts`` are those published and those that come with the program."""

    name: str
    kind: Kind
    revision: int = 0
    shipped: bool = False
    texts: dict[int, str] = field(default_factory=dict[int, str])
    versions: dict[int, VersionView] = field(default_factory=dict[int, VersionView])
    proposal: ProposalView | None = None
    proposed_text: str = ""

    @property
    def newest(self) -> int | None:
        return max(self.texts, default=None)

    def ref(self, version: int) -> str:
        return f"{self.name}@{version}"

    def view(self, choice: Choice | None) -> RulesView:
        newest = self.newest
        return RulesView(
            name=self.name,
            title=self._title(self.texts[newest] if newest else self.proposed_text),
            newest=newest,
            versions=[self.versions[version] for version in sorted(self.versions)],
            proposal=self.proposal,
            shipped=self.shipped,
            chosen=_chosen(self.name, choice) if choice else None,
            revision=self.revision,
        )

    def _title(self, text: str) -> Title:
        match self.kind.read(text):
            case None:
                return Title(zh=self.name, en=self.name)
            case Routing():
                return Title(zh="分流规则", en="Routing rules")
            case says:
                return Title(**says.title.model_dump())


def standing(kind: Kind, name: str, shipped: str | None, history: Sequence[Recorded], shown: Shown) -> Standing:
    """How a name stands after its history; a text that comes with the program is there without any.

    A calendar that is on record is what the record says, though the program may bring a later one.
    """
    found = Standing(name, kind, revision=len(history), shipped=shipped is not None)
    alone = kind.category == "calendar" and any(isinstance(each.event, TextPublished) for each in history)
    if shipped is not None and not alone and (says := kind.read(shipped)):
        found.texts[says.version] = shipped
        found.versions[says.version] = VersionView(
            version=says.version, ref=found.ref(says.version), sha256=digest(shipped)
        )
    for recorded in history:
        _happened(found, recorded, shown.local(recorded.envelope.occurred))
    return found


def _happened(found: Standing, recorded: Recorded, at: datetime) -> None:
    by = recorded.envelope.actor.id
    match recorded.event:
        case TextProposed(version=version, sha256=sha256, text=text):
            found.proposed_text = text
            found.proposal = ProposalView(
                version=version, ref=found.ref(version), sha256=sha256, proposed_by=by, proposed=at
            )
        case TextApproved() if found.proposal:
            found.proposal = found.proposal.model_copy(update={"approved_by": by, "approved": at})
        case TextRejected():
            found.proposal = None
        case TextPublished(version=version, sha256=sha256, text=text):
            before = found.proposal
            found.texts[version] = text
            found.versions[version] = VersionView(
                version=version,
                ref=found.ref(version),
                sha256=sha256,
                proposed_by=before.proposed_by if before else None,
                approved_by=before.approved_by if before else None,
                published_by=by,
                published=at,
                readable=found.kind.read(text) is not None,
            )
            found.proposal = None
        case _:
            pass


def _chosen(name: str, choice: Choice) -> ChosenBy:
    places = [place for place, rule in enumerate(choice.rules, 1) if rule.pack == name]
    return ChosenBy(default=choice.default == name, rules=places)
