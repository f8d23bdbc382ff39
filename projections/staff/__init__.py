"""Staff (员工档案): roles, teams, skills, certificates, roster, leave and stand-ins, one row a person."""

from projections.staff.folding import PROJECTION

__all__ = ["PROJECTION"]
