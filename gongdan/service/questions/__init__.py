"""What ``gongdan check`` asks: of the files, of the nats-servers, and of the running service."""
