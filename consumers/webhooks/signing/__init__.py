"""How a delivery is signed, so that its receiver knows whose it is (Standard Webhooks)."""
