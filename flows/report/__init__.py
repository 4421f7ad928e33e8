"""The report: one self-contained page that shows a lake's events by when they happen."""
