"""Pure transformations: values in, values out.

`from transforms import analyze` for notebooks. Nothing is loaded before it is called.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from transforms.analysis import Analysis, analyze

__all__ = ["Analysis", "analyze"]


def __getattr__(name: str) -> Any:
    # Every module below passes through here, and most have no use for the extraction of events.
    if name in __all__:
        from transforms import analysis

        return getattr(analysis, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
