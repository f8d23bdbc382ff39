"""What somebody did in a month or quarter (个人考核, R41): each figure of whoever acted, counted when asked for."""

from projections.appraisals.counting import READ, Appraised, appraised
from projections.appraisals.measures import MEASURES

__all__ = ["MEASURES", "READ", "Appraised", "appraised"]
