"""Scripts that measure the auditor, beside peers where there are any."""
