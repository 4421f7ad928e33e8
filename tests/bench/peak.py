"""The peak memory of a process, for those that measure one."""

from pathlib import Path


def peak_mib() -> float:
    """The most resident memory that this process has had, in MiB; of Linux alone.

    Not `ru_maxrss`: a new process begins with that of the one that started it, even when it goes on as another program.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
