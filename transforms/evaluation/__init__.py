"""Evaluation: predictions scored against annotated documents, every figure a pure function of the two."""
