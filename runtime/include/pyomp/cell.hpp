// runtime/include/pyomp/cell.hpp
//
// A variable that a function shares with functions inside it, alive as long as one of them is.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace py {

/// Copies share the variable. Its value at first is that of `T{}`: the compiler sees to it that it is assigned before
/// it is read.
template <class T> class Cell {
 public:
  Cell() : value_(std::make_shared<T>()) {}
  Cell(T value) : value_(std::make_shared<T>(std::move(value))) {}

  const T& get() const { return *value_; }
  void set(T value) const { *value_ = std::move(value); }

 private:
  std::shared_ptr<T> value_;
};

/// By value: what is computed next may assign the variable.
template <class T> T get(const Cell<T>& cell) { return cell.get(); }
template <class T> void set(const Cell<T>& cell, std::type_identity_t<T> value) { cell.set(std::move(value)); }

} // namespace py
