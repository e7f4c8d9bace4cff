# test/bench/scalar/tuple_bodies.py
#
# Bodies that attract each other, each a tuple.
from pyomp_cc import njit


@njit
def tuple_bodies(steps: int) -> float:
    bodies = [(float(i), i * i * 0.1, i % 3 - 1.0, 0.0, 0.0, 0.0, 1.0 + i) for i in range(5)]
    for _ in range(steps):
        moved = []
        for x, y, z, vx, vy, vz, mass in bodies:
            for x2, y2, z2, _, _, _, mass2 in bodies:
                dx, dy, dz = x2 - x, y2 - y, z2 - z
                squared = dx * dx + dy * dy + dz * dz + 0.01
                force = mass2 * 0.001 / (squared * squared**0.5)
                vx += dx * force
                vy += dy * force
                vz += dz * force
            moved.append((x + vx * 0.001, y + vy * 0.001, z + vz * 0.001, vx, vy, vz, mass))
        bodies = moved
    return sum([x + y + z for x, y, z, _, _, _, _ in bodies])
