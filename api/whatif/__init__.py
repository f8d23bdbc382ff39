"""What would be under another policy pack, over HTTP."""
