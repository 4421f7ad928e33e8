"""The settings of a machine: what DATELINE_* variables may say."""

import pytest

from flows.settings import SettingsError, load_settings


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("DATELINE_WORKERS", "0", "expected DATELINE_WORKERS to be 1 or more, got 0"),
        ("DATELINE_BACKLOG", "0", "expected DATELINE_BACKLOG to be 1 or more, got 0"),
        ("DATELINE_GROUP_MIB", "-1", "expected DATELINE_GROUP_MIB to be 1 or more, got -1"),
        ("DATELINE_SHARD_SECONDS", "0", "expected DATELINE_SHARD_SECONDS to be 1 or more, got 0.0"),
        ("DATELINE_SHARD_SECONDS", "inf", "expected DATELINE_SHARD_SECONDS to be 31622400 or less, got inf"),
        ("DATELINE_LOCK_WAIT_SECONDS", "nan", "expected DATELINE_LOCK_WAIT_SECONDS to be 0 or more, got nan"),
        ("DATELINE_BACKLOG", "two", "expected a number in DATELINE_BACKLOG, got 'two'"),
        ("DATELINE_DASK_ADDRESS", "foo", "expected DATELINE_DASK_ADDRESS as tcp://scheduler:8786, got 'foo'"),
        ("DATELINE_DASK_ADDRESS", "tcp://foo", "expected DATELINE_DASK_ADDRESS as tcp://scheduler:8786, got 'tcp://foo'"),
        ("DATELINE_RUNNER", "fork", "expected a runner, one of threads, processes, dask; got 'fork'"),
    ],
)
def test_a_setting_that_no_run_could_work_with_is_refused(variable: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings({variable: value})
    assert str(error.value) == message
