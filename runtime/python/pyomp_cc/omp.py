# runtime/python/pyomp_cc/omp.py
#
# The runtime routines of OpenMP 5.2 (chapter 18) and of 6.0 as one thread sees them, without places and devices.
"""OpenMP routines under plain CPython; compiled code calls the OpenMP runtime library instead."""

import threading
import time

from .contexts import nesting

# Names that table rows below make; the functions and classes written out add themselves with `_public`.
__all__: list[str] = []


def _public(thing):
    __all__.append(thing.__name__)
    return thing


# Enumerators of omp.h, with the values that the specification gives them.
_CONSTANTS = {
    # 5.2, section 18.2.11: schedule kinds.
    "omp_sched_static": 1,
    "omp_sched_dynamic": 2,
    "omp_sched_guided": 3,
    "omp_sched_auto": 4,
    "omp_sched_monotonic": 0x80000000,
    # Section 18.3.1: affinity policies.
    "omp_proc_bind_false": 0,
    "omp_proc_bind_true": 1,
    "omp_proc_bind_primary": 2,
    "omp_proc_bind_master": 2,
    "omp_proc_bind_close": 3,
    "omp_proc_bind_spread": 4,
    # Section 18.6.1: kinds of resource that a pause gives back.
    "omp_pause_soft": 1,
    "omp_pause_hard": 2,
    # Section 18.9.2: synchronisation hints.
    "omp_sync_hint_none": 0,
    "omp_sync_hint_uncontended": 1,
    "omp_sync_hint_contended": 2,
    "omp_sync_hint_nonspeculative": 4,
    "omp_sync_hint_speculative": 8,
    "omp_lock_hint_none": 0,
    "omp_lock_hint_uncontended": 1,
    "omp_lock_hint_contended": 2,
    "omp_lock_hint_nonspeculative": 4,
    "omp_lock_hint_speculative": 8,
    # Section 6.2: predefined allocators.
    "omp_null_allocator": 0,
    "omp_default_mem_alloc": 1,
    "omp_large_cap_mem_alloc": 2,
    "omp_const_mem_alloc": 3,
    "omp_high_bw_mem_alloc": 4,
    "omp_low_lat_mem_alloc": 5,
    "omp_cgroup_mem_alloc": 6,
    "omp_pteam_mem_alloc": 7,
    "omp_thread_mem_alloc": 8,
    # Section 18.14: commands of omp_control_tool.
    "omp_control_tool_start": 1,
    "omp_control_tool_pause": 2,
    "omp_control_tool_flush": 3,
    "omp_control_tool_end": 4,
}
globals().update(_CONSTANTS)
__all__ += _CONSTANTS

# Routines without arguments whose answer never changes for one thread on the host.
_ANSWERS = {
    "omp_get_num_threads": 1,
    "omp_get_max_threads": 1,
    "omp_get_thread_num": 0,
    "omp_get_num_procs": 1,
    "omp_get_thread_limit": 1,
    "omp_get_active_level": 0,
    "omp_get_supported_active_levels": 1,
    "omp_in_parallel": False,
    "omp_get_cancellation": False,
    "omp_get_proc_bind": 0,
    "omp_get_num_places": 0,
    "omp_get_place_num": -1,
    "omp_get_partition_num_places": 0,
    "omp_get_num_teams": 1,
    "omp_get_team_num": 0,
    "omp_get_max_task_priority": 0,
    "omp_in_final": False,
    "omp_get_num_devices": 0,
    "omp_get_initial_device": 0,
    "omp_get_device_num": 0,
    "omp_is_initial_device": True,
}
# Settings that a routine reads back after another has written them: reader, writer, first value, type.
_SETTINGS = [
    ("omp_get_dynamic", "omp_set_dynamic", False, bool),
    ("omp_get_nested", "omp_set_nested", False, bool),
    ("omp_get_max_active_levels", "omp_set_max_active_levels", 1, int),
    ("omp_get_default_device", "omp_set_default_device", 0, int),
    ("omp_get_max_teams", "omp_set_num_teams", 0, int),
    ("omp_get_teams_thread_limit", "omp_set_teams_thread_limit", 0, int),
    ("omp_get_affinity_format", "omp_set_affinity_format", "level %L thread %n affinity %A", str),
    ("omp_get_default_allocator", "omp_set_default_allocator", _CONSTANTS["omp_default_mem_alloc"], int),
]


def _define(name: str, function, text: str) -> None:
    function.__name__ = function.__qualname__ = name
    function.__module__ = __name__
    function.__doc__ = text
    globals()[name] = function
    __all__.append(name)


def _answering(value):
    return lambda: value


def _setting(read: str, write: str, value, kind: type) -> None:
    held = [value]

    def reader():
        return held[0]

    def writer(value, /):
        held[0] = kind(value)

    _define(read, reader, f"What ``{write}`` set last, {value!r} before.")
    _define(write, writer, f"Sets what ``{read}`` returns.")


for _name, _value in _ANSWERS.items():
    _define(_name, _answering(_value), f"Always {_value!r} under plain CPython.")
for _row in _SETTINGS:
    _setting(*_row)


@_public
def omp_set_num_threads(num_threads: int, /) -> None:
    """Asks for a number of threads; one thread runs all the same. Raises ValueError below 1."""
    if int(num_threads) < 1:
        raise ValueError("omp_set_num_threads() needs a positive number of threads")


@_public
def omp_get_wtime() -> float:
    """Seconds since some moment in the past."""
    return time.perf_counter()


@_public
def omp_get_wtick() -> float:
    """Seconds between two ticks of ``omp_get_wtime``."""
    return time.get_clock_info("perf_counter").resolution


@_public
def omp_get_level() -> int:
    """How many parallel regions enclose the call, those of one thread included."""
    return nesting.levels


@_public
def omp_get_ancestor_thread_num(level: int, /) -> int:
    """0 for the levels that enclose the call, -1 for others."""
    return 0 if 0 <= level <= nesting.levels else -1


@_public
def omp_get_team_size(level: int, /) -> int:
    """1 for the levels that enclose the call, -1 for others."""
    return 1 if 0 <= level <= nesting.levels else -1


@_public
def omp_in_explicit_task() -> bool:
    """Whether a ``task`` block encloses the call."""
    return nesting.tasks > 0


_schedule = [(_CONSTANTS["omp_sched_static"], 0)]


@_public
def omp_set_schedule(kind: int, chunk: int, /) -> None:
    """Sets what ``schedule(runtime)`` means and ``omp_get_schedule`` returns."""
    _schedule[0] = (int(kind), int(chunk))


@_public
def omp_get_schedule() -> tuple[int, int]:
    """Kind and chunk of ``schedule(runtime)``."""
    return _schedule[0]


@_public
def omp_get_place_num_procs(place: int, /) -> int:
    """0: there are no places."""
    return 0


@_public
def omp_get_place_proc_ids(place: int, /) -> tuple[int, ...]:
    """Empty: there are no places."""
    return ()


@_public
def omp_get_partition_place_nums() -> tuple[int, ...]:
    """Empty: there are no places."""
    return ()


@_public
def omp_capture_affinity(format: str = "", /) -> str:
    """The text that ``omp_display_affinity`` prints."""
    fields = {"%L": str(nesting.levels), "%n": "0", "%A": "0", "%N": "1", "%P": str(threading.get_native_id())}
    text = format or globals()["omp_get_affinity_format"]()
    for field, value in fields.items():
        text = text.replace(field, value)
    return text


@_public
def omp_display_affinity(format: str = "", /) -> None:
    """Prints where the thread runs."""
    print(omp_capture_affinity(format))


@_public
def omp_display_env(verbose: bool = False, /) -> None:
    """Prints the version of OpenMP that the names follow (5.2 is 202111)."""
    print("OPENMP DISPLAY ENVIRONMENT BEGIN\n  _OPENMP='202111'\nOPENMP DISPLAY ENVIRONMENT END")


@_public
def omp_pause_resource(kind: int, device_num: int, /) -> int:
    """0: there is nothing to give back."""
    return 0


@_public
def omp_pause_resource_all(kind: int, /) -> int:
    """0: there is nothing to give back."""
    return 0


@_public
def omp_control_tool(command: int, modifier: int = 0, arg=None, /) -> int:
    """-2: no tool is present (5.2, section 18.14)."""
    return -2


@_public
def omp_fulfill_event(event: "omp_event_handle_t", /) -> None:
    """Marks the event of a detachable task as fulfilled."""
    event.fulfilled = True


@_public
class omp_event_handle_t:  # noqa: N801 - spelled as in omp.h
    """The event of a detachable task."""

    fulfilled = False


@_public
class omp_lock_t:  # noqa: N801 - spelled as in omp.h
    """A simple lock; ``omp_init_lock`` makes it usable. Python threads exclude each other with it too."""

    _make = staticmethod(threading.Lock)

    def __init__(self) -> None:
        self._lock = None
        self._owner = None
        self._count = 0


@_public
class omp_nest_lock_t(omp_lock_t):  # noqa: N801 - spelled as in omp.h
    """A lock that its owner may set again; it is free after as many unsets."""

    _make = staticmethod(threading.RLock)


def _initialise(lock: omp_lock_t, /) -> None:
    lock._lock = lock._make()
    lock._owner, lock._count = None, 0


def _initialise_with_hint(lock: omp_lock_t, hint: int, /) -> None:
    _initialise(lock)


def _made(kind: type):
    def make(lock=None, /):
        made = kind() if lock is None else lock
        _initialise(made)
        return made if lock is None else None

    return make


def _destroy(lock: omp_lock_t, /) -> None:
    lock._lock = None


def _require(lock: omp_lock_t) -> None:
    if lock._lock is None:
        raise RuntimeError("the lock was not initialised, or is destroyed")


def _acquire(lock: omp_lock_t, blocking: bool) -> int:
    """Returns how often the caller now holds the lock, 0 when it could not be had."""
    _require(lock)
    mine = lock._owner == threading.get_ident()
    if mine and not isinstance(lock, omp_nest_lock_t):
        if blocking:
            raise RuntimeError("the thread already holds this lock: setting it again would wait for ever")
        return 0
    if not lock._lock.acquire(blocking):
        return 0
    lock._owner = threading.get_ident()
    lock._count += 1
    return lock._count


def _set(lock: omp_lock_t, /) -> None:
    _acquire(lock, True)


def _test(lock: omp_lock_t, /) -> bool:
    return _acquire(lock, False) > 0


def _test_nest(lock: omp_lock_t, /) -> int:
    return _acquire(lock, False)


def _unset(lock: omp_lock_t, /) -> None:
    _require(lock)
    if lock._owner != threading.get_ident():
        raise RuntimeError("the lock is not held by this thread")
    lock._count -= 1
    if lock._count == 0:
        lock._owner = None
    lock._lock.release()


def _copy(function):
    return type(function)(function.__code__, globals(), argdefs=function.__defaults__)


for _nest, _kind in (("", omp_lock_t), ("nest_", omp_nest_lock_t)):
    _define(f"omp_init_{_nest}lock", _made(_kind), "Makes a lock usable, free; without an argument, returns a new one.")
    _define(
        f"omp_init_{_nest}lock_with_hint", _copy(_initialise_with_hint), "Makes a lock usable, free; a hint is ignored."
    )
    _define(f"omp_destroy_{_nest}lock", _copy(_destroy), "Makes a lock unusable.")
    _define(f"omp_set_{_nest}lock", _copy(_set), "Waits until the lock is free and takes it.")
    _define(f"omp_unset_{_nest}lock", _copy(_unset), "Gives the lock back.")
_define("omp_test_lock", _test, "Takes the lock if it is free; returns whether it did.")
_define("omp_test_nest_lock", _test_nest, "Takes the lock if it can; returns how often the caller holds it, or 0.")

# Routines on raw memory, devices and interoperability objects take and return C pointers, which Python has not.
_NEED_POINTERS = """
    omp_aligned_alloc omp_aligned_calloc omp_alloc omp_calloc omp_destroy_allocator omp_free omp_get_interop_int
    omp_get_interop_name omp_get_interop_ptr omp_get_interop_rc_desc omp_get_interop_str omp_get_interop_type_desc
    omp_get_mapped_ptr omp_get_num_interop_properties omp_init_allocator omp_realloc omp_target_alloc
    omp_target_associate_ptr omp_target_disassociate_ptr omp_target_free omp_target_is_accessible omp_target_is_present
    omp_target_memcpy omp_target_memcpy_async omp_target_memcpy_rect omp_target_memcpy_rect_async
    omp_target_memset omp_target_memset_async
""".split()


def _refusing(name: str):
    def refuse(*args):
        raise NotImplementedError(f"{name}() works on C pointers, which a Python program has not")

    return refuse


for _name in _NEED_POINTERS:
    _define(_name, _refusing(_name), "Raises NotImplementedError: it works on C pointers.")
__all__.sort()
