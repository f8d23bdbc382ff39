"""All that is told, a file for each part of the process; importing it fills the list of scenarios."""

from tests.scenarios.told import belonging, diagnosis, dispatch, intake, plans, waiting, work

__all__ = ["belonging", "diagnosis", "dispatch", "intake", "plans", "waiting", "work"]
