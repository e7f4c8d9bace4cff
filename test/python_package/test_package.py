# test/python_package/test_package.py
#
# The Python package under plain CPython: decorators, contexts, routines and type names.
import inspect
import re
import threading

import numpy as np
import pytest

import pyomp_cc
from harness.compiler import ROOT
from pyomp_cc import *  # noqa: F403
from pyomp_cc import float64, int32, int64, jit, njit, omp, openmp, openmp_context, prange, vectorize
from pyomp_cc.type_names import Array, Signature, Tuple, UniTuple, parse_signature


def plain(x):
    return x + 1


@pytest.mark.parametrize("decorator", [njit, jit])
def test_decorators_return_the_function_itself(decorator):
    assert decorator(plain) is plain
    assert decorator()(plain) is plain
    assert decorator("int64(int64)")(plain) is plain
    assert decorator(int64(int64))(plain) is plain
    assert decorator(["int64(int64)", float64(float64)])(plain) is plain
    assert decorator(nogil=True, fastmath=True)(plain) is plain


@pytest.mark.parametrize("text", ["flot64(int64)", "float64(", "float64[1](int64)", "f()()", "1"])
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        njit(text)


def test_other_arguments_are_refused():
    with pytest.raises(TypeError, match="signature"):
        njit(3)


@pytest.mark.parametrize(
    "text",
    ["float64(int64)", "float64[:, ::1](float64[:], int32[::1, :])", "none(bool_)", "tuple[int64, float64](int8)"],
)
def test_signatures_print_as_they_are_written(text):
    assert str(parse_signature(text)) == text


def test_signature_spellings_that_mean_the_same():
    assert parse_signature("f8(i8)") == parse_signature("double(int_)") == float64(int64)
    assert parse_signature("float(int)") == parse_signature("types.float64(types.int64)") == float64(int64)
    assert parse_signature("(int64, float64)") == Signature(None, [int64, float64])
    assert parse_signature("None(int64)") == pyomp_cc.void(int64)


def test_array_types():
    assert (float64[:].ndim, float64[:].layout) == (1, "A")
    assert (float64[:, ::1].ndim, float64[:, ::1].layout) == (2, "C")
    assert (float64[::1, :].ndim, float64[::1, :].layout) == (2, "F")
    assert float64[::1].layout == "C"
    assert float64[:, ::1] == Array(float64, 2, "C")
    assert UniTuple(int64, 2) == Tuple([int64, int64])
    for wrong in (0, slice(1, None), slice(None, 2), slice(None, None, 2)):
        with pytest.raises(TypeError):
            float64[wrong]
    with pytest.raises(ValueError, match="::1"):
        float64[:, ::1, :]


def test_calling_a_type_with_a_number_converts_it():
    assert int32(3.7) == 3
    assert type(int32(3.7)) is np.int32
    with pytest.raises(TypeError):
        int32(1, 2)


def test_vectorize_is_elementwise():
    @vectorize(["int64(int64, int64)", "float64(float64, float64)"])
    def add(a, b):
        return a + b

    assert add(1, 2) == 3 and isinstance(add(1, 2), np.int64)
    assert isinstance(add(1, 2.5), np.float64)
    result = add(np.arange(3), np.arange(6.0).reshape(2, 3))
    assert result.dtype == np.float64
    assert result.tolist() == [[0.0, 2.0, 4.0], [3.0, 5.0, 7.0]]
    with pytest.raises(TypeError, match="add.*complex128"):
        add(1j, 1)
    with pytest.raises(TypeError, match="2 arguments"):
        add(1)

    @vectorize
    def half(a):
        return a / 2

    assert half(np.array([1, 2])).tolist() == [0.5, 1.0]
    assert half(np.empty(0)).shape == (0,)


def test_contexts_run_their_block_once_and_pass_exceptions():
    runs = 0
    with openmp("parallel for reduction(+:runs)"):
        for _ in prange(3):
            runs += 1
    assert runs == 3
    openmp("barrier")
    with pytest.raises(KeyError), openmp("parallel"):
        raise KeyError("inside")
    assert omp.omp_get_level() == 0
    assert openmp_context is openmp
    with pytest.raises(TypeError, match="string"):
        openmp(3)


def test_levels_count_parallel_regions():
    with openmp("parallel for"):
        assert (omp.omp_get_level(), omp.omp_in_parallel()) == (1, False)
        with openmp("  PARALLEL num_threads(2)"):
            assert omp.omp_get_level() == 2
            assert [omp.omp_get_team_size(level) for level in (-1, 0, 2, 3)] == [-1, 1, 1, -1]
        with openmp("cancel parallel"), openmp("task"):
            assert omp.omp_get_level() == 1
            assert omp.omp_in_explicit_task()
    assert not omp.omp_in_explicit_task()


def test_one_thread():
    assert omp.omp_get_thread_num() == 0
    assert omp.omp_get_num_threads() == omp.omp_get_max_threads() == 1
    omp.omp_set_num_threads(4)
    assert omp.omp_get_max_threads() == 1
    with pytest.raises(ValueError, match="positive"):
        omp.omp_set_num_threads(0)
    before = omp.omp_get_wtime()
    assert omp.omp_get_wtime() >= before
    assert 0 < omp.omp_get_wtick() < 1


def test_settings_are_read_back():
    for read, write, _, kind in omp._SETTINGS:
        getattr(omp, write)(kind(1))
        assert getattr(omp, read)() == kind(1)
    omp.omp_set_schedule(omp.omp_sched_dynamic, 4)
    assert omp.omp_get_schedule() == (2, 4)


def test_locks():
    lock = omp.omp_lock_t()
    with pytest.raises(RuntimeError, match="initialised"):
        omp.omp_set_lock(lock)
    omp.omp_init_lock(lock)
    omp.omp_set_lock(lock)
    assert not omp.omp_test_lock(lock)
    with pytest.raises(RuntimeError, match="for ever"):
        omp.omp_set_lock(lock)
    refused = []
    thread = threading.Thread(target=lambda: refused.append(omp.omp_test_lock(lock)))
    thread.start()
    thread.join()
    assert refused == [False]
    omp.omp_unset_lock(lock)
    with pytest.raises(RuntimeError, match="not held"):
        omp.omp_unset_lock(lock)
    omp.omp_destroy_lock(lock)

    nest = omp.omp_nest_lock_t()
    omp.omp_init_nest_lock_with_hint(nest, omp.omp_sync_hint_contended)
    omp.omp_set_nest_lock(nest)
    assert omp.omp_test_nest_lock(nest) == 2
    omp.omp_unset_nest_lock(nest)
    omp.omp_unset_nest_lock(nest)
    assert nest._owner is None


def test_every_routine_of_the_table_has_its_name_here():
    table = ROOT / "grammar" / "omp_routines.def"
    names = set(re.findall(r'^ROUTINE\(\w+, "(omp_\w+)"', table.read_text(), re.MULTILINE))
    assert names
    assert not names - set(pyomp_cc.__all__)


def test_compiled_modules_provide_every_compiled_routine_and_enumerator():
    grammar = ROOT / "grammar"
    rows = re.findall(
        r'^ROUTINE\(\w+, "(omp_\w+)".*, (\w+)\)$', (grammar / "omp_routines.def").read_text(), re.MULTILINE
    )
    constants = re.findall(r'^OMP_CONSTANT\(\w+, "(\w+)", (\w+)\)', (grammar / "omp_constants.def").read_text(), re.M)
    header = (ROOT / "runtime" / "include" / "pyomp" / "binding" / "routines.hpp").read_text()
    provided = set(re.findall(r'\("(omp_\w+)"\)', header))
    assert provided == {name for name, compiled in rows if compiled != "No"}
    assert re.findall(r'\{"(omp_\w+)", (\w+)\}', header) == constants
    assert all(getattr(pyomp_cc, name) == int(value, 0) for name, value in constants)


def test_every_name_is_there_and_documented():
    for name in pyomp_cc.__all__:
        thing = getattr(pyomp_cc, name)
        if inspect.isfunction(thing) or inspect.isclass(thing):
            assert thing.__doc__, name
