"""Gives a route's function the body of its action: FastAPI reads it off the signature."""

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import Body as FromBody
from pydantic import BaseModel

from api.tickets.actions import needs_body


def taking(endpoint: Callable[..., Any], model: type[BaseModel]) -> Callable[..., Any]:
    """The function with ``body`` of this model; where no field is needed, the body may be left out."""
    signature = inspect.signature(endpoint)
    default = inspect.Parameter.empty if needs_body(model) else FromBody(default_factory=model)
    body = signature.parameters["body"].replace(annotation=model, default=default)
    endpoint.__signature__ = signature.replace(parameters=list({**signature.parameters, "body": body}.values()))  # pyright: ignore[reportFunctionMemberAccess]
    return endpoint
