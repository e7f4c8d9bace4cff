// runtime/include/pyomp/random.hpp
//
// The module `random`: for a seed the numbers that CPython gives (Mersenne Twister MT19937, Matsumoto and Nishimura
// 1998). Compiled code has one generator of its own, which all its threads share.
#pragma once

#include "apart.hpp"
#include "containers/heap.hpp"
#include "containers/list.hpp"
#include "containers/set.hpp"
#include "containers/slice.hpp"
#include "exceptions.hpp"
#include "integer.hpp"

#include <array>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <optional>
#include <random>
#include <utility>

namespace py {

namespace detail {

/// The state after `init_by_array` of the generator's reference implementation, in the form in which <random> asks for
/// it.
class KeySequence {
 public:
  using result_type = std::uint32_t;
  explicit KeySequence(std::uint64_t key)
      : key_{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)} {
    length_ = key_[1] != 0 ? 2 : 1;
  }
  template <class Place> void generate(Place first, Place last) {
    auto size = static_cast<std::size_t>(last - first);
    auto state = [&](std::size_t i) -> decltype(auto) { return *(first + static_cast<std::ptrdiff_t>(i)); };
    auto spread = [](std::uint32_t word) { return word ^ (word >> 30); };
    auto word = [&](std::size_t i) { return static_cast<std::uint32_t>(state(i)); };
    state(0) = 19650218;
    for (std::size_t i = 1; i < size; ++i) {
      state(i) = static_cast<std::uint32_t>(1812433253U * spread(word(i - 1)) + static_cast<std::uint32_t>(i));
    }
    std::size_t i = 1;
    auto next = [&] {
      if (++i < size) return;
      state(0) = word(size - 1);
      i = 1;
    };
    for (std::size_t round = 0; round < size; ++round, next()) {
      std::size_t j = round % length_;
      state(i) = static_cast<std::uint32_t>((word(i) ^ (spread(word(i - 1)) * 1664525U)) + key_[j] +
                                            static_cast<std::uint32_t>(j));
    }
    for (std::size_t round = 1; round < size; ++round, next()) {
      state(i) =
          static_cast<std::uint32_t>((word(i) ^ (spread(word(i - 1)) * 1566083941U)) - static_cast<std::uint32_t>(i));
    }
    state(0) = 0x80000000U;
  }

 private:
  std::array<std::uint32_t, 2> key_;
  std::size_t length_;
};

/// The generator, and a lock that is held for one number.
struct Random {
  std::mt19937 words;
  std::optional<double> next_gauss;
  std::atomic_flag busy;

  static std::mt19937 seeded(std::uint64_t key) {
    KeySequence sequence(key);
    return std::mt19937(sequence);
  }
  Random() : words(seeded((std::uint64_t{std::random_device{}()} << 32) | std::random_device{}())) {}
  static Random& instance() {
    static Random only;
    return only;
  }
};
class RandomLock {
 public:
  RandomLock() : random_(Random::instance()) {
    while (random_.busy.test_and_set(std::memory_order_acquire)) {
    }
  }
  RandomLock(const RandomLock&) = delete;
  RandomLock& operator=(const RandomLock&) = delete;
  ~RandomLock() { random_.busy.clear(std::memory_order_release); }
  Random* operator->() const { return &random_; }
  /// A float in [0, 1) with 53 bits.
  double real() const {
    std::uint32_t high = static_cast<std::uint32_t>(random_.words()) >> 5;
    std::uint32_t low = static_cast<std::uint32_t>(random_.words()) >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }
  std::uint64_t bits(int count) const {
    std::uint64_t result = 0;
    for (int done = 0; done < count; done += 32) {
      std::uint64_t word = static_cast<std::uint32_t>(random_.words());
      int wanted = count - done;
      result |= (wanted < 32 ? word >> (32 - wanted) : word) << done;
    }
    return result;
  }
  /// An int in [0, limit); limit > 0.
  Int below(Int limit) const {
    int width = static_cast<int>(std::bit_width(static_cast<std::uint64_t>(limit)));
    auto result = static_cast<Int>(bits(width));
    while (result < 0 || result >= limit) result = static_cast<Int>(bits(width));
    return result;
  }

 private:
  Random& random_;
};

} // namespace detail

PYOMP_APART void random_seed(Int seed) {
  detail::RandomLock random;
  auto key = static_cast<std::uint64_t>(seed);
  random->words = detail::Random::seeded(seed < 0 ? 0 - key : key);
  random->next_gauss.reset();
}
PYOMP_APART void random_seed_any() {
  detail::RandomLock random;
  random->words = detail::Random::seeded((std::uint64_t{std::random_device{}()} << 32) | std::random_device{}());
  random->next_gauss.reset();
}
inline double random_real() { return detail::RandomLock().real(); }
inline double random_uniform(double low, double high) { return low + (high - low) * random_real(); }
PYOMP_APART Int random_bits(Int count, int line = __builtin_LINE()) {
  if (count < 0) raise::valueError("number of bits must be non-negative", line);
  if (count > 63) raise::overflow(line);
  return static_cast<Int>(detail::RandomLock().bits(static_cast<int>(count)));
}
PYOMP_APART Int randrange_to(Int stop, int line = __builtin_LINE()) {
  if (stop <= 0) raise::valueError("empty range for randrange()", line);
  return detail::RandomLock().below(stop);
}
PYOMP_APART Int randrange(Int start, Int stop, Int step = 1, int line = __builtin_LINE()) {
  if (step == 1) {
    if (stop <= start) {
      detail::raiseValue(text("empty range for randrange() (", start, ", ", stop, ", ", sub(stop, start, line), ")"),
                         line);
    }
    return start + detail::RandomLock().below(sub(stop, start, line));
  }
  if (step == 0) raise::valueError("zero step for randrange()", line);
  Int count = trip_count(start, stop, step);
  if (count <= 0) raise::valueError("empty range for randrange()", line);
  return start + step * detail::RandomLock().below(count);
}
PYOMP_APART Int randint(Int low, Int high, int line = __builtin_LINE()) {
  return randrange(low, add(high, 1, line), 1, line);
}

/// `random.choice(values)`
template <class R> auto random_choice(const R& values, int line = __builtin_LINE()) {
  if (values.size() == 0) detail::raiseIndex("Cannot choose from an empty sequence", line);
  return values.at(detail::RandomLock().below(values.size()));
}
template <class T> void random_shuffle(const List<T>& list) {
  detail::RandomLock random;
  for (Int i = list.size() - 1; i > 0; --i) {
    Int j = random.below(i + 1);
    if (i != j) std::swap(list[i], list[j]);
  }
}
/// `random.sample(values, count)`
template <class R> auto random_sample(const R& values, Int count, int line = __builtin_LINE()) {
  auto pool = list(values);
  decltype(pool) result;
  Int size = pool.size();
  if (count < 0 || count > size) raise::valueError("Sample larger than population or is negative", line);
  // Where few of many are taken, the places taken are kept instead of a pool.
  double few = 21;
  if (count > 5) few += std::pow(4.0, std::ceil(std::log(static_cast<double>(count) * 3) / std::log(4.0)));
  detail::RandomLock random;
  Set<Int> taken;
  for (Int i = 0; i < count; ++i) {
    if (static_cast<double>(size) <= few) {
      Int j = random.below(size - i);
      result.append(pool[j]);
      pool[j] = pool[size - i - 1];
      continue;
    }
    Int j = random.below(size);
    while (taken.contains(j)) j = random.below(size);
    taken.insert(j);
    result.append(pool[j]);
  }
  return result;
}
/// `random.choices(values, k=count)`, and with weights
template <class R> auto random_choices(const R& values, Int count = 1) {
  auto pool = list(values);
  decltype(pool) result;
  detail::RandomLock random;
  for (Int i = 0; i < count; ++i) {
    result.append(pool.at(static_cast<Int>(std::floor(random.real() * static_cast<double>(pool.size())))));
  }
  return result;
}
template <class R, class W>
auto random_choices_by(const R& values, const W& weights, Int count = 1, int line = __builtin_LINE()) {
  auto pool = list(values);
  decltype(pool) result;
  List<double> sums;
  double total = 0;
  for (auto&& weight : weights) sums.append(total += static_cast<double>(weight));
  if (sums.size() != pool.size()) raise::valueError("The number of weights does not match the population", line);
  if (!(total > 0)) raise::valueError("Total of weights must be greater than zero", line);
  if (!std::isfinite(total)) raise::valueError("Total of weights must be finite", line);
  for (Int i = 0; i < count; ++i) {
    result.append(pool[bisect_right(sums, random_real() * total, 0, pool.size() - 1)]);
  }
  return result;
}

PYOMP_APART double random_gauss(double mean = 0.0, double deviation = 1.0) {
  detail::RandomLock random;
  if (std::optional<double> kept = std::exchange(random->next_gauss, std::nullopt)) return mean + *kept * deviation;
  double angle = random.real() * (2 * std::numbers::pi);
  double radius = std::sqrt(-2.0 * std::log(1.0 - random.real()));
  random->next_gauss = std::sin(angle) * radius;
  return mean + std::cos(angle) * radius * deviation;
}
/// `np.random.normal(loc, scale)`
PYOMP_APART double random_normal(double mean = 0.0, double deviation = 1.0, int line = __builtin_LINE()) {
  if (deviation < 0) raise::valueError("scale < 0", line);
  return random_gauss(mean, deviation);
}
/// `np.random.randint(low, high)`: below `high`.
PYOMP_APART Int random_below(Int low, Int high, int line = __builtin_LINE()) {
  if (high <= low) raise::valueError(low == 0 ? "high <= 0" : "low >= high", line);
  return randrange(low, high, 1, line);
}
PYOMP_APART double random_normalvariate(double mean = 0.0, double deviation = 1.0) {
  detail::RandomLock random;
  const double magic = 4 * std::exp(-0.5) / std::sqrt(2.0);
  while (true) {
    double first = random.real();
    double second = 1.0 - random.real();
    double deviate = magic * (first - 0.5) / second;
    if (deviate * deviate / 4.0 <= -std::log(second)) return mean + deviate * deviation;
  }
}
PYOMP_APART double random_expovariate(double rate, int line = __builtin_LINE()) {
  double real = random_real();
  if (rate == 0) raise::zeroDivision("float division by zero", line);
  return -std::log(1.0 - real) / rate;
}
PYOMP_APART double random_triangular(double low = 0.0, double high = 1.0) {
  double real = random_real();
  if (high == low) return low;
  double center = 0.5;
  if (real > center) {
    real = 1.0 - real;
    center = 1.0 - center;
    std::swap(low, high);
  }
  return low + (high - low) * std::sqrt(real * center);
}

} // namespace py
