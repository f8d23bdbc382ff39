"""What everybody has on their hands (工作量): their open tickets, clocks, visits ahead, and minutes of work."""

from projections.workload.asking import Among, Load, loads
from projections.workload.folding import PROJECTION, WORK
from projections.workload.sheets import SHEET

__all__ = ["PROJECTION", "SHEET", "WORK", "Among", "Load", "loads"]
