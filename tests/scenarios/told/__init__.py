"""All that is told, a file for each theme: a file that is put here is found, and fills the list of scenarios."""

from importlib import import_module
from pkgutil import walk_packages

for _found in walk_packages(__path__, f"{__name__}."):
    import_module(_found.name)
