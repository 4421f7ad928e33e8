"""One whole ingest flow as a process of its own: `python -m tests.chaos.flow_job LAKE RUNNER PATH...`."""

import sys

from tests.chaos.work import DUMP_DATE


def main() -> None:
    """Runs the flow on PREFECT_API_URL's server with two workers."""
    from flows.ingest import ingest_dump

    lake, runner, *paths = sys.argv[1:]
    ingest_dump(paths, lake, workers=2, runner=runner, dump_date=DUMP_DATE)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
