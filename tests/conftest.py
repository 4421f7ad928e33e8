"""How Hypothesis tries examples: the same ones in every run, and however long a busy machine takes for one."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "dateline", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dateline")
