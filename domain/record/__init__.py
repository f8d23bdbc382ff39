"""What is stored of every event beside its data: envelope, ids, moments, and which fields are personal."""
