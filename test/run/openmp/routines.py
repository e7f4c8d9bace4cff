# Routines of OpenMP: what is set is read back, what a region sees fits the region.
import pyomp_cc as omp
from pyomp_cc import (
    njit,
    omp_get_dynamic,
    omp_get_level,
    omp_get_max_active_levels,
    omp_get_num_threads,
    omp_get_schedule,
    omp_get_thread_num,
    omp_get_wtick,
    omp_get_wtime,
    omp_sched_dynamic,
    omp_sched_guided,
    omp_sched_static,
    omp_set_dynamic,
    omp_set_max_active_levels,
    omp_set_num_threads,
    omp_set_schedule,
    openmp,
)

KIND = omp_sched_guided


@njit
def places() -> tuple[bool, bool]:
    nums = omp.omp_get_partition_place_nums()
    total = 0
    for place in nums:
        total += len(omp.omp_get_place_proc_ids(place))
    return len(nums) == omp.omp_get_partition_num_places(), total >= len(nums)


@njit
def affinity_format(text: str) -> tuple[str, str, str]:
    before = omp.omp_get_affinity_format()
    omp.omp_set_affinity_format(text)
    after = omp.omp_get_affinity_format()
    here = omp.omp_capture_affinity(text)
    also = omp.omp_capture_affinity("level %L")
    omp.omp_display_affinity("thread %n")
    omp.omp_set_affinity_format(before)
    return after, here, also


@njit
def schedule_set(kind: int, chunk: int) -> tuple[int, int]:
    before = omp_get_schedule()
    omp_set_schedule(kind, chunk)
    after = omp_get_schedule()
    omp_set_schedule(before[0], before[1])
    return after


@njit
def schedule_names() -> tuple[int, int, int, int]:
    return omp_sched_static, omp_sched_dynamic, KIND, omp.omp_sched_auto


@njit
def schedule_too_large(chunk: int) -> int:
    omp_set_schedule(omp_sched_dynamic, chunk)
    return 0


@njit
def dynamic(value: bool) -> bool:
    before = omp_get_dynamic()
    omp_set_dynamic(value)
    after = omp_get_dynamic()
    omp_set_dynamic(before)
    return after


@njit
def active_levels(levels: int) -> int:
    before = omp_get_max_active_levels()
    omp_set_max_active_levels(levels)
    after = omp_get_max_active_levels()
    omp_set_max_active_levels(before)
    return after


@njit
def levels() -> tuple[int, int, int]:
    inner = -1
    outer = -1
    with openmp("parallel num_threads(1)"):
        outer = omp_get_level()
        with openmp("parallel num_threads(1)"):
            inner = omp_get_level()
    return omp_get_level(), outer, inner


@njit
def ancestors() -> int:
    right = 0
    with openmp("parallel"):
        mine = omp_get_thread_num()
        threads = omp_get_num_threads()
        with openmp("critical"):
            right += 1
            if omp.omp_get_ancestor_thread_num(1) != mine or omp.omp_get_team_size(1) != threads:
                right -= 100
            if omp.omp_get_ancestor_thread_num(5) != -1 or omp.omp_get_team_size(0) != 1:
                right -= 100
        openmp("barrier")
        if mine == 0 and right != threads:
            right = -1000
    return 1 if right > 0 else right


@njit
def clocks() -> bool:
    return omp_get_wtime() > 0.0 and 0.0 < omp_get_wtick() < 1.0 and omp_get_wtime() - omp_get_wtime() <= 0.0


@njit
def device_and_places() -> tuple[int, bool, int, int, int]:
    return (
        omp.omp_get_num_devices(),
        omp.omp_is_initial_device(),
        omp.omp_get_team_num(),
        omp.omp_get_num_teams(),
        omp.omp_pause_resource(omp.omp_pause_soft, 0) * 0,
    )


@njit
def cancellation_and_tasks() -> tuple[bool, bool, bool, int]:
    return (
        omp.omp_get_cancellation(),
        omp.omp_in_final(),
        omp.omp_in_parallel(),
        omp.omp_get_max_task_priority(),
    )


# 2**31 threads' worth of products: the routine's C int must not overflow.
@njit
def product_of_int(big: int) -> int:
    return (omp_get_num_threads() + omp_get_thread_num()) * 4_000_000_000 * big


@njit
def threads_set(n: int) -> int:
    before = omp.omp_get_max_threads()
    omp_set_num_threads(n)
    same = 1
    with openmp("parallel"):
        with openmp("critical"):
            if omp_get_num_threads() > n:
                same = 0
    omp_set_num_threads(before)
    return same


CASES = {
    "places": [()],
    "affinity_format": [("level %L thread %n",), ("",), ("é %L",)],
    "schedule_set": [(1, 5), (2, 3), (3, 7), (4, 1)],
    "schedule_names": [()],
    "schedule_too_large": [],
    "dynamic": [(True,), (False,)],
    "active_levels": [(1,), (2,), (5,)],
    "levels": [()],
    "ancestors": [()],
    "clocks": [()],
    "device_and_places": [()],
    "cancellation_and_tasks": [()],
    "product_of_int": [(0,), (1,), (2,)],
    "threads_set": [(1,), (2,), (3,)],
}
