"""Personal data as plain values: what consents say, when something is due, what an audit finds."""
