"""Warehouses: what each understands is data in `config/targets/`, what each does is one module and a line in the registry."""
