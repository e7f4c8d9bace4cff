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
# What `--sanitize` is given for every module (CONTRIBUTING.md, "Test programs"); who loads one needs preloaded().
SANITIZERS = os.environ.get("PYOMPCC_SANITIZE", "")
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
    if SANITIZERS:
        options = ("--sanitize", SANITIZERS, "-O1", *(option for option in options if not str(option).startswith("-O")))
    outcome = run_compiler(source.name, "--out-dir", folder, "--python", sys.executable, *options, cwd=source.parent)
    assert outcome.status == DONE, f"pyomp-cc {source.name} {' '.join(map(str, options))}: {outcome}"
    module = folder / (source.stem + SUFFIX)
    assert module.is_file(), f"{module.name} was not written"
    return module


def preloaded() -> dict[str, str]:
    """The variables under which a process can load modules that compile_module() made."""
    if not SANITIZERS:
        return {}
    runtime = "asan" if "address" in SANITIZERS else "ubsan_standalone"
    found = subprocess.run(
        ["clang-19", f"-print-file-name=libclang_rt.{runtime}-{os.uname().machine}.so"],
        capture_output=True,
        text=True,
        check=True,
    )
    # The interpreter keeps objects until it ends; a test of memory errors asks for more than there is; the stack test
    # of recursive functions knows the real stack only.
    address = "detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=0"
    return {
        "LD_PRELOAD": found.stdout.strip(),
        "ASAN_OPTIONS": address,
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "PYTHONMALLOC": "malloc",
    }


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
