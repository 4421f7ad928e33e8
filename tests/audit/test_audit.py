"""What `make audit` makes of pip-audit's answers, with and without a network."""

import json

from tests.audit.__main__ import verdict

SOUND = {"name": "rich", "version": "15.0", "vulns": []}
BAD = {"name": "wheel", "version": "0.1", "vulns": [{"id": "PYSEC-2022-1", "fix_versions": ["0.2"], "aliases": []}]}
UNKNOWN = {"name": "ours", "skip_reason": "Dependency not found on PyPI and could not be audited: ours (1.0)"}


def told(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_known_vulnerability_fails_and_is_named_with_its_remedy() -> None:
    lines, status = verdict(told(SOUND, BAD), "")
    assert status == 1
    assert lines == ["2 of 2 packages audited, 1 known vulnerabilities", "wheel 0.1: PYSEC-2022-1, mended in 0.2"]


def test_a_package_without_advisories_is_told_and_does_not_fail() -> None:
    assert verdict(told(SOUND, UNKNOWN), "") == (
        ["1 of 2 packages audited, 0 known vulnerabilities", "not audited: ours"],
        0,
    )


def test_advisories_out_of_reach_are_never_taken_for_a_clean_report() -> None:
    mirror = verdict(told(UNKNOWN), "")
    offline = verdict("", "Traceback\nrequests.exceptions.ProxyError: no route")
    assert [status for _, status in (mirror, offline)] == [0, 0]
    assert all(lines[0].startswith("not audited: expected") for lines, _ in (mirror, offline))


def test_a_broken_audit_fails() -> None:
    assert verdict("", "ModuleNotFoundError: No module named 'pip_audit'") == (
        ["expected pip-audit's report, got ModuleNotFoundError: No module named 'pip_audit'"],
        1,
    )
