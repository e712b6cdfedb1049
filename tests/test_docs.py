"""The generated pages are those of the code, and the README's claims hold."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path

import pytest

from audit.config import parse_config

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("page", ["rules", "channels", "phrases"])
def test_a_generated_page_is_that_of_its_script(page: str) -> None:
    specification = importlib.util.spec_from_file_location(
        f"build_{page}", ROOT / f"docs/build_{page}.py"
    )
    assert specification is not None
    assert specification.loader is not None
    script = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = script
    specification.loader.exec_module(script)
    text = (ROOT / f"docs/{page}.md").read_text(encoding="utf-8")
    assert text == script.render(), "run `make docs`"


def test_the_configuration_in_the_readme_is_accepted() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split("```toml")[1].split("```")[0]
    config = parse_config(tomllib.loads(block))
    assert config.gate.review == "fail"
    assert config.gate.reject_at == {"critical": 3}


def test_the_pictures_and_pages_the_readme_names_are_there() -> None:
    for name in ("docs/report.png", "docs/evaluation.md", "docs/architecture.md", "docs/rules.md"):
        assert (ROOT / name).stat().st_size > 0
    assert (ROOT / "reports/sample/index.html").is_file()
