"""azd's hook postprovision: signing key, database users, tables, a domain of your own. See infra/hooks/provisioned.py."""

import runpy
import sys
from pathlib import Path

# azd runs this file by its path; the modules are found from the project's folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    runpy.run_module("infra.hooks.provisioned", run_name="__main__")
