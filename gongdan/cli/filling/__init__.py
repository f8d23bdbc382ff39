"""What fills the desk from elsewhere: other systems' logs, units sold, made-up months."""
