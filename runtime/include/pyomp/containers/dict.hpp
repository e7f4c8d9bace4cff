// runtime/include/pyomp/containers/dict.hpp
//
// `dict`: a handle of a table that several variables may share, in the order of insertion.
#pragma once

#include "../text/repr.hpp"
#include "box.hpp"
#include "hash_table.hpp"
#include "list.hpp"

#include <initializer_list>
#include <optional>
#include <utility>

namespace py {

/// The KeyError of a key that is not there: the message is the key's repr, of which the binding makes the key again.
class MissingKey : public KeyError {
 public:
  using KeyError::KeyError;
  bool isWritten() const override { return true; }
  [[noreturn]] void raise(int line = __builtin_LINE()) const override { throw passed(*this, line); }
  std::exception_ptr copy() const override { return std::make_exception_ptr(*this); }
};

namespace detail {

template <class K, class V> struct DictBox : Counted {
  HashTable<K, V> table;
  V (*make)() = nullptr; ///< of a defaultdict: what makes the values that are missing
  const char* make_name = nullptr;
};

[[noreturn, gnu::cold]] PYOMP_APART void raiseKey(Str text, int line) { throw MissingKey(text.utf8(), line); }
[[noreturn, gnu::cold]] PYOMP_APART void raiseEmpty(const char* text, int line) { throw KeyError(text, line); }
[[noreturn, gnu::cold]] PYOMP_APART void raiseChanged(const char* text, int line) { throw RuntimeError(text, line); }

/// Goes over a table's entries; a size that changes meanwhile raises. `Get` says what of an entry an item is.
template <class Box, class Get> class TableIterator {
 public:
  TableIterator(Box* box, const char* changed, int line)
      : box_(box), changed_(changed), size_(box->table.size()), line_(line) {
    skip();
  }
  decltype(auto) operator*() const { return Get{}(box_->table.entries()[place_]); }
  TableIterator& operator++() {
    ++place_;
    if (box_->table.size() != size_) [[unlikely]]
      raiseChanged(changed_, line_);
    skip();
    return *this;
  }
  struct End {};
  bool operator==(End) const { return place_ >= box_->table.entries().size(); }

 private:
  void skip() {
    auto& entries = box_->table.entries();
    while (place_ < entries.size() && !entries[place_].alive()) ++place_;
  }

  Box* box_;
  const char* changed_;
  std::size_t size_;
  std::size_t place_ = 0;
  int line_;
};

/// What `keys`, `values` and `items` give: it keeps the dict, and looks at it when a loop asks.
template <class Dict, class Get> class DictView {
 public:
  DictView(Dict dict, int line) : dict_(std::move(dict)), line_(line) {}
  auto begin() const {
    return TableIterator<std::remove_pointer_t<decltype(dict_.box())>, Get>(
        dict_.box(), "dictionary changed size during iteration", line_);
  }
  auto end() const { return typename decltype(begin())::End{}; }
  Int size() const { return dict_.size(); }
  bool contains(const typename Dict::Key& key) const { return dict_.contains(key); }

 private:
  Dict dict_;
  int line_;
};

struct GetKey {
  const auto& operator()(const auto& entry) const { return entry.key; }
};
struct GetValue {
  auto& operator()(auto& entry) const { return entry.value; }
};
struct GetItem {
  template <class K, class V> std::tuple<K, V> operator()(const Entry<K, V>& entry) const {
    return {entry.key, entry.value};
  }
};

} // namespace detail

/// A dict. Functions that change it are const: the handle stays the same.
template <class K, class V> class Dict : public detail::Handle<detail::DictBox<K, V>> {
  using Base = detail::Handle<detail::DictBox<K, V>>;

 public:
  using Key = K;
  using Value = V;

  Dict() = default;
  Dict(std::initializer_list<std::pair<K, V>> items) {
    for (const auto& [key, value] : items) (*this)[key] = value;
  }
  explicit Dict(detail::DictBox<K, V>* taken_over) : Base(taken_over) {}

  Int size() const { return static_cast<Int>(table().size()); }
  bool contains(const K& key) const { return table().find(key) != nullptr; }
  /// `d[k]` that is assigned.
  V& operator[](const K& key) const { return table().insert(key).first->value; }
  /// `d[k]`
  V& at(const K& key, int line = __builtin_LINE()) const {
    auto* entry = table().find(key);
    if (!entry) [[unlikely]]
      detail::raiseKey(repr(key), line);
    return entry->value;
  }
  V get(const K& key, const V& missing) const {
    auto* entry = table().find(key);
    return entry ? entry->value : missing;
  }
  /// `d.get(k)`: nothing where the key is missing.
  std::optional<V> get_maybe(const K& key) const {
    auto* entry = table().find(key);
    return entry ? std::optional<V>(entry->value) : std::nullopt;
  }
  /// `d.get(k)` of a key that has to be there.
  V known(const K& key, int line = __builtin_LINE()) const {
    auto* entry = table().find(key);
    if (!entry) [[unlikely]]
      throw TypeError("'<' not supported between a missing value, which is None, and another", line);
    return entry->value;
  }
  V setdefault(const K& key, const V& value) const {
    auto [entry, is_new] = table().insert(key);
    if (is_new) entry->value = value;
    return entry->value;
  }
  V pop(const K& key, int line = __builtin_LINE()) const {
    auto* entry = table().find(key);
    if (!entry) detail::raiseKey(repr(key), line);
    V value = std::move(entry->value);
    table().erase(key);
    return value;
  }
  /// `d.pop(key, missing)`
  V pop_or(const K& key, const V& missing) const {
    auto* entry = table().find(key);
    if (!entry) return missing;
    V value = std::move(entry->value);
    table().erase(key);
    return value;
  }
  std::tuple<K, V> popitem(int line = __builtin_LINE()) const {
    if (size() == 0) detail::raiseEmpty("popitem(): dictionary is empty", line);
    auto& last = table().entries().back();
    std::tuple<K, V> item{last.key, std::move(last.value)};
    table().erase(std::get<0>(item));
    return item;
  }
  void erase(const K& key, int line = __builtin_LINE()) const {
    if (!table().erase(key)) detail::raiseKey(repr(key), line);
  }
  void clear() const { table().clear(); }
  Dict copy() const {
    Dict result;
    result.update(*this);
    return result;
  }
  void update(const Dict& other) const {
    if (this->is(other)) return;
    // Hashes are kept: no key is asked.
    if (size() == 0) {
      table() = other.table();
      return;
    }
    for (const auto& entry : other.table().entries()) {
      if (entry.alive()) (*this)[entry.key] = entry.value;
    }
  }
  template <class Pairs> void update(const Pairs& pairs) const {
    for (const auto& [key, value] : pairs) (*this)[key] = value;
  }

  detail::DictView<Dict, detail::GetKey> keys(int line = __builtin_LINE()) const { return {*this, line}; }
  detail::DictView<Dict, detail::GetValue> values(int line = __builtin_LINE()) const { return {*this, line}; }
  detail::DictView<Dict, detail::GetItem> items(int line = __builtin_LINE()) const { return {*this, line}; }
  auto begin(int line = __builtin_LINE()) const {
    return detail::TableIterator<detail::DictBox<K, V>, detail::GetKey>(
        this->box_, "dictionary changed size during iteration", line);
  }
  auto end() const { return typename decltype(begin())::End{}; }

  friend Dict operator|(const Dict& a, const Dict& b) {
    Dict result = a.copy();
    result.update(b);
    return result;
  }
  friend bool operator==(const Dict& a, const Dict& b) {
    if (a.size() != b.size()) return false;
    for (const auto& entry : a.table().entries()) {
      if (!entry.alive()) continue;
      auto* other = b.table().find(entry.key);
      if (!other || !detail::equal(entry.value, other->value)) return false;
    }
    return true;
  }

  detail::HashTable<K, V>& table() const { return this->box_->table; }
};

/// What `keys`, `values` and `items` give.
template <class K, class V> using DictKeys = detail::DictView<Dict<K, V>, detail::GetKey>;
template <class K, class V> using DictValues = detail::DictView<Dict<K, V>, detail::GetValue>;
template <class K, class V> using DictItems = detail::DictView<Dict<K, V>, detail::GetItem>;

template <class K, class V> struct Repr<Dict<K, V>> {
  static Str of(const auto& dict) {
    Str result = "{";
    for (const auto& entry : dict.table().entries()) {
      if (!entry.alive()) continue;
      if (result.size() > 1) result += ", ";
      result += Repr<K>::of(entry.key) + ": " + Repr<V>::of(entry.value);
    }
    return result + "}";
  }
};

} // namespace py
