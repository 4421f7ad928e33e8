"""`make audit`: the pinned requirements against the known vulnerabilities, by pip-audit.

    python -m tests.audit [REQUIREMENTS]

Exits with 1 when a package has one. Where the advisories cannot be reached it says so and exits with 0: a machine without a
network must still be able to run every other check.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

REQUIREMENTS: Final = Path(__file__).resolve().parents[2] / "requirements-dev.txt"
TIMEOUT_SECONDS: Final = 10
LONGEST_SECONDS: Final = 120


def main() -> int:
    """Runs pip-audit and prints the verdict on the standard error; 0 when there is nothing to mend."""
    requirements = Path(sys.argv[1]) if len(sys.argv) > 1 else REQUIREMENTS
    # Every package is pinned by hash, so that there is nothing to resolve and nothing to download.
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--requirement", str(requirements)]
    options = ["--format", "json", "--progress-spinner", "off", "--timeout", str(TIMEOUT_SECONDS)]
    try:
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        lines, status = [f"not audited: expected an answer within {LONGEST_SECONDS} s, got none"], 0
    else:
        lines, status = verdict(done.stdout, done.stderr)
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201 - what the command is for
    return status


def verdict(told: str, complaint: str) -> tuple[list[str], int]:
    """What pip-audit's JSON says in a few lines, and the exit status.

    No JSON and a failed request mean that the advisories are out of reach; no JSON for another reason is a failure.
    """
    try:
        packages: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        last = (complaint.strip().splitlines() or ["nothing"])[-1][:200]
        if "requests.exceptions." in complaint or "ServiceError" in complaint or "ConnectionError" in complaint:
            return [f"not audited: expected to reach the advisories, got {last}"], 0
        return [f"expected pip-audit's report, got {last}"], 1
    bad = [
        f"{package['name']} {package['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no release'}"
        for package in packages
        for found in package.get("vulns", ())
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    audited = len(packages) - len(unknown)
    if not audited:
        return [f"not audited: expected advisories on {len(packages)} packages, got none; the index answers without any"], 0
    lines = [f"{audited} of {len(packages)} packages audited, {len(bad)} known vulnerabilities", *bad]
    return (lines if not unknown else [*lines, f"not audited: {', '.join(unknown)}"]), 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
