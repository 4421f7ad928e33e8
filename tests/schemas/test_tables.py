"""The tables agree with themselves, with the seam dataclasses and with what warehouses can store."""

import dataclasses

import msgspec
import pyarrow as pa
import pytest

from schemas.column import Table
from schemas.tables import ARTICLES, EVENTS, MENTIONS, TABLES
from transforms.articles.record import Article
from transforms.events.event import Event
from transforms.temporal.mention import Mention

ALL = pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))


@ALL
def test_a_column_is_declared_once_and_explained(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert all(column.doc.endswith(".") for column in table.columns)


@ALL
def test_the_key_and_the_partition_are_columns_and_the_key_is_never_null(table: Table) -> None:
    assert not any(table[name].nullable for name in table.key)
    assert table.partition is None or table[table.partition].type == pa.string()


@ALL
def test_no_type_that_warehouses_lack(table: Table) -> None:
    for column in table.columns:
        assert not pa.types.is_dictionary(column.type)
        assert not pa.types.is_nested(column.type)
        assert not pa.types.is_timestamp(column.type) or column.type.unit == "us"


@pytest.mark.parametrize(("table", "cls"), [(ARTICLES, Article), (MENTIONS, Mention), (EVENTS, Event)])
def test_every_field_of_a_seam_value_is_a_column(table: Table, cls: type) -> None:
    columns = {column.name for column in table.columns}
    fields = msgspec.structs.fields(cls) if issubclass(cls, msgspec.Struct) else dataclasses.fields(cls)
    assert {field.name for field in fields} <= columns


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(KeyError, match="expected a column of articles, got 'colour'"):
        ARTICLES["colour"]
