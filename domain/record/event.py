"""What every fact in the log is: a frozen model under a stored name that never changes."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, StringConstraints


class Part(BaseModel):
    """A piece of an event or of a command: a contact, a product, an option of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(Part):
    """A fact. ``stored_name`` is its name in the log for ever; ``schema_version`` rises with an upcaster.

    Optional fields are ``None`` where nothing was said and are then left out of the stored body; a default other than
    ``None`` is never used, so that what is stored says all. Fields marked personal are encrypted before being stored.
    """

    stored_name: ClassVar[str]
    schema_version: ClassVar[int] = 1


Short = StringConstraints(strip_whitespace=True, min_length=1, max_length=300)
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
"""A name that is nobody's: of a product, a model, a part. Stored in the clear."""
