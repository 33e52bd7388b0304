# Sphinx configuration; ./camcube docs builds the pages.
import pathlib
import re

project = "camcube"
author = "the camcube authors"
_header = pathlib.Path(__file__).parent.parent / "experiment" / "frame" / "camcube-version.h"
release = re.search(r'CAMCUBE_VERSION = "(.*)"', _header.read_text()).group(1)
html_theme = "alabaster"
html_static_path = []
