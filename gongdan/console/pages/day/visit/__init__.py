"""One visit: what is known before it, and the reports, photos and signature that come of it."""
