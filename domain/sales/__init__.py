"""Units sold by model, batch and month (销量, R41): what failure and repair-return rates are measured against."""
