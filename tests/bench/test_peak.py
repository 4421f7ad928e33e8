"""The memory that `make bench` reports is that of the process it measures."""

import subprocess
import sys

import pytest

PRINT_PEAK = "from tests.bench.peak import peak_mib; print(peak_mib())"
BALLAST_MIB = 200


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_process_does_not_begin_with_the_peak_of_its_parent() -> None:
    parent = f"""
import subprocess, sys
ballast = bytearray({BALLAST_MIB} << 20)
{PRINT_PEAK}
subprocess.run([sys.executable, "-c", {PRINT_PEAK!r}], check=True)
"""
    printed = subprocess.run([sys.executable, "-u", "-c", parent], capture_output=True, text=True, check=True).stdout
    own, child = map(float, printed.split())
    assert own > BALLAST_MIB > child
