// test/bench/constructs.c
//
// The constructs of constructs.py, as they are written in C.
#include <omp.h>

typedef long long Int;

void region(Int n, Int* a) {
  for (Int k = 0; k < n; ++k) {
#pragma omp parallel
    a[omp_get_thread_num()] += 1;
  }
}

#define LOOP(name, clause)                                                                                             \
  void name(Int n, Int* a) {                                                                                           \
    _Pragma("omp parallel") for (Int k = 0; k < n; ++k) { _Pragma(clause) for (Int i = 0; i < 64; ++i) a[i] += 1; }    \
  }
LOOP(loop_static, "omp for schedule(static)")
LOOP(loop_dynamic, "omp for schedule(dynamic, 4)")
LOOP(loop_guided, "omp for schedule(guided)")

void barrier(Int n, Int* a) {
#pragma omp parallel
  {
    for (Int k = 0; k < n; ++k) {
#pragma omp barrier
    }
    a[omp_get_thread_num()] += 1;
  }
}

void single(Int n, Int* a) {
#pragma omp parallel
  for (Int k = 0; k < n; ++k) {
#pragma omp single
    a[0] += 1;
  }
}

void critical(Int n, Int* a) {
#pragma omp parallel for
  for (Int k = 0; k < n; ++k) {
#pragma omp critical
    a[0] += 1;
  }
}

void atomic(Int n, Int* a) {
#pragma omp parallel for
  for (Int k = 0; k < n; ++k) {
#pragma omp atomic
    a[0] += 1;
  }
}

void reduction(Int n, Int* a) {
  for (Int k = 0; k < n; ++k) {
    double s = 0.0;
#pragma omp parallel for reduction(+ : s)
    for (Int i = 0; i < 64; ++i) s += (double)a[i];
    a[0] = s > 0.0;
  }
}

void tasks(Int n, Int* a) {
#pragma omp parallel
#pragma omp single
  for (Int k = 0; k < n; ++k) {
#pragma omp task shared(a)
    a[k % 64] += 1;
#pragma omp taskwait
  }
}
