"""Pure transformations: values in, values out.

`from transforms import analyze` for notebooks. Nothing is loaded before it is called.
"""

from transforms.analysis import Analysis, analyze

__all__ = ["Analysis", "analyze"]
