// test/bench/scalar/mandelbrot.cpp
//
// How many points of a grid stay small, as a person writes it.
extern "C" long mandelbrot(long n) {
  long inside = 0;
  for (long i = 0; i < n; ++i) {
    for (long j = 0; j < n; ++j) {
      double a = 3.0 * i / n - 2.0, b = 2.0 * j / n - 1.0;
      double x = 0, y = 0;
      long steps = 0;
      while (steps < 100 && x * x + y * y < 4.0) {
        double next = x * x - y * y + a;
        y = x * y + y * x + b;
        x = next;
        ++steps;
      }
      if (steps == 100) ++inside;
    }
  }
  return inside;
}
