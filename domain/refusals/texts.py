"""How refusals are told: by code, in Chinese and English."""

Texts = dict[str, tuple[str, str]]
