"""The checks of two sources in one lake: what a run of the one leaves undone, a run of the other does not make good."""

from pathlib import Path

import pytest

from flows import ingestion
from flows.ingestion import Ingestion
from flows.lake.snapshot import LakeSnapshot, open_lake
from flows.sources import Checks
from flows.targets.loading import refuse_unchecked
from flows.targets.warehouse import TargetError
from tests.flows.dumps import read_in, story, write_dump


def half_read(lake: Path, dump: Path, **how: object) -> None:
    """What a run leaves that is killed after its commit and before its end."""

    def killed(self: Ingestion) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ingestion, "GROUP_SHARDS", 1)
        patched.setattr(Ingestion, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            read_in(lake, dump, **how)  # type: ignore[arg-type]


def refused(lake: LakeSnapshot) -> str:
    with pytest.raises(TargetError) as caught:
        refuse_unchecked(lake)
    return str(caught.value)


def test_a_source_is_half_read_until_it_is_read_again(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    first, other = (write_dump(tmp_path / name / "a.jsonl", [story(1), story(2)]) for name in ("wire", "other"))
    half_read(lake, first)
    read_in(lake, other, source="other")
    assert (open_lake(lake).checks["state"], open_lake(lake).half_read) == ("pending", ("wire",))
    assert "got wire half read in snapshot 2" in refused(open_lake(lake))
    read_in(lake, first)
    refuse_unchecked(open_lake(lake))


def test_what_failed_stands_until_a_whole_run_passes(tmp_path: Path) -> None:
    lake, many = tmp_path / "lake", Checks(expected_records=(5, 9))
    first, other = (write_dump(tmp_path / name / "a.jsonl", [story(1), story(2)]) for name in ("wire", "other"))
    read_in(lake, first, checks=many)
    half_read(lake, first, force=True)
    read_in(lake, other, source="other")
    assert "got wire half read" in refused(open_lake(lake))
    assert open_lake(lake).failed_checks == ("wire: expected 5 to 9 records, got 2",)
    read_in(lake, first, force=True)
    refuse_unchecked(open_lake(lake))
