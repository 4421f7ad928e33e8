"""What `dateline run` does, as a process of its own: `python -m tests.chaos.flow_job LAKE RUNNER PATH...`."""

import sys

from tests.chaos.work import DUMP_DATE


def main() -> None:
    """Reads the dump, its flow on PREFECT_API_URL's server with two workers."""
    from flows.cli.run import read_dump

    lake, runner, *paths = sys.argv[1:]
    _, reasons = read_dump(paths, lake, workers=2, runner=runner, dump_date=DUMP_DATE)
    sys.exit("; ".join(reasons) or None)


if __name__ == "__main__":
    main()
