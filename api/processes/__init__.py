"""How tickets went, over HTTP: the process map, its variants, and turns from the written process."""
