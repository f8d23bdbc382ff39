"""Quality's pages: tickets picked by chance to be inspected, and the form that one is scored by."""
