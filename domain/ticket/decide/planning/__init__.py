"""What is decided of diagnosis and plan (诊断、方案, R9–R18)."""
