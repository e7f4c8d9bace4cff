// runtime/include/pyomp/object.hpp
//
// Objects of the classes of a file: handles of counted structs, what a class says of its fields, and values that may be
// None.
#pragma once

#include "containers/box.hpp"
#include "containers/hash_table.hpp"
#include "containers/ordering.hpp"
#include "text/repr.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace py {

namespace detail {

/// What every object begins with.
struct AnyObject : Counted {
  virtual ~AnyObject() = default;
};
template <class T> struct ObjectBox final : AnyObject {
  T value{};
};

/// Frees an object that nobody refers to any more. What it referred to itself comes after it and not inside, so that a
/// list of a million nodes needs no stack.
PYOMP_APART void freeObject(AnyObject* box) {
  static thread_local std::vector<AnyObject*> waiting;
  static thread_local bool freeing = false;
  waiting.push_back(box);
  if (freeing) return;
  freeing = true;
  while (!waiting.empty()) {
    AnyObject* next = waiting.back();
    waiting.pop_back();
    delete next;
  }
  freeing = false;
}

} // namespace detail

/// A handle of an object: copies are the same object.
template <class T> class Object {
 public:
  using Box = detail::ObjectBox<T>;

  /// Refers to nothing; the compiler sees to it that it is assigned before it is used.
  Object() = default;
  explicit Object(Box* taken_over) : box_(taken_over) {}
  Object(const Object& other) : box_(other.box_) {
    if (box_) box_->add();
  }
  Object(Object&& other) noexcept : box_(std::exchange(other.box_, nullptr)) {}
  Object& operator=(Object other) noexcept {
    std::swap(box_, other.box_);
    return *this;
  }
  ~Object() {
    if (box_ && box_->remove()) detail::freeObject(box_);
  }

  T* operator->() const { return &box_->value; }
  Box* box() const { return box_; }

 private:
  Box* box_ = nullptr;
};

/// A new object; `__init__` assigns its fields.
template <class T> Object<T> make() { return Object<T>(new detail::ObjectBox<T>); }

/// `a is b`
template <class T> bool is_same(const Object<T>& left, const Object<T>& right) { return left.box() == right.box(); }
template <class T> bool is_same(const std::optional<Object<T>>& left, const std::optional<Object<T>>& right) {
  return left && right ? is_same(*left, *right) : !left && !right;
}

/// The value where it must not be None: an attribute, an operand.
template <class T>
const T& present_attribute(const std::optional<T>& value, const char* message, int line = __builtin_LINE()) {
  if (!value) [[unlikely]]
    throw AttributeError(message, line);
  return *value;
}
template <class T> const T& present(const std::optional<T>& value, const char* message, int line = __builtin_LINE()) {
  if (!value) [[unlikely]]
    throw TypeError(message, line);
  return *value;
}

// What a class says of its fields.

/// What a dataclass adds (Python library reference, dataclasses), and what the binding has to know.
enum ClassTraits : unsigned {
  Plain = 0,
  CompareFields = 1, ///< `==` compares the fields, and a hash is made of them
  OrderFields = 2,   ///< so do `<`, `<=`, `>`, `>=`
  ShowFields = 4,    ///< `repr` shows them
  Frozen = 8,        ///< no field changes
  HoldArrays = 16    ///< NumPy is needed to read or to make an object
};
struct FieldOptions {
  bool shown = true;
  bool compared = true;
};
/// One field: `Shown` is its type as Python sees it.
template <class Shown, class M, class T> struct Field {
  using Type = Shown;
  const char* name;
  M T::* member;
  FieldOptions options;
};
template <class Shown = void, class M, class T>
constexpr auto field(const char* name, M T::* member, FieldOptions options = {}) {
  return Field<std::conditional_t<std::is_void_v<Shown>, M, Shown>, M, T>{name, member, options};
}
template <unsigned Traits, class... Fields> struct Class {
  static constexpr unsigned traits = Traits;
  const char* name;
  const char* module; ///< the Python module that defines it; null for that of the file
  std::tuple<Fields...> fields;
};
template <unsigned Traits = Plain, class... Fields>
constexpr Class<Traits, Fields...> class_of(const char* name, Fields... fields) {
  return {name, nullptr, {fields...}};
}
template <unsigned Traits = Plain, class... Fields>
constexpr Class<Traits, Fields...> class_in(const char* module, const char* name, Fields... fields) {
  return {name, module, {fields...}};
}

namespace detail {

/// Calls `visit(field)` for the fields until it returns false; whether it never did.
template <class T> bool allFields(auto&& visit) {
  return std::apply([&](const auto&... field) { return (visit(field) && ...); }, T::Class.fields);
}

} // namespace detail

/// `==` of a dataclass compares fields; other objects are equal to themselves.
template <class T> bool operator==(const Object<T>& left, const Object<T>& right) {
  if (left.box() == right.box()) return true;
  if constexpr (requires { T::equals(left, right); }) {
    return T::equals(left, right);
  } else if constexpr ((T::Class.traits & CompareFields) != 0) {
    return detail::allFields<T>([&](const auto& field) {
      return !field.options.compared || (*left.operator->()).*field.member == (*right.operator->()).*field.member;
    });
  } else {
    return false;
  }
}
/// Do `<` and its like take the objects?
template <class T>
concept Ordered =
    (T::Class.traits & OrderFields) != 0 || requires(const Object<T>& object) { T::less(object, object); };
/// `<` by a method of the class, or of an ordered dataclass as of the tuples of the fields.
template <Ordered T> bool operator<(const Object<T>& left, const Object<T>& right) {
  if constexpr (requires { T::less(left, right); }) return T::less(left, right);
  bool less = false;
  detail::allFields<T>([&](const auto& field) {
    const auto& one = (*left.operator->()).*field.member;
    const auto& other = (*right.operator->()).*field.member;
    if (!field.options.compared || one == other) return true;
    less = one < other;
    return false;
  });
  return less;
}
template <Ordered T> bool operator>(const Object<T>& left, const Object<T>& right) { return right < left; }
template <Ordered T> bool operator<=(const Object<T>& left, const Object<T>& right) {
  return left < right || left == right;
}
template <Ordered T> bool operator>=(const Object<T>& left, const Object<T>& right) { return right <= left; }
template <Ordered T> std::partial_ordering operator<=>(const Object<T>& left, const Object<T>& right) {
  return detail::ordering(left, right);
}

namespace detail {

template <class T> struct HashOf<Object<T>> {
  static std::uint64_t of(const Object<T>& object) {
    if constexpr (requires { T::hash(object); }) {
      return mixed(static_cast<std::uint64_t>(T::hash(object)));
    } else if constexpr ((T::Class.traits & CompareFields) != 0) {
      std::uint64_t hash = 17;
      allFields<T>([&](const auto& field) {
        const auto& value = (*object.operator->()).*field.member;
        if (field.options.compared) {
          hash = mixed(hash * 0x9e3779b97f4a7c15ULL + HashOf<std::remove_cvref_t<decltype(value)>>::of(value));
        }
        return true;
      });
      return hash;
    } else {
      return mixed(reinterpret_cast<std::uintptr_t>(object.box()));
    }
  }
};
template <class T> struct HashOf<std::optional<T>> {
  static std::uint64_t of(const std::optional<T>& value) { return value ? HashOf<T>::of(*value) : 1; }
};

/// Objects whose text is being made, for one may hold itself.
inline std::vector<const void*>& shownObjects() {
  static thread_local std::vector<const void*> objects;
  return objects;
}

} // namespace detail

template <class T> struct Repr<std::optional<T>> {
  static Str of(const auto& value) { return value ? Repr<T>::of(*value) : Str("None"); }
  static Str str(const auto& value) { return value ? str_as<T>(*value) : Str("None"); }
};

/// Of objects that a program does not write: in the message about a missing key.
template <class T> struct Repr<Object<T>> {
  static Str of(const Object<T>&) { return Str::of(std::string("<") + T::Class.name + " object>"); }
};
/// By a method of the class.
template <class T>
  requires requires(const Object<T>& object) { T::shown(object); }
struct Repr<Object<T>> {
  static Str of(const Object<T>& object) { return T::shown(object); }
};

/// Point(x=1.0, y=2.0)
template <class T>
  requires((T::Class.traits & ShowFields) != 0)
struct Repr<Object<T>> {
  static Str of(const Object<T>& object) {
    std::vector<const void*>& shown = detail::shownObjects();
    if (std::find(shown.begin(), shown.end(), object.box()) != shown.end()) return "...";
    shown.push_back(object.box());
    Str text = Str::of(std::string(T::Class.name) + "(");
    bool first = true;
    detail::allFields<T>([&](const auto& field) {
      if (!field.options.shown) return true;
      using Shown = typename std::remove_cvref_t<decltype(field)>::Type;
      if (!first) text += ", ";
      first = false;
      text += Str::of(std::string(field.name) + "=");
      text += Repr<Shown>::of((*object.operator->()).*field.member);
      return true;
    });
    shown.pop_back();
    text += ")";
    return text;
  }
};

} // namespace py
