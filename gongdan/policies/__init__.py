"""Policy packs as files: which there are, whether they are right, and what they say in plain words."""
