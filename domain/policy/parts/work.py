"""How the work is sorted and begun: fault types, a department's own categories, remote help first (R10–R12)."""

from domain.rulebook.part import Code, Many, Part, Text, Unlike
from domain.ticket.vocabulary import FaultType


class Category(Part):
    """A department's own sort of problem; ``fault_type`` is how the analysis counts it."""

    code: Code
    zh: Text
    en: Text
    fault_type: FaultType | None = None

    def say(self, *, chinese: bool) -> str:
        return self.zh if chinese else self.en


class Work(Part):
    """``remote_first``: a visit needs an attempt at remote help before it."""

    fault_types: Unlike[FaultType] = ("hardware", "software", "operation", "product-defect", "other")
    categories: Many[Category] = ()
    remote_first: bool = False
