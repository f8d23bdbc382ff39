"""What is counted of reactions: events acted on, tries that failed, and events given up."""

from typing import Final

from prometheus_client import Counter

REACTED: Final = Counter("gongdan_reactions", "Events that a reaction has dealt with.", ["reaction"])
RETRIED: Final = Counter("gongdan_reaction_retries", "Tries that failed and are made again.", ["reaction"])
GIVEN_UP: Final = Counter("gongdan_reaction_given_up", "Events that became dead letters of a reaction.", ["reaction"])
