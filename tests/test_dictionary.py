"""The data dictionary says what the declarations say."""

import json

import duckdb
import pytest

from flows.dictionary import UnknownTableError, as_ddl, as_json, as_markdown
from schemas.tables import TABLES


def test_every_column_is_in_every_form() -> None:
    texts = (as_markdown(), json.dumps(as_json()), as_ddl())
    for table in TABLES.values():
        for column in table.columns:
            assert all(column.name in text for text in texts)
            assert all(column.doc in text for text in texts)


def test_a_database_takes_the_ddl_and_has_the_declared_columns() -> None:
    connection = duckdb.connect()
    connection.execute(as_ddl())
    for table in TABLES.values():
        described = connection.execute(f'DESCRIBE "{table.name}"').fetchall()
        assert [row[0] for row in described] == [column.name for column in table.columns]
        assert [row[2] == "YES" for row in described] == [column.nullable for column in table.columns]


def test_a_closed_vocabulary_is_listed() -> None:
    assert "One of `POS`, `NEG`." in as_markdown("events")


def test_an_unknown_table_is_refused_with_the_names() -> None:
    with pytest.raises(UnknownTableError, match=r"expected a table .*events.*, got 'event'"):
        as_markdown("event")
