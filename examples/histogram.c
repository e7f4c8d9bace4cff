/* examples/histogram.c: the region of histogram.py. */
#include <stdlib.h>

void histogram(long n, const double* values, long bins, long* counts) {
  if (bins == 0) return;
#pragma omp parallel
  {
    long* own = calloc((size_t)bins, sizeof(long));
#pragma omp for
    for (long i = 0; i < n; i++) {
      double value = values[i];
      if (0.0 <= value && value < 1.0) own[(long)(value * bins)]++;
    }
#pragma omp critical
    for (long b = 0; b < bins; b++) counts[b] += own[b];
    free(own);
  }
}
