"""The words of saved views: of which lists there are views, and what their queries may hold."""

from typing import Final, Literal, get_args

ListName = Literal[
    "register",
    "faults",
    "progress",
    "visits",
    "workload",
    "dossiers",
    "tasks",
    "parts",
    "returns",
    "complaints",
    "incidents",
    "articles",
    "meetings",
    "care-plans",
    "inspections",
    "improvements",
]
"""A list by the place that the API has it at, without its slash."""
LISTS: Final[tuple[str, ...]] = get_args(ListName)

FREE_TEXT: Final = frozenset({"text"})
"""Parameters that hold what people type: it may name somebody, so it is for who typed it alone."""
NEVER: Final = frozenset({"serial"})
"""Parameters that name somebody's own product by themselves: they are kept in no view."""
