"""Pure transformations: values in, values out."""
