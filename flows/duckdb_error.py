"""What DuckDB says when it refuses, for people."""


def first_line(error: Exception) -> str:
    """The first line of DuckDB's message; the others repeat the statement with an arrow under it.

    >>> first_line(ValueError("Parser Error: syntax error at end of input\\n\\nLINE 1: SELECT\\n               ^"))
    'Parser Error: syntax error at end of input'
    """
    return str(error).strip().split("\n", 1)[0]
