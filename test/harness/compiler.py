# test/harness/compiler.py
#
# Runs pyomp-cc as a user does and imports what it makes.
import importlib.util
import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPILER = Path(os.environ.get("PYOMPCC", ROOT / "build" / "bin" / "pyomp-cc"))
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
# Exit statuses of the command (README.md).
DONE, REJECTED, WRONG_USE, DEFECT, TOOLS_FAILED = range(5)


@dataclass
class Outcome:
    """What one run of the compiler did."""

    status: int
    out: str
    err: str

    def __str__(self) -> str:
        return f"exit status {self.status}\n{self.out}{self.err}"


def run_compiler(*arguments, cwd=None, env=None, timeout=120, stdout=subprocess.PIPE, preexec_fn=None) -> Outcome:
    """Runs the compiler for this interpreter; `env` changes single variables, None removes one."""
    variables = dict(os.environ)
    for name, value in (env or {}).items():
        if value is None:
            variables.pop(name, None)
        else:
            variables[name] = value
    done = subprocess.run(
        [os.fspath(COMPILER), *map(os.fspath, arguments)],
        cwd=cwd,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        timeout=timeout,
        preexec_fn=preexec_fn,
        check=False,
    )
    return Outcome(done.returncode, (done.stdout or b"").decode(errors="replace"), done.stderr.decode(errors="replace"))


def compile_module(source: Path, folder: Path, *options) -> Path:
    """Compiles a file to an extension module in `folder`; raises AssertionError with the compiler's text."""
    outcome = run_compiler(source.name, "--out-dir", folder, "--python", sys.executable, *options, cwd=source.parent)
    assert outcome.status == DONE, f"pyomp-cc {source.name} {' '.join(map(str, options))}: {outcome}"
    module = folder / (source.stem + SUFFIX)
    assert module.is_file(), f"{module.name} was not written"
    return module


def load(path: Path, name: str | None = None):
    """Imports a `.py` or a compiled module from a path under its own name, without leaving it in sys.modules."""
    name = name or path.name.split(".")[0]
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(name)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        if before is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = before
    return module


def compile_text(text: str, folder: Path, *options, name: str = "program"):
    """Compiles a program given as text and imports it."""
    source = folder / f"{name}.py"
    source.write_text(text)
    return load(compile_module(source, folder, *options))
