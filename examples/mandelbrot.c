/* examples/mandelbrot.c: the loops of mandelbrot.py. Products are rounded as Python's are, so that counts are equal. */
#pragma STDC FP_CONTRACT OFF

void mandelbrot(long rows, long columns, int* counts, double left, double right, double bottom, double top,
                long limit) {
  double dx = (right - left) / columns;
  double dy = (top - bottom) / rows;
#pragma omp parallel for schedule(dynamic, 4)
  for (long row = 0; row < rows; row++) {
    double y = bottom + row * dy;
    for (long column = 0; column < columns; column++) {
      double x = left + column * dx;
      double re = 0.0;
      double im = 0.0;
      long steps = 0;
      while (steps < limit && re * re + im * im <= 4.0) {
        double next = re * re - im * im + x;
        im = 2.0 * re * im + y;
        re = next;
        steps++;
      }
      counts[row * columns + column] = (int)steps;
    }
  }
}
