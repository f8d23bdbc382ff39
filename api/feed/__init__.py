"""The public feed over HTTP: page by page, as a stream, and counted, for who has a subscription's secret."""
