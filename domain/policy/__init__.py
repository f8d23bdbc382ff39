"""Policy packs: what they say, which one a ticket gets, and how a new version comes into force."""
