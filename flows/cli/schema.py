"""`dateline schema`: the data dictionary, generated from the declarations."""

from typing import Annotated, Literal

from cyclopts import Parameter

from flows.cli.options import TableName
from flows.cli.screen import print_json
from flows.dictionary import as_ddl, as_json, as_markdown


def schema(
    table: TableName | None = None,
    /,
    *,
    format: Annotated[Literal["md", "json", "ddl"], Parameter(alias="-f")] = "md",  # noqa: A002 - the option's name
) -> None:
    """Print the tables, column by column.

    Parameters
    ----------
    table
        One table; every table when left out.
    format
        md: Markdown, one section a table. json: one document. ddl: CREATE TABLE statements in standard SQL.
    """
    match format:
        case "md":
            print(as_markdown(table))  # noqa: T201 - Markdown goes out as it is, unwrapped
        case "json":
            print_json(as_json(table))
        case "ddl":
            print(as_ddl(table))  # noqa: T201
