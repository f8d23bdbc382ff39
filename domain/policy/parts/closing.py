"""What a case needs before it is closed (结案, R33)."""

from domain.rulebook.part import Part


class Closing(Part):
    """``report``: cause, handling and lessons are written down first (结案报告)."""

    report: bool = False
