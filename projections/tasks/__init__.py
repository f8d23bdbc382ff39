"""What people have to do now (任务): one list for all, each task with whom it is for, until when, and why."""

from projections.tasks.folding import PROJECTION

__all__ = ["PROJECTION"]
