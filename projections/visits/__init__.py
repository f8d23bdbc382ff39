"""The diary of visits (上门日程, R20, R21): a row a visit, agreed, moved, made, or come to nothing."""

from projections.visits.finding import SORTS, STATES, VisitFilter, called_off, count, page
from projections.visits.folding import PROJECTION
from projections.visits.sheets import SHEET
from projections.visits.tables import STANDING, VISITS

__all__ = ["PROJECTION", "SHEET", "SORTS", "STANDING", "STATES", "VISITS", "VisitFilter", "called_off", "count", "page"]
