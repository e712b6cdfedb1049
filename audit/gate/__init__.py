"""From an audit to a verdict, and from a run's verdicts to its exit code."""
