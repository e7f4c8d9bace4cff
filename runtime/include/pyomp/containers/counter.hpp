// runtime/include/pyomp/containers/counter.hpp
//
// `collections.defaultdict` and `collections.Counter`: dicts that know what a missing key has.
#pragma once

#include "dict.hpp"
#include "list.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <tuple>
#include <utility>

namespace py {

/// A dict that puts a new value in where one is asked for and missing. The text of what makes it is that of its repr.
template <class K, class V> class DefaultDict : public Dict<K, V> {
 public:
  using Factory = V (*)();

  DefaultDict() = default;
  explicit DefaultDict(detail::DictBox<K, V>* taken_over) : Dict<K, V>(taken_over) {}
  DefaultDict(Factory make, const char* name) {
    this->box_->make = make;
    this->box_->make_name = name;
  }

  /// `d[k]`
  V& at(const K& key, int line = __builtin_LINE()) const {
    if (auto* entry = this->table().find(key)) return entry->value;
    if (!this->box_->make) detail::raiseKey(repr(key), line);
    // What makes the value may look at the dict.
    V value = this->box_->make();
    return (*this)[key] = std::move(value);
  }
  DefaultDict copy() const {
    DefaultDict result(this->box_->make, this->box_->make_name);
    result.update(*this);
    return result;
  }
};

template <class K, class V> struct Repr<DefaultDict<K, V>> {
  static Str of(const auto& dict) {
    std::string_view name = dict.box()->make_name ? dict.box()->make_name : "None";
    Str factory(reinterpret_cast<const Latin1*>(name.data()), static_cast<Int>(name.size()));
    return "defaultdict(" + factory + ", " + Repr<Dict<K, V>>::of(dict) + ")";
  }
};

/// A dict from what is counted to how often it was met.
template <class K> class Counter : public Dict<K, Int> {
 public:
  Counter() = default;
  explicit Counter(detail::DictBox<K, Int>* taken_over) : Dict<K, Int>(taken_over) {}
  template <class R> static Counter of(const R& values) {
    Counter result;
    result.update(values);
    return result;
  }

  /// `c[k]`
  Int at(const K& key) const {
    auto* entry = this->table().find(key);
    return entry ? entry->value : 0;
  }
  /// `del c[k]`: nothing where it is not there.
  void erase(const K& key) const { this->table().erase(key); }
  Counter copy() const {
    Counter result;
    result.Dict<K, Int>::update(*this);
    return result;
  }
  template <class R> void update(const R& values, int line = __builtin_LINE()) const { change<1>(values, line); }
  template <class R> void subtract(const R& values, int line = __builtin_LINE()) const { change<-1>(values, line); }
  /// `c += other` and its like keep the object.
  void become(const Counter& other) const { this->table() = other.table(); }
  Int total(int line = __builtin_LINE()) const {
    Int sum = 0;
    for (const auto& entry : this->table().entries()) {
      if (entry.alive()) sum = add(sum, entry.value, line);
    }
    return sum;
  }
  /// The most common first, equal ones in the order of insertion.
  List<std::tuple<K, Int>> most_common(Int count = INT64_MAX) const {
    List<std::tuple<K, Int>> result;
    for (const auto& entry : this->table().entries()) {
      if (entry.alive()) result.append({entry.key, entry.value});
    }
    detail::mergeSort(result.items(), [](const auto& a, const auto& b) { return std::get<1>(a) > std::get<1>(b); });
    if (count < result.size()) result.erase(Slice{std::max<Int>(count, 0), none});
    return result;
  }
  List<K> elements() const {
    List<K> result;
    for (const auto& entry : this->table().entries()) {
      for (Int i = 0; entry.alive() && i < entry.value; ++i) result.append(entry.key);
    }
    return result;
  }

  friend Counter operator+(const Counter& a, const Counter& b) {
    return combined(a, b, [](Int left, Int right) { return add(left, right); });
  }
  friend Counter operator-(const Counter& a, const Counter& b) {
    return combined(a, b, [](Int left, Int right) { return sub(left, right); });
  }
  friend Counter operator|(const Counter& a, const Counter& b) {
    return combined(a, b, [](Int left, Int right) { return std::max(left, right); });
  }
  friend Counter operator&(const Counter& a, const Counter& b) {
    Counter result;
    for (const auto& entry : a.table().entries()) {
      Int least = entry.alive() ? std::min(entry.value, b.at(entry.key)) : 0;
      if (least > 0) result[entry.key] = least;
    }
    return result;
  }
  /// Counters are equal where all counts are, zeros of what is missing included.
  friend bool operator==(const Counter& a, const Counter& b) { return covers(a, b) && covers(b, a); }

 private:
  template <int Sign, class R> void change(const R& values, int line) const {
    if constexpr (std::is_base_of_v<Dict<K, Int>, R>) {
      if (this->is(values)) return change<Sign>(values.copy(), line);
      for (const auto& entry : values.table().entries()) {
        if (!entry.alive()) continue;
        Int& own = (*this)[entry.key];
        own = Sign > 0 ? add(own, entry.value, line) : sub(own, entry.value, line);
      }
    } else {
      for (auto&& value : values) (*this)[K(value)] += Sign;
    }
  }
  // What both have, then what only the second one has; nothing that is not positive.
  static Counter combined(const Counter& a, const Counter& b, auto&& together) {
    Counter result;
    auto put = [&](const K& key, Int count) {
      if (count > 0) result[key] = count;
    };
    for (const auto& entry : a.table().entries()) {
      if (entry.alive()) put(entry.key, together(entry.value, b.at(entry.key)));
    }
    for (const auto& entry : b.table().entries()) {
      if (entry.alive() && !a.contains(entry.key)) put(entry.key, together(Int{0}, entry.value));
    }
    return result;
  }
  static bool covers(const Counter& a, const Counter& b) {
    for (const auto& entry : a.table().entries()) {
      if (entry.alive() && b.at(entry.key) != entry.value) return false;
    }
    return true;
  }
};

template <class K> struct Repr<Counter<K>> {
  static Str of(const auto& counter) {
    if (counter.size() == 0) return "Counter()";
    Str result = "Counter({";
    bool first = true;
    for (const auto& [key, count] : counter.most_common()) {
      if (!first) result += ", ";
      first = false;
      result += Repr<K>::of(key) + ": " + repr(count);
    }
    return result + "})";
  }
};

/// `Counter(values)`
template <class R> auto counter(const R& values) {
  return Counter<std::remove_cvref_t<decltype(*values.begin())>>::of(values);
}

} // namespace py
