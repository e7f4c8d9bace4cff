# test/module/test_libraries.py
#
# Compiled regions beside other libraries: processes that fork after a region or are spawned, threads of Python that
# call compiled functions side by side, a second OpenMP runtime in the process, and NumPy's own threads.
import os
import subprocess
import sys
import textwrap

import pytest

from harness.compiler import compile_module

PROGRAM = """
from pyomp_cc import njit, omp_get_num_threads, omp_set_num_threads, openmp


@njit
def total(n: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s) schedule(static, 1)"):
        for i in range(n):
            s += i % 7
    return s


@njit
def team() -> int:
    n = 0
    with openmp("parallel"):
        with openmp("single"):
            n = omp_get_num_threads()
    return n


@njit
def ask_for(n: int) -> None:
    omp_set_num_threads(n)


@njit
def tasks(n: int) -> int:
    s = 0
    with openmp("parallel"):
        with openmp("single"):
            for i in range(n):
                with openmp("task shared(s) firstprivate(i)"):
                    with openmp("atomic"):
                        s += i
    return s


@njit
def failing(n: int, bad: int) -> int:
    s = 0
    with openmp("parallel for reduction(+:s) schedule(dynamic)"):
        for i in range(n):
            if i == bad:
                raise ValueError(f"round {i}")
            s += i
    return s


@njit(["void(float64[:, ::1], float64[:, ::1], float64[:, ::1])"])
def product(a, b, c):
    with openmp("parallel for"):
        for i in range(a.shape[0]):
            for j in range(b.shape[1]):
                s = 0.0
                for k in range(b.shape[0]):
                    s += a[i, k] * b[k, j]
                c[i, j] = s
"""
# What a child reports back: that its regions compute what the parent's do.
CHECK = "assert regions.total(10000) == sum(i % 7 for i in range(10000)) and regions.tasks(50) == 1225"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("libraries")
    source = folder / "regions.py"
    source.write_text(PROGRAM)
    (folder / "out").mkdir()
    compile_module(source, folder / "out")
    return folder / "out"


def run(folder, script: str, seconds: float = 60, **variables: str) -> str:
    """Runs a script that can import the module; one that hangs fails."""
    (folder / "script.py").write_text(textwrap.dedent(script))
    environment = {**os.environ, "OMP_NUM_THREADS": "4", "PYTHONPATH": os.fspath(folder), **variables}
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=folder, env=environment, capture_output=True, text=True, timeout=seconds
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_fork_after_a_region(folder):
    script = f"""
        import os, regions
        {CHECK}
        for _ in range(5):
            child = os.fork()
            if child == 0:
                {CHECK}
                grandchild = os.fork()
                if grandchild == 0:
                    {CHECK}
                    os._exit(7)
                os._exit(os.waitstatus_to_exitcode(os.waitpid(grandchild, 0)[1]))
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
            {CHECK}
        print("done")
    """
    assert run(folder, script) == "done\n"


def test_fork_after_an_exception(folder):
    script = f"""
        import os, regions
        for bad in (3, 500):
            try:
                regions.failing(1000, bad)
            except ValueError as error:
                assert str(error) == f"round {{bad}}"
            child = os.fork()
            if child == 0:
                {CHECK}
                os._exit(7)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        print("done")
    """
    assert run(folder, script) == "done\n"


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing(folder, method):
    script = f"""
        import multiprocessing, regions
        if __name__ == "__main__":
            {CHECK}
            with multiprocessing.get_context({method!r}).Pool(3) as pool:
                assert pool.map(regions.total, [10, 100, 1000]) == [regions.total(n) for n in (10, 100, 1000)]
                assert pool.starmap(regions.tasks, [(20,)] * 6) == [190] * 6
            {CHECK}
            print("done")
    """
    assert run(folder, script) == "done\n"


def test_pool_of_processes_raises(folder):
    script = """
        import concurrent.futures, multiprocessing, regions
        if __name__ == "__main__":
            regions.total(10)
            context = multiprocessing.get_context("fork")
            with concurrent.futures.ProcessPoolExecutor(2, context) as pool:
                errors = [job.exception() for job in [pool.submit(regions.failing, 100, k) for k in (5, 50, 99)]]
            print([(type(error).__name__, str(error)) for error in errors])
    """
    assert run(folder, script) == str([("ValueError", f"round {k}") for k in (5, 50, 99)]) + "\n"


def test_threads_side_by_side(folder):
    """Each thread of Python has a team of its own; the lock of the interpreter is free in regions."""
    script = """
        import concurrent.futures, regions, threading
        together = threading.Barrier(4)

        def work(k):
            together.wait(30)
            for _ in range(50):
                assert regions.total(100 + k) == sum(i % 7 for i in range(100 + k))
                assert regions.tasks(20 + k) == sum(range(20 + k))
                try:
                    regions.failing(100, k)
                    raise AssertionError("nothing raised")
                except ValueError as error:
                    assert str(error) == f"round {k}"
            return k

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            print(sorted(pool.map(work, range(4))))
    """
    assert run(folder, script) == "[0, 1, 2, 3]\n"


def test_number_of_threads_is_the_callers(folder):
    """omp_set_num_threads is about the thread that calls it (OpenMP 5.2 section 18.2.1)."""
    script = """
        import concurrent.futures, regions
        regions.ask_for(2)
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            pool.submit(regions.ask_for, 3).result()
            print(regions.team(), pool.submit(regions.team).result(), regions.team())
    """
    assert run(folder, script) == "2 3 2\n"


@pytest.fixture(scope="module")
def other_runtime(tmp_path_factory):
    """A C library with GCC's OpenMP runtime, as wheels of other projects bring it."""
    folder = tmp_path_factory.mktemp("libgomp")
    source = folder / "counted.c"
    source.write_text("""
#include <omp.h>
int counted(void) {
  int n = 0;
#pragma omp parallel num_threads(3) reduction(+ : n)
  n += 1;
  return n;
}
""")
    library = folder / "libcounted.so"
    # Of the package build-essential, which ./dev setup installs.
    subprocess.run(["gcc", "-fopenmp", "-O1", "-shared", "-fPIC", "-o", library, source], check=True)
    return library


@pytest.mark.parametrize("first", ["gomp", "ours"])
def test_second_runtime(folder, other_runtime, first):
    """Two OpenMP runtimes in one process: each has its threads, and neither takes the other's functions."""
    load = f"import ctypes; library = ctypes.CDLL({os.fspath(other_runtime)!r}, {{mode}})"
    for mode in ("ctypes.RTLD_LOCAL", "ctypes.RTLD_GLOBAL"):
        order = [load.format(mode=mode), "import regions"]
        script = f"""
        {"; ".join(order if first == "gomp" else order[::-1])}
        for _ in range(20):
            assert library.counted() == 3
            {CHECK}
            assert regions.team() == 4
        print("done")
        """
        assert run(folder, script) == "done\n"


def test_numpy_in_threads_of_regions(folder):
    """NumPy's BLAS, called before, beside and after regions, gives what it gives alone."""
    script = """
        import concurrent.futures, numpy as np, regions
        a = np.arange(10000.0).reshape(100, 100) % 7
        wanted = a @ a

        def work(k):
            for _ in range(10):
                c = np.zeros((100, 100))
                regions.product(a, a, c)
                assert np.array_equal(c, wanted) and np.array_equal(a @ a, wanted)
            return k

        work(0)
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            print(sorted(pool.map(work, range(3))))
    """
    assert run(folder, script) == "[0, 1, 2]\n"


@pytest.mark.parametrize("variables", [{"OMP_NUM_THREADS": "3"}, {"OMP_THREAD_LIMIT": "2"}, {"OMP_DYNAMIC": "true"}])
def test_environment(folder, variables):
    most = 2 if "OMP_THREAD_LIMIT" in variables else int(variables.get("OMP_NUM_THREADS", 4))
    least = 1 if "OMP_DYNAMIC" in variables else most
    team = int(run(folder, f"import regions; {CHECK}; print(regions.team())", **variables))
    assert least <= team <= most


def test_many_exceptions(folder):
    """PYOMPCC_REPEATS=1000 repeats them as often as a release asks for."""
    script = """
        import os, regions
        for k in range(int(os.environ.get("PYOMPCC_REPEATS", "50"))):
            for bad in (0, 1, 57, 99):
                try:
                    regions.failing(100, bad)
                    raise AssertionError("nothing raised")
                except ValueError as error:
                    assert str(error) == f"round {bad}"
        print("done")
    """
    assert run(folder, script, seconds=300) == "done\n"
