// runtime/include/pyomp/containers/hash_table.hpp
//
// The table behind dict and set, as CPython's: entries in the order of their insertion, and an open-addressing index of
// places in it. Lookup, insertion and removal take constant time; hashes are kept, so growing compares no keys.
#pragma once

#include "../text/str.hpp"

#include <bit>
#include <complex>
#include <cstdint>
#include <functional>
#include <tuple>
#include <vector>

namespace py::detail {

/// Spreads the bits of a hash over all of it (the finaliser of MurmurHash3, which is public domain).
constexpr std::uint64_t mixed(std::uint64_t bits) {
  bits ^= bits >> 33;
  bits *= 0xff51afd7ed558ccdULL;
  bits ^= bits >> 33;
  return bits;
}

/// Hashes of keys: equal keys have the same.
template <class T> struct HashOf {
  static std::uint64_t of(const T& key) { return mixed(std::hash<T>{}(key)); }
};
template <class T>
  requires std::is_integral_v<T>
struct HashOf<T> {
  static std::uint64_t of(T key) { return mixed(static_cast<std::uint64_t>(key)); }
};
template <class T>
  requires std::is_floating_point_v<T>
struct HashOf<T> {
  static std::uint64_t of(T key) {
    return key == 0 ? 0 : mixed(std::bit_cast<std::uint64_t>(static_cast<double>(key)));
  }
};
template <class T> struct HashOf<std::complex<T>> {
  static std::uint64_t of(const std::complex<T>& key) {
    return mixed(HashOf<T>::of(key.real()) * 31 + HashOf<T>::of(key.imag()));
  }
};
template <class... T> struct HashOf<std::tuple<T...>> {
  static std::uint64_t of(const std::tuple<T...>& key) {
    std::uint64_t hash = sizeof...(T);
    std::apply([&](const T&... part) { ((hash = mixed(hash * 0x9e3779b97f4a7c15ULL + HashOf<T>::of(part))), ...); },
               key);
    return hash;
  }
};

/// An entry holds `key` and whatever belongs to it.
template <class Key, class Value> struct Entry {
  std::uint64_t hash; ///< with the highest bit set while the entry is there
  Key key;
  [[no_unique_address]] Value value;
  bool alive() const { return (hash >> 63) != 0; }
};

PYOMP_APART std::vector<std::int64_t> equalSlots(std::size_t count, std::int64_t value) {
  return std::vector<std::int64_t>(count, value);
}

template <class Key, class Value> class HashTable {
  using Place = std::int64_t;
  static constexpr Place Empty = -1;
  static constexpr Place Removed = -2;
  static constexpr std::uint64_t Alive = std::uint64_t{1} << 63;

 public:
  std::size_t size() const { return size_; }
  /// Entries, removed ones included; those are not alive.
  std::vector<Entry<Key, Value>>& entries() { return entries_; }

  Entry<Key, Value>* find(const Key& key) {
    if (size_ == 0) return nullptr;
    std::size_t slot = slotOf(key, hashOf(key));
    return slots_[slot] >= 0 ? &entries_[static_cast<std::size_t>(slots_[slot])] : nullptr;
  }

  /// The entry of the key, a new one with an empty value where there is none; and whether it is new.
  [[gnu::noinline]] std::pair<Entry<Key, Value>*, bool> insert(const Key& key) {
    if ((filled_ + 1) * 3 > slots_.size() * 2) grow(size_ + 1);
    std::uint64_t hash = hashOf(key);
    std::size_t slot = slotOf(key, hash);
    if (slots_[slot] >= 0) return {&entries_[static_cast<std::size_t>(slots_[slot])], false};
    entries_.push_back({hash, key, Value()});
    slots_[slot] = static_cast<Place>(entries_.size() - 1);
    ++filled_;
    ++size_;
    return {&entries_.back(), true};
  }

  /// Makes room for so many entries at once, before the first is inserted.
  [[gnu::noinline]] void reserve(std::size_t count) {
    if (count * 3 <= slots_.size() * 2) return;
    grow(count);
    entries_.reserve(count);
  }

  [[gnu::noinline]] bool erase(const Key& key) {
    if (size_ == 0) return false;
    std::size_t slot = slotOf(key, hashOf(key));
    if (slots_[slot] < 0) return false;
    Entry<Key, Value>& entry = entries_[static_cast<std::size_t>(slots_[slot])];
    slots_[slot] = Removed;
    entry = {0, Key(), Value()};
    --size_;
    while (!entries_.empty() && !entries_.back().alive()) entries_.pop_back();
    return true;
  }

  [[gnu::noinline]] void clear() {
    entries_.clear();
    slots_.clear();
    filled_ = 0;
    size_ = 0;
  }

 private:
  static std::uint64_t hashOf(const Key& key) { return HashOf<Key>::of(key) | Alive; }

  // The slot of the key, or an empty one where it is not there.
  std::size_t slotOf(const Key& key, std::uint64_t hash) const {
    std::size_t mask = slots_.size() - 1;
    for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
      Place place = slots_[slot];
      if (place == Empty) return slot;
      if (place < 0) continue;
      const Entry<Key, Value>& entry = entries_[static_cast<std::size_t>(place)];
      if (entry.hash == hash && entry.key == key) return slot;
    }
  }

  // Makes room for more than so many entries, and leaves removed ones behind.
  [[gnu::noinline]] void grow(std::size_t size) {
    std::size_t capacity = 8;
    while (capacity < size * 3) capacity *= 2;
    std::erase_if(entries_, [](const Entry<Key, Value>& entry) { return !entry.alive(); });
    slots_ = equalSlots(capacity, Empty);
    std::size_t mask = capacity - 1;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      std::size_t slot = entries_[i].hash & mask;
      while (slots_[slot] != Empty) slot = (slot + 1) & mask;
      slots_[slot] = static_cast<Place>(i);
    }
    filled_ = entries_.size();
  }

  std::vector<Entry<Key, Value>> entries_;
  std::vector<Place> slots_;
  std::size_t filled_ = 0; ///< slots that are not empty
  std::size_t size_ = 0;
};

/// The value of a set's entries.
struct NoValue {};

// Those of most programs.
PYOMP_INSTANCE(class HashTable<Int, Int>);
PYOMP_INSTANCE(class HashTable<Int, NoValue>);
PYOMP_INSTANCE(class HashTable<Int, double>);
PYOMP_INSTANCE(class HashTable<Int, Str>);
PYOMP_INSTANCE(class HashTable<Str, Int>);
PYOMP_INSTANCE(class HashTable<Str, double>);
PYOMP_INSTANCE(class HashTable<Str, NoValue>);
PYOMP_INSTANCE(class HashTable<Str, Str>);

} // namespace py::detail
