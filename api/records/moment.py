"""The present moment, in the deployment's zone."""

from datetime import UTC, datetime

from api.service import Service


def now(service: Service) -> datetime:
    return datetime.now(UTC).astimezone(service.zone)
