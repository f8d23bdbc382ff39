"""Rule texts as they are read: all of a kind, or one with what it says."""

from collections.abc import Sequence
from typing import Literal

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.rules.kinds import Kind
from api.rules.texts.source import Rules
from api.rules.texts.standing import Standing, standing
from api.rules.texts.told import ChoiceView, RulesView, SectionView, TextView
from api.service import Service
from domain.policy.choice import Choice
from domain.refusals import Language, NotAllowed
from domain.rights import check
from domain.rulebook.commands import digest


async def all_of(service: Service, kind: Kind, caller: Caller) -> list[RulesView]:
    """Every name that is on record or comes with the program. Raises Forbidden."""
    check(caller.person, "read-rules")
    shipped, histories = service.rules.shipped(kind.category), await service.rules.histories(kind.category)
    names = [*shipped, *sorted(set(histories) - set(shipped))]
    found = [standing(kind, name, shipped.get(name), histories.get(name, ()), service.shown) for name in names]
    choice = _choice(service, kind)
    return [each.view(choice) for each in found if each.texts or each.proposal]


async def one_of(
    service: Service, kind: Kind, caller: Caller, name: str, version: int | None, language: Language
) -> TextView:
    """The newest text in force, else what is proposed, or a ``version``. Raises Forbidden, ApiProblem."""
    check(caller.person, "read-rules")
    history = await service.desk.events_of(kind.key(name))
    found = standing(kind, name, service.rules.shipped(kind.category).get(name), history, service.shown)
    if not found.texts and not found.proposal:
        raise ApiProblem(f"{kind.category}-not-found", name=name)
    return _text(found, version, service.rules, _choice(service, kind), language)


def choice_view(service: Service) -> ChoiceView:
    """Which pack a ticket gets, and what stands in the way of it."""
    policies = service.rules.policies
    choice = policies.choice
    names = dict.fromkeys((choice.default, *(rule.pack for rule in choice.rules)))
    return ChoiceView(
        default=choice.default,
        rules=[rule.model_dump(mode="json", exclude_defaults=True) for rule in choice.rules],
        not_in_force=[name for name in names if not _is_known(service.rules, name)],
    )


def _is_known(rules: Rules, name: str) -> bool:
    try:
        rules.policies.newest(name)
    except NotAllowed:
        return False
    return True


def _choice(service: Service, kind: Kind) -> Choice | None:
    return service.rules.policies.choice if kind.category == "policy" else None


def _text(found: Standing, wanted: int | None, rules: Rules, choice: Choice | None, language: Language) -> TextView:
    version, text, state = _held(found, wanted)
    says = found.kind.read(text)
    return TextView(
        **found.view(choice).model_dump(),
        version=version,
        ref=found.ref(version),
        state=state,
        sha256=digest(text),
        text=text,
        sections=[
            SectionView(heading=part.heading, lines=[*part.lines])
            for part in (rules.page(found.kind.category, text, language) if says else ())
        ],
        says=says.model_dump(mode="json") if says else None,
    )


def _held(found: Standing, wanted: int | None) -> tuple[int, str, Literal["in-force", "superseded", "proposed"]]:
    """A version, its text and its state. Raises ApiProblem where there is no such version.

    A proposed text goes before one of the same number that came with the program and is not on record.
    """
    newest, proposal = found.newest, found.proposal
    if proposal and (wanted == proposal.version or (wanted is None and newest is None)):
        return proposal.version, found.proposed_text, "proposed"
    version = wanted or newest
    if version in found.texts:
        return version, found.texts[version], "in-force" if version == newest else "superseded"
    raise ApiProblem("no-such-version", name=found.name, version=version, versions=_listed(found))


def _listed(found: Standing) -> str:
    numbers: Sequence[int] = sorted({*found.texts, *([found.proposal.version] if found.proposal else [])})
    return ", ".join(map(str, numbers))
