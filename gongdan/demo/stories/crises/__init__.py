"""What befalls a whole product: a bad batch, and an outage in many shops at once."""
