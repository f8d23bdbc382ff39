"""The documents of a ticket: gathered as the reader may see it, printed for whom it is."""
