"""azd's hook prepackage: builds the web app, which goes out with the function app. See infra/hooks/build_web.py."""

import runpy
import sys
from pathlib import Path

# azd runs this file by its path; the modules are found from the project's folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if __name__ == "__main__":
    runpy.run_module("infra.hooks.build_web", run_name="__main__")
