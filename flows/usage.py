"""What a user asked for that cannot be."""


class UsageError(ValueError):
    """A command, table, column, date or choice of options that makes no sense; told before anything is done, in one line."""
