"""Which pack a ticket gets: rules in their order, the first that fits wins, else the deployment's default."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Strict, model_validator

from domain.policy.pack import PackName
from domain.policy.shipped import DEFAULT
from domain.rulebook.likeness import is_like
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Many, Part, Text
from domain.ticket.vocabulary import Channel, Kind


class Rule(Part):
    """Every condition that is given must hold; within one, any of its values.

    ``product``, ``model`` and ``contract`` take ``*`` for any signs; capitals and width make no difference.
    """

    pack: PackName
    product: Many[Text] = ()
    model: Many[Text] = ()
    contract: Many[Text] = ()
    kind: Many[Annotated[Kind, Strict(False)]] = ()
    channel: Many[Annotated[Channel, Strict(False)]] = ()

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if not (self.product or self.model or self.contract or self.kind or self.channel):
            raise mistake("no-condition")
        return self

    def fits(
        self,
        *,
        product: str | None,
        model: str | None,
        kind: Kind | None,
        channel: Channel | None,
        contract: str | None,
    ) -> bool:
        """Whether it is for such a ticket; what is not known of a ticket fits no condition."""
        return (
            is_like(product, self.product)
            and is_like(model, self.model)
            and is_like(contract, self.contract)
            and (not self.kind or kind in self.kind)
            and (not self.channel or channel in self.channel)
        )


class Choice(Part):
    """The file ``choice.toml`` in the folder of packs."""

    default: PackName = DEFAULT
    rules: Many[Rule] = ()


def choose(
    rules: Iterable[Rule],
    default: str,
    *,
    product: str | None = None,
    model: str | None = None,
    kind: Kind | None = None,
    channel: Channel | None = None,
    contract: str | None = None,
) -> str:
    """The name of the pack for such a ticket."""
    for rule in rules:
        if rule.fits(product=product, model=model, kind=kind, channel=channel, contract=contract):
            return rule.pack
    return default
