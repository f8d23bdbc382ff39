"""The archive (归档案卷, R34): a row a dossier that was put away, with what it is found by again."""

from projections.dossiers.finding import SORTS, DossierFilter, count, page
from projections.dossiers.folding import DOSSIERS, PROJECTION
from projections.dossiers.sheets import SHEET

__all__ = ["DOSSIERS", "PROJECTION", "SHEET", "SORTS", "DossierFilter", "count", "page"]
