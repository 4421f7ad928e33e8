"""`prefect.yaml` names flows that are there, with parameters that they take; the commands beside it refuse what cannot be."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


def flow_of(deployment: dict[str, Any]) -> Any:
    module, name = deployment["entrypoint"].rsplit(".", 1)
    return getattr(import_module(module), name)


def test_there_is_a_deployment_for_each_kind_of_work() -> None:
    assert [deployment["name"] for deployment in DEPLOYMENTS] == ["ingest", "load", "maintain", "backfill"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_the_parameters_are_those_of_the_flow(deployment: dict[str, Any]) -> None:
    given = dict(deployment["parameters"])
    if deployment["name"] == "backfill":  # the days come with the run
        given |= {"source": "reuters2017", "first": "2024-01-01", "last": "2024-01-31"}
    flow_of(deployment).validate_parameters(given)


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda deployment: deployment["name"])
def test_two_runs_of_one_deployment_never_work_at_once(deployment: dict[str, Any]) -> None:
    assert deployment["concurrency_limit"]["limit"] == 1


def test_no_deployment_holds_an_address_or_a_password() -> None:
    text = (ROOT / "prefect.yaml").read_text(encoding="utf-8")
    assert not re.search(r"://|password|secret|token", re.sub(r"^#.*$", "", text, flags=re.MULTILINE), re.IGNORECASE)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ingest", {"paths": []}),
        ("ingest", {"workers": 0}),
        ("load", {"target": "duckdb; rm -rf"}),
        ("load", {"lake": ""}),
        ("maintain", {"retention_hours": -1}),
        ("backfill", {"source": "s", "first": "2024-01-01", "last": "soon"}),
        ("backfill", {"source": "s", "first": "2024-01-01", "last": "2024-01-02", "days_a_step": 0}),
    ],
)
def test_parameters_that_cannot_be_are_refused_before_anything_runs(name: str, change: dict[str, Any]) -> None:
    from prefect.exceptions import ParameterTypeError

    deployment = next(each for each in DEPLOYMENTS if each["name"] == name)
    with pytest.raises(ParameterTypeError):
        flow_of(deployment).validate_parameters(deployment["parameters"] | change)
