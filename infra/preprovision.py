"""azd's hook preprovision: is everything there that the templates need? See infra/hooks/preflight.py."""

import runpy
import sys
from pathlib import Path

# azd runs this file by its path; the modules are found from the project's folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    runpy.run_module("infra.hooks.preflight", run_name="__main__")
