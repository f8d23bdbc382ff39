"""The JSON Schema of each public event, as subscribers check what they get against it."""

from typing import Any, Final

from domain.published.event import PublicEvent
from domain.published.telling import PUBLISHED
from domain.published.words import FIELDS

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_id(public: type[PublicEvent]) -> str:
    """The dataschema of its events: a name, not an address that anybody has to reach."""
    return f"urn:gongdan:feed:{public.context}:{public.name}:v{public.version}"


def schema_of(public: type[PublicEvent]) -> dict[str, Any]:
    """Draft 2020-12, with the meaning of all in English and Chinese (``x-zh``)."""
    made = public.model_json_schema(mode="serialization")
    fields = {name: _field(name, said) for name, said in made["properties"].items()}
    zh, en = public.meaning
    return {
        "$schema": DIALECT,
        "$id": schema_id(public),
        "title": public.type_name(),
        "description": en,
        "x-zh": zh,
        "type": "object",
        "properties": fields,
        "required": sorted(made["required"]),
        "additionalProperties": False,
    }


def schemas() -> dict[str, dict[str, Any]]:
    """By the CloudEvents type."""
    return {public.type_name(): schema_of(public) for public in PUBLISHED}


def _field(name: str, said: dict[str, Any]) -> dict[str, Any]:
    """One with nothing to say is left out: no reader meets a null."""
    word = FIELDS[name]
    shape = next((each for each in said.get("anyOf", ()) if each.get("type") != "null"), said)
    kept = {key: value for key, value in shape.items() if key not in ("title", "default")}
    return {"description": word.en, "x-zh": word.zh, **kept, "examples": [word.example]}


def example_of(public: type[PublicEvent]) -> PublicEvent:
    """As it could be."""
    return public.model_validate({name: FIELDS[name].example for name in public.model_fields}, strict=False)
