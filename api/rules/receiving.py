"""Whether anybody would get what proposed rules of routing send them: told with the proposal, which still stands."""

from api.records.moment import now
from api.rules.kinds import Kind
from api.rules.texts.told import RuleWarning
from api.service import Service
from domain.refusals import Language
from domain.routing.receivers import missing
from domain.routing.rules import Routing


async def warnings_of(service: Service, kind: Kind, text: str, language: Language) -> list[RuleWarning]:
    """None of packs and calendars, and none where no staff records are kept."""
    rules = kind.read(text)
    if not isinstance(rules, Routing):
        return []
    found = missing(rules, await service.desk.staff(), now(service).date())
    return [
        RuleWarning(code=one.code, rule=one.rule, receiver=one.receiver, message=one.say(language)) for one in found
    ]
