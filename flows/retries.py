"""When Prefect tries a task again: for the failures named, and no others."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun
    from prefect.tasks import Task


def retry_on(*kinds: type[Exception]) -> "Callable[[Task[..., object], TaskRun, State[object]], bool]":
    """A retry condition for a Prefect task: whether it failed by one of these, or because the network did."""
    transient: tuple[type[Exception], ...] = (*kinds, ConnectionError, TimeoutError)

    def is_transient(_task: "Task[..., object]", _run: "TaskRun", state: "State[object]") -> bool:
        try:
            state.result()
        except transient:
            return True
        except Exception:  # noqa: BLE001 - the state holds whatever the task raised; only the kinds above are tried again
            return False
        return False

    return is_transient
