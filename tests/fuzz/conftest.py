"""How many cases: a taste in each run of the tests, thousands each night (`make fuzz`)."""

import os

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("taste", max_examples=40, deadline=None, suppress_health_check=QUIET)
settings.register_profile("nightly", max_examples=3_000, deadline=None, suppress_health_check=QUIET, print_blob=True)
settings.load_profile(os.environ.get("FUZZ", "taste"))
