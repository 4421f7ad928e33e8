"""Prefect flows, readers, writers and the command line: every side effect lives here."""
