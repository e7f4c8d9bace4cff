/* examples/matmul.c: the loops of matmul.py. c is n by m, a is n by inner, b is inner by m. */

void matmul(long n, long m, long inner, const double* a, const double* b, double* c) {
#pragma omp parallel for schedule(static)
  for (long i = 0; i < n; i++)
    for (long k = 0; k < inner; k++)
      for (long j = 0; j < m; j++) c[i * m + j] += a[i * inner + k] * b[k * m + j];
}
