"""Runs of a month: `zzlib.runs.run.run_month` reads, computes, executes the notebook and publishes all or nothing.

Nothing is imported here: the process of a notebook (`zzlib.runs.notebook`) starts with what it needs and no more.
"""
