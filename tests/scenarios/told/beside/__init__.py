"""What is dealt with beside tickets: complaints and incidents: R36 to R37."""
