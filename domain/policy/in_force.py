"""The packs that judge tickets now, each version that ever did, the rule that chooses one, and the rules of routing."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Final

from domain.policy.choice import Choice, choose
from domain.policy.pack import Pack
from domain.policy.shipped import SHIPPED
from domain.refusals import NotAllowed
from domain.routing.rules import NO_RULES, Routing
from domain.rulebook.reading import read
from domain.ticket.commands import OpenTicket


class Policies:
    """``packs`` are all versions known; the newest of a name is in force for tickets that are opened from now on."""

    def __init__(self, packs: Iterable[Pack], choice: Choice | None = None, routing: Routing = NO_RULES) -> None:
        self._by_ref: Mapping[str, Pack] = {pack.ref: pack for pack in packs}
        self._newest = {pack.name: pack for pack in sorted(self._by_ref.values(), key=lambda pack: pack.version)}
        self.choice, self.routing = choice or Choice(), routing

    @property
    def packs(self) -> tuple[Pack, ...]:
        return tuple(self._by_ref.values())

    def of(self, ref: str | None) -> Pack:
        """The pack that a ticket was opened under; an imported one was under none and is judged by the default.

        Raises NotAllowed where this process does not know it.
        """
        if ref is None:
            return self.newest(self.choice.default)
        if ref not in self._by_ref:
            raise NotAllowed("unknown-policy", policy=ref)
        return self._by_ref[ref]

    def newest(self, name: str) -> Pack:
        """Raises NotAllowed where this process does not know it."""
        if name not in self._newest:
            raise NotAllowed("unknown-policy", policy=name)
        return self._newest[name]

    def chosen(self, command: OpenTicket) -> Pack:
        """The pack for a ticket about to be opened. Raises NotAllowed."""
        product = command.product
        name = choose(
            self.choice.rules,
            self.choice.default,
            product=product.name if product else None,
            model=product.model if product else None,
            kind=command.kind,
            channel=command.channel,
            contract=command.tier,
        )
        return self.newest(name)

    def beside(self, packs: Iterable[Pack]) -> "Policies":
        """With more versions known."""
        return Policies((*self.packs, *packs), self.choice, self.routing)


def shipped_text(name: str, version: int | None = None) -> str:
    """The TOML of a pack that comes with the program: the newest version, or a former one, which judges old tickets."""
    newest = max(SHIPPED[name])
    place = (f"{name}.toml",) if version in (None, newest) else ("former", f"{name}-{version}.toml")
    return files("domain.policy").joinpath("packs", *place).read_text("utf-8")


def shipped() -> Policies:
    """The packs that come with the program, all their versions; the default for every ticket."""
    return _SHIPPED


_SHIPPED: Final = Policies(
    read(shipped_text(name, version), Pack) for name, versions in SHIPPED.items() for version in versions
)
