"""Time expressions: found in text, read into meanings, resolved to intervals."""
