"""Records as a person reads them: people, histories, policy packs, comparisons of read models."""
