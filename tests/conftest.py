"""Fixtures of every test, and the promise of CI that nothing is skipped."""

import os

import pytest

pytest_plugins = [
    "tests.fixtures.azurite",
    "tests.fixtures.proxy",
    "tests.fixtures.s3",
    "tests.fixtures.stores",
    "tests.fixtures.databases",
    "tests.fixtures.api",
    "tests.fixtures.accounts",
    "tests.fixtures.stack",
]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not tested here."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"not tested here: {report.nodeid}: {report.longrepr[2]}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With LIENZO_TEST_NOTHING_SKIPPED, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("LIENZO_TEST_NOTHING_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
