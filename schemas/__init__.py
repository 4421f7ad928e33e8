"""The columns, the tables and the strict batch builder."""
