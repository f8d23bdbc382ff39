"""The rule texts as the API has them: read from the log and the program, checked as files are."""

from collections.abc import Mapping, Sequence
from typing import Final
from zoneinfo import ZoneInfo

from api.rules.texts.source import Category, Section, Wrong
from domain.calendar.calendar import Calendar
from domain.calendar.shipped import SHIPPED, shipped_text
from domain.clocks.calendars import Calendars
from domain.desk.kinds import id_of
from domain.policy.in_force import Policies
from domain.policy.pack import Pack
from domain.record.envelope import Recorded
from domain.refusals import Language
from domain.routing.rules import Routing, Rule
from domain.rulebook.reading import read
from gongdan.policies.files import mistakes_in
from gongdan.policies.in_force import PoliciesInForce
from gongdan.policies.library import severities_of, shipped
from gongdan.policies.pages import calendar_page
from gongdan.policies.pages.page import Page
from gongdan.policies.routing import page as routing_page
from gongdan.storing.store import NatsEventStore

_MODELS: Final[dict[Category, type[Pack] | type[Calendar] | type[Routing]]] = {
    "policy": Pack,
    "calendar": Calendar,
    "routing": Routing,
}


class RulesOfTheProgram:
    """Implements :class:`api.rules.texts.source.Rules`."""

    def __init__(self, store: NatsEventStore, in_force: PoliciesInForce) -> None:
        self._store, self._in_force = store, in_force

    @property
    def policies(self) -> Policies:
        return self._in_force()

    def calendars(self, zone: ZoneInfo) -> Calendars:
        return self._in_force.calendars(zone)

    @property
    def unreadable(self) -> Sequence[str]:
        return self._in_force.unreadable

    def shipped(self, category: Category) -> Mapping[str, str]:
        if category == "calendar":
            return {region: shipped_text(region) for region in SHIPPED}
        if category == "routing":
            return {}
        return {name: held.text for name, held in shipped().items()}

    async def histories(self, category: Category) -> Mapping[str, Sequence[Recorded]]:
        found: dict[str, list[Recorded]] = {}
        for recorded in await self._store.category(category):
            found.setdefault(id_of(recorded.envelope.aggregate), []).append(recorded)
        return found

    def mistakes(self, category: Category, text: str, language: Language) -> Sequence[Wrong]:
        found = mistakes_in(text, _MODELS[category], severities_of(self.policies.packs))
        return [Wrong(each.line, each.key, each.why.say(language)) for each in found]

    def page(self, category: Category, text: str, language: Language) -> Sequence[Section]:
        chinese = language == "zh"
        if category == "calendar":
            told = calendar_page.sections(read(text, Calendar), chinese=chinese)
        elif category == "routing":
            told = routing_page.sections(read(text, Routing), chinese=chinese)
        else:
            told = Page(read(text, Pack), chinese=chinese).sections()
        return [Section(heading, tuple(lines)) for heading, lines in told]

    def conditions(self, rule: Rule, language: Language) -> Sequence[str]:
        return routing_page.conditions(rule, chinese=language == "zh")

    async def look_again(self) -> None:
        await self._in_force.look_again()
