"""The published language (R51, R52): what subscribers are told; thin, impersonal, stable while our events change."""
