"""Makes `.venv` from requirements.lock, once: what `make` runs before everything else.

Standard library only; `bootstrap.sh` found a Python that is new enough. Does nothing, in 0.1 s,
while the lock files, pyproject.toml and the Python are the same.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "gigwire-ready"
INPUTS = ("requirements.lock", "pyproject.toml", "local/jars.lock")


def main() -> int:
    """Bring `.venv` up to date; 1 and a text that says what to do when that cannot be."""
    key = key_of(tuple(sys.version_info[:2]))
    if read(STAMP) == key:
        return 0
    try:
        build()
    except subprocess.CalledProcessError as error:
        words = " ".join(str(word) for word in error.cmd[:5])
        return fail(
            f"`{words} ...` failed, see above. Mend that and run make again: it goes on from there"
        )
    write(STAMP, key)
    return 0


def build() -> None:
    """All steps; each may be repeated. CalledProcessError names the one that failed."""
    if version_of(VENV_PYTHON) != version_of(Path(sys.executable)):
        say("Creating .venv")
        run(sys.executable, "-m", "venv", "--clear", VENV)
    pip = (VENV_PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "-q")
    say("Installing what requirements.lock lists (once; a minute or two)")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements.lock")
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    run(VENV_PYTHON, "-m", "local.cli", "prepare")


def key_of(version: object) -> str:
    """Changes whenever what `.venv` was made from does."""
    digest = hashlib.sha256(repr(version).encode())
    for name in INPUTS:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def version_of(python: Path) -> str:
    """Major and minor version of an interpreter; empty when it does not run."""
    ask = "import sys; print(sys.version_info[:2])"
    try:
        return subprocess.check_output(  # noqa: S603 - an interpreter of ours
            [python, "-c", ask], stderr=subprocess.DEVNULL
        ).decode()
    except (OSError, subprocess.CalledProcessError):
        return ""


def run(*command: object) -> None:
    """Run a command in the project's folder; its output is shown."""
    words = [str(word) for word in command]
    subprocess.run(words, cwd=ROOT, check=True)  # noqa: S603 - our own commands


def read(path: Path) -> str:
    """Text of a file, empty when there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def write(path: Path, text: str) -> None:
    """Write a file in one step."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def say(text: str) -> None:
    """One line of progress."""
    sys.stderr.write(text + "\n")


def fail(text: str) -> int:
    """The last words and the exit code."""
    say(text)
    return 1


if __name__ == "__main__":
    sys.exit(main())
