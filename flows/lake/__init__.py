"""The lake: Delta tables, one committer, and snapshots that name the versions which belong together.

Reading needs `flows.lake.snapshot`, writing `flows.lake.commit`; the protocol is told in `docs/lake.md`.
"""
