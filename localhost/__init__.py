"""A local Azure Functions host, for machines without Core Tools; never deployed.

It runs the same function app as Azure does: it indexes it as the Python worker does, serves its HTTP triggers, scans storage for its
blob triggers, polls its queues and keeps its timers. Where the real host is strict or odd, so is this one, because what passes here and
fails in Azure is worth nothing. It imports nothing of the app's packages, and they import nothing of it.
"""
