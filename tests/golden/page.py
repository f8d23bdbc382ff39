"""The table of events in docs/formats.md section 9, as the code has it."""

from pydantic import BaseModel

from domain.catalogue import EVENTS
from domain.record.personal import personal_fields


def events_table() -> str:
    """One row a type: its fields in declared order, personal ones with their class, those always there in bold."""
    rows = [f"| `{name}` | {schema(event)} | {_fields(event)} |" for name, event in EVENTS.items()]
    return "\n".join(["| type | schema | data |", "|---|---|---|", *rows]) + "\n"


def schema(event: type[BaseModel]) -> int:
    return event.schema_version  # type: ignore[attr-defined]


def _fields(model: type[BaseModel]) -> str:
    return ", ".join(_field(path, kind, required) for path, kind, required in _paths(model, ())) or "–"


def _field(path: str, kind: str | None, required: bool) -> str:
    name = f"**{path}**" if required else path
    return f"{name} (*{kind}*)" if kind else name


def _paths(model: type[BaseModel], before: tuple[str, ...]) -> list[tuple[str, str | None, bool]]:
    marks = {path: mark.kind for path, mark in personal_fields(model)}
    found: list[tuple[str, str | None, bool]] = []
    for name, field in model.model_fields.items():
        inner = [part for part in getattr(field.annotation, "__args__", ()) if _is_model(part)]
        if inner:
            found += [
                (path, kind or marks.get((name, path.rsplit(".", 1)[1])), need)
                for path, kind, need in _paths(inner[0], (*before, name))
            ]
        else:
            found.append((".".join((*before, name)), marks.get((name,)), field.is_required()))
    return found


def _is_model(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)
