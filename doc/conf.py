# Sphinx configuration; ./camcube docs builds the pages.
import pathlib
import re

project = "camcube"
author = "the camcube authors"
_header = pathlib.Path(__file__).parent.parent / "experiment" / "frame" / "camcube-version.h"
release = re.search(r'CAMCUBE_VERSION = "(.*)"', _header.read_text()).group(1)
html_theme = "alabaster"
# Lines of code have up to 100 characters.
html_theme_options = {"page_width": "1240px", "body_max_width": "960px"}
html_static_path = []
