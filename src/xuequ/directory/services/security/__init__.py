"""Acts on how accounts get in: attempts, passwords, second factors, sessions, the rules."""
