"""From the call to whom the ticket goes: R1 to R8a."""
