"""How a clock run is told in one sentence, in Chinese and English."""
