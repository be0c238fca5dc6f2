"""Copies on probes made from long made-up reports: what is found, what is missed, what is called a copy and is none."""
