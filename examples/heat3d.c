/* examples/heat3d.c: the time steps of heat3d.py. */

static void spread(long nx, long ny, long nz, const double* old, double* new, double rate) {
#pragma omp parallel for
  for (long i = 1; i < nx - 1; i++)
    for (long j = 1; j < ny - 1; j++)
      for (long k = 1; k < nz - 1; k++) {
        long at = (i * ny + j) * nz + k;
        new[at] = old[at] + rate*(old[at - ny * nz] + old[at + ny * nz] + old[at - nz] + old[at + nz] + old[at - 1] +
                                  old[at + 1] - 6.0 * old[at]);
      }
}

void heat(long nx, long ny, long nz, double* box, double* other, double rate, long pairs) {
  for (long pair = 0; pair < pairs; pair++) {
    spread(nx, ny, nz, box, other, rate);
    spread(nx, ny, nz, other, box, rate);
  }
}
