"""The target's schema: made, documented, evolved, and left alone where it is not ours."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta

import pytest

from flows.lake.snapshot import open_lake
from flows.queries import upcoming_events
from flows.targets.loading import load_snapshot
from flows.targets.statements import Statement, sentence
from flows.targets.tables import TARGET_TABLES, WATERMARKS
from flows.targets.views import VIEWS
from flows.targets.warehouse import TargetError, Warehouse
from tests.targets.lakes import BEFORE, LakeBuilder, article, event, row
from tests.targets.reading import lake_rows, query, target_rows

Open = Callable[..., Warehouse]
COMMENTS = {
    "duckdb": "SELECT table_name, column_name, comment FROM duckdb_columns() "
    "WHERE NOT internal AND database_name = 'warehouse'",
    "postgresql": "SELECT table_name::text, column_name::text, "
    "col_description(format('%I.%I', table_schema, table_name)::regclass, ordinal_position) "
    "FROM information_schema.columns WHERE table_schema = 'dateline'",
}
TABLE_COMMENTS = {
    "duckdb": "SELECT table_name, comment FROM duckdb_tables() UNION ALL "
    "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal",
    "postgresql": "SELECT relname::text, obj_description(oid) FROM pg_class "
    "WHERE relnamespace = 'dateline'::regnamespace AND relkind IN ('r', 'v')",
}


@pytest.fixture
def loaded(open_target: Open, lake: LakeBuilder) -> Warehouse:
    warehouse = open_target()
    load_snapshot(open_lake(lake.path), warehouse)
    return warehouse


def change(warehouse: Warehouse, text: str) -> None:
    warehouse.begin()
    warehouse.run(Statement(text))
    warehouse.commit()


def test_every_table_view_and_column_is_documented_in_the_warehouse(loaded: Warehouse) -> None:
    tables = (WATERMARKS, *(item.table for item in TARGET_TABLES))
    expected = {(table.name, column.name): sentence(column) for table in tables for column in table.columns}
    expected |= {(view.name, column.name): column.doc for view in VIEWS for column in view.columns}
    found = {(table, column): comment for table, column, comment in query(loaded, COMMENTS[loaded.dialect.name])}
    assert found == expected
    described = dict(query(loaded, TABLE_COMMENTS[loaded.dialect.name]))
    assert described == {each.name: each.doc for each in (*tables, *VIEWS)}


def test_a_column_of_a_newer_version_is_added(loaded: Warehouse, lake: LakeBuilder) -> None:
    for view in VIEWS:
        change(loaded, f"DROP VIEW {loaded.dialect.qualify(view.name)}")
    change(loaded, f"ALTER TABLE {loaded.dialect.qualify('mentions')} DROP COLUMN edtf")
    report = load_snapshot(open_lake(lake.path), loaded, full=True)
    assert report.schema_changes[0] == "column mentions.edtf added"
    assert target_rows(loaded) == lake_rows(lake.path)
    assert query(loaded, "SELECT COUNT(*) FROM <events_current>") == [(4,)]


def test_a_column_of_somebody_else_stays(loaded: Warehouse, lake: LakeBuilder) -> None:
    change(loaded, f"ALTER TABLE {loaded.dialect.qualify('articles')} ADD COLUMN reviewed_by VARCHAR(20)")
    change(loaded, f"UPDATE {loaded.dialect.qualify('articles')} SET reviewed_by = 'Ann' WHERE article_id = 'a3'")
    lake.replace(1, [], [], title="New")
    load_snapshot(open_lake(lake.path), loaded)
    assert query(loaded, "SELECT reviewed_by FROM <articles> WHERE article_id = 'a3'") == [("Ann",)]


def test_a_column_of_another_type_is_refused(loaded: Warehouse, lake: LakeBuilder) -> None:
    for view in VIEWS:
        change(loaded, f"DROP VIEW {loaded.dialect.qualify(view.name)}")
    change(loaded, f"ALTER TABLE {loaded.dialect.qualify('loads')} ALTER COLUMN mentions TYPE DOUBLE PRECISION")
    with pytest.raises(TargetError, match=r"(?i)expected loads.mentions of target \w+ to be bigint, got double"):
        load_snapshot(open_lake(lake.path), loaded)


def test_views_say_what_is_current_what_is_to_come_and_how_much_a_day(loaded: Warehouse) -> None:
    current = query(loaded, "SELECT event_id, title, duplicate_group, is_reprint FROM <events_current> ORDER BY event_id")
    assert current == [
        ("a1-e30", "Title 1", None, False),
        ("a1-e7", "Title 1", None, False),
        ("a2-e9", "Title 2", "a2", False),
        ("a3-e1", "Title 3", "a2", True),
    ]
    # a3 repeats a2, and a1's events are past or negated.
    assert query(loaded, "SELECT event_id FROM <upcoming_events>") == [("a2-e9",)]
    by_day = query(loaded, "SELECT day, events, articles, asserted, planned FROM <events_by_day> ORDER BY day")
    assert [(str(day), *counts) for day, *counts in by_day] == [("2026-03-05", 1, 1, 1, 0), ("9999-12-30", 2, 2, 1, 1)]


def test_what_is_to_come_is_what_the_command_says(loaded: Warehouse, lake: LakeBuilder) -> None:
    by, late = date(9999, 12, 30), date(9999, 6, 1)
    told = [
        event(4, 1, latest_end=by, factuality="PLANNED", **BEFORE),  # by then, without a best guess
        event(4, 2, best_start=late, best_end=late, earliest_start=late, **BEFORE),
        event(4, 3, latest_end=by, **BEFORE | {"time_basis": "TENSE"}),
        event(4, 4, latest_end=by, **BEFORE | {"tense": "PAST"}),  # asserted as past: a date of the future is none of its own
        event(4, 5, best_start=late, best_end=late, **BEFORE | {"published_on": late}),
        event(4, 6, best_start=late, best_end=late, **BEFORE | {"published_on": None}),
        event(4, 7, best_start=late, best_end=late, polarity="NEG", **BEFORE),
    ]
    # The command tells a sentence once.
    lake.commit(articles=[article(4)], events=[each | {"event_sentence": f"Sentence {at}."} for at, each in enumerate(told)])
    load_snapshot(open_lake(lake.path), loaded)
    found = query(loaded, "SELECT event_id, due, due_end FROM <upcoming_events> WHERE article_id = 'a4' ORDER BY event_id")
    assert found == [("a4-e1", by, by), ("a4-e2", late, late)]
    with closing(open_lake(lake.path).connect()) as connection:
        command = upcoming_events(connection, date(9990, 1, 1), timedelta(days=3650)).as_records()
    assert {each["event_id"] for each in command if each["article_id"] == "a4"} == {"a4-e1", "a4-e2"}


def test_what_only_a_reprint_says_is_to_come_all_the_same(loaded: Warehouse, lake: LakeBuilder) -> None:
    due, planned = date(9999, 12, 30), BEFORE | {"factuality": "PLANNED"}
    told = [
        event(5, 1, best_start=due, best_end=due, lemma="vote", event_sentence="They vote then.", **planned),
        event(6, 1, best_start=due, best_end=due, lemma="vote", event_sentence="They will vote then.", **planned),
        event(7, 1, best_start=due, best_end=due, lemma="vote", event_sentence="They vote then.", **planned),
        event(7, 2, best_start=due, best_end=due, lemma="march", event_sentence="They vote then.", **planned),
    ]
    grouped = [row("duplicate_groups", article_id=f"a{number}", duplicate_group="a4") for number in (4, 5, 6)]
    lake.commit(articles=[article(number) for number in (4, 5, 6, 7)], events=told, duplicate_groups=grouped)
    load_snapshot(open_lake(lake.path), loaded)
    found = query(loaded, "SELECT event_id FROM <upcoming_events> WHERE lemma IN ('vote', 'march') ORDER BY event_id")
    # a4, the first of its group, lacks the vote; a5 tells it for the story, and in the words of a7.
    assert found == [("a5-e1",), ("a7-e2",)]
    with closing(open_lake(lake.path).connect()) as connection:
        command = upcoming_events(connection, date(9990, 1, 1), timedelta(days=3650)).as_records()
    assert sorted(each["event_id"] for each in command if each["lemma"] in ("vote", "march")) == ["a5-e1", "a7-e2"]
