"""What is kept, and for how long: attachments (R5) and the dossier (R34, R50)."""

from typing import Annotated

from pydantic import Field

from domain.rulebook.part import Part, Unlike

MediaType = Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]*$", max_length=100)]


class Attachments(Part):
    """What may be attached, and how large one may be. The deployment's own limits hold besides."""

    media_types: Unlike[MediaType] = (
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/heic",
        "video/mp4",
        "video/quicktime",
        "application/pdf",
        "text/plain",
        "text/csv",
    )
    max_mb: int = Field(default=50, ge=1, le=2_000)


class Retention(Part):
    """Years that a ticket's dossier is kept after closing: three at least, as the process asks."""

    years: int = Field(default=3, ge=3, le=100)
