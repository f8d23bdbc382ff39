"""The program: settings, composition root, command line, embedded nats-server, event mapper and key store."""
