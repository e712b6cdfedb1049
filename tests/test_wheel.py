"""The wheel: built, installed away from the checkout, and put to work there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from email import message_from_string
from pathlib import Path

import pytest

from audit.version import VERSION

ROOT = Path(__file__).parents[1]
TEXT = (
    "In June 1991 Boris Yeltsin was elected president of of Russia, and Mikhail Gorbachev kept "
    "the office above him for six more months. Angela Merkel sat in the German cabinet by then."
)


def call(*command: str | Path, cwd: Path = ROOT) -> str:
    """Run a command away from what this process would lend it; its output."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    call(*build, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it, which borrows only its dependencies from ours.

    A folder named in a .pth file is searched, but the .pth files in it are not read: so our own
    editable install stays out of the new environment.
    """
    folder = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(folder)
    python = folder / "bin" / "python"
    call(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", wheel)
    (packages,) = folder.glob("lib/*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_everything_that_is_needed_is_in_the_wheel(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    data = {f"audit/_{p.relative_to(ROOT)}" for p in (ROOT / "reference").rglob("*.*")}
    code = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "audit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert (data | code) - packed == set()
    for path in (
        "audit/py.typed",
        "audit/reporters/report-1.schema.json",
        "audit/reporters/templates/page.html.j2",
        "audit/reporters/templates/report.css",
        "audit/_reference/scoring/weights.tsv",
        "audit/_reference/NOTICE.md",
    ):
        assert path in packed


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel).namelist()
    tops = {path.split("/")[0] for path in packed}
    assert tops == {"audit", f"translation_audit-{VERSION}.dist-info"}
    assert [path for path in packed if path.endswith(".pyc")] == []


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    packed = zipfile.ZipFile(wheel)
    folder = f"translation_audit-{VERSION}.dist-info"
    told = message_from_string(packed.read(f"{folder}/METADATA").decode())
    assert told["Version"] == VERSION
    assert told["License-Expression"] == "Apache-2.0"
    assert "audit = audit.cli.main:main" in packed.read(f"{folder}/entry_points.txt").decode()
    licences = [path for path in packed.namelist() if path.startswith(f"{folder}/licenses/")]
    assert {Path(path).name for path in licences} == {"LICENSE", "NOTICE.md"}


def test_the_installed_package_audits_without_the_checkout(installed: Path) -> None:
    elsewhere = installed.parent
    (elsewhere / "russia.txt").write_text(TEXT, encoding="utf-8")
    where = "import audit, audit.reference as r; print(audit.__file__, r.data_folder())"
    python = installed / "bin" / "python"
    homes = call(python, "-c", where, cwd=elsewhere).split()
    assert all(home.startswith(str(installed)) for home in homes)
    out = call(
        *(installed / "bin" / "audit", "run", "russia.txt", "--format", "json", "--html", "site"),
        cwd=elsewhere,
    )
    report = json.loads(out)
    assert [f["rule"] for f in report["files"][0]["findings"]] == ["repetition"]
    assert report["tool"]["version"] == VERSION
    assert (elsewhere / "site" / "index.html").is_file()
    schema = "from audit.reporters.contract import *; print(load_schema()['$id'] == SCHEMA_ID)"
    assert call(python, "-c", schema, cwd=elsewhere) == "True\n"
