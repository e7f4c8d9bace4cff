// test/bench/scalar/tuple_bodies.cpp
//
// Bodies that attract each other, as a person writes it.
#include <cmath>
#include <vector>

struct Body {
  double x, y, z, vx, vy, vz, mass;
};

extern "C" double tuple_bodies(long steps) {
  std::vector<Body> bodies;
  for (long i = 0; i < 5; ++i) bodies.push_back({double(i), i * i * 0.1, i % 3 - 1.0, 0, 0, 0, 1.0 + i});
  for (long step = 0; step < steps; ++step) {
    std::vector<Body> moved;
    for (auto [x, y, z, vx, vy, vz, mass] : bodies) {
      for (const Body& other : bodies) {
        double dx = other.x - x, dy = other.y - y, dz = other.z - z;
        double squared = dx * dx + dy * dy + dz * dz + 0.01;
        double force = other.mass * 0.001 / (squared * std::sqrt(squared));
        vx += dx * force;
        vy += dy * force;
        vz += dz * force;
      }
      moved.push_back({x + vx * 0.001, y + vy * 0.001, z + vz * 0.001, vx, vy, vz, mass});
    }
    bodies = moved;
  }
  double total = 0;
  for (const Body& body : bodies) total += body.x + body.y + body.z;
  return total;
}
