/* examples/jacobi.c: the sweeps of jacobi.py. The temperatures are left in `result`, n by n; returns the sweeps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

long jacobi(long n, double tolerance, long limit, double* result) {
  size_t bytes = (size_t)(n * n) * sizeof(double);
  double* old = calloc(1, bytes);
  double* new = calloc(1, bytes);
  for (long j = 0; j < n; j++) old[j] = new[j] = 100.0;
  long sweeps = 0;
  double change = tolerance + 1.0;
  while (change > tolerance && sweeps < limit) {
    change = 0.0;
#pragma omp parallel for reduction(max : change)
    for (long i = 1; i < n - 1; i++)
      for (long j = 1; j < n - 1; j++) {
        new[i * n + j] = 0.25 * (old[(i - 1) * n + j] + old[(i + 1) * n + j] + old[i * n + j - 1] + old[i * n + j + 1]);
        double moved = fabs(new[i * n + j] - old[i * n + j]);
        if (moved > change) change = moved;
      }
    double* swapped = old;
    old = new;
    new = swapped;
    sweeps++;
  }
  memcpy(result, old, bytes);
  free(old);
  free(new);
  return sweeps;
}
