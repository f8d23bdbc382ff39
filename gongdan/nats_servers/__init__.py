"""The nats-servers that Gongdan runs on: users with the least rights, configs, passwords, and the embedded one."""
