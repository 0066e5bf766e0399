"""The tests' own fixtures: what is missing is said, and where everything must be there it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROBE = """
def test_program(need):
    need("no-such-program")

def test_data(shared):
    pass
"""


@pytest.mark.parametrize("require", ["", "1"])
def test_what_is_missing_is_skipped_or_fails(tmp_path: Path, repository: Path, require: str) -> None:
    """Without a tool or the data a test is skipped with a reason; under CITEKIT_REQUIRE=1 it does not pass."""
    tests = tmp_path / "tests"
    tests.mkdir()
    shutil.copy(repository / "tests" / "conftest.py", tests)
    (tests / "test_probe.py").write_text(PROBE)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-rsE",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(tmp_path),
            str(tests),
        ],
        env={**os.environ, "CITEKIT_REQUIRE": require, "CITEKIT_SHARED": str(tmp_path / "none")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "no-such-program is not installed" in done.stdout
    assert f"no test data at {tmp_path / 'none'}" in done.stdout
    assert ("2 skipped" in done.stdout) == (require == "")
    assert (done.returncode == 0) == (require == "")
