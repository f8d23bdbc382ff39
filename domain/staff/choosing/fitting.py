"""Which of the skills on a person's record are for a product, and whether one of them holds on a day."""

import unicodedata
from datetime import date
from typing import Final

from domain.staff.state import Staff

MODEL: Final = 40
NAME: Final = 30


def fit(skill: str, product: str | None, model: str | None) -> int:
    """Points for a skill: one for the model or its series counts more than one for the kind of product; 0: none."""
    named = _plain(skill)
    if model and _plain(model).startswith(named):
        return MODEL
    kind = _plain(product or "")
    return NAME if kind and (named in kind or kind in named) else 0


def lacks_skill(person: Staff, product: str | None, model: str | None, day: date) -> bool:
    """Whether a person of whom skills are on record has none for the product on that day, or no certificate any more.

    Of whom no skill is on record, or for no product that is known, nothing is lacking.
    """
    if not person.skills or not (product or model):
        return False
    fitting = {held: days for held, days in person.skills.items() if fit(held[0], product, model)}
    if not any(day in days for days in fitting.values()):
        return True
    proofs = [days for (_, certificate), days in fitting.items() if certificate]
    return bool(proofs) and not any(day in days for days in proofs)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
