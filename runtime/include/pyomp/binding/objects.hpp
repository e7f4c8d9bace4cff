// runtime/include/pyomp/binding/objects.hpp
//
// Objects of the file's classes across the border, and None: the fields are copied when a call begins, what changed in
// them is copied back when it ends, and the same Python object is the same object inside, and comes back as itself.
#pragma once

#include "../object.hpp"
#include "containers.hpp"

#include <string>

namespace py::detail {

/// The Python class of the struct, or null with a Python error. Objects of classes that derive from it are others.
template <class T> PyTypeObject* classObject() {
  // Modules may be loaded again, so the class is asked for at each call.
  PyObject* dict = CurrentModule::dict();
  PyObject* found = nullptr;
  if constexpr (T::Class.module == nullptr) {
    found = PyDict_GetItemString(dict, T::Class.name);
  } else {
    Reference module(PyImport_ImportModule(T::Class.module));
    if (!module) return nullptr;
    Reference object(PyObject_GetAttrString(module.get(), T::Class.name));
    // The module keeps it.
    found = object.get();
  }
  if (found && PyType_Check(found)) return reinterpret_cast<PyTypeObject*>(found);
  PyErr_Format(PyExc_TypeError, "the class '%s' is no longer in its module", T::Class.name);
  return nullptr;
}

template <class T> struct Crossing<Object<T>> {
  using Native = Object<T>;
  using Box = ObjectBox<T>;

  static bool isIts(PyObject* object) {
    PyTypeObject* type = classObject<T>();
    if (!type) PyErr_Clear();
    return type && Py_TYPE(object) == type;
  }
  static bool exact(PyObject* object) { return isIts(object); }
  static int rankOf(PyObject* object) { return isIts(object) ? 0 : Misfit; }
  static std::string name() { return T::Class.name; }
  static std::string misfit(PyObject* object) { return Py_TYPE(object)->tp_name; }
  static bool fits(PyObject*, const char*, const char*) { return true; }
  static bool same(PyObject* object, const Native& value) { return value.box()->object == object; }

  static Native read(PyObject* object) {
    if (Counted* known = Border::current().find(object, &Facts)) {
      known->add();
      return Native(static_cast<Box*>(known));
    }
    if (!isIts(object)) {
      PyErr_Format(PyExc_TypeError, "%s is needed, not %s", T::Class.name, Py_TYPE(object)->tp_name);
      throw PythonFailed{};
    }
    if (Py_EnterRecursiveCall(" while an object is passed to compiled code")) throw PythonFailed{};
    struct Leave {
      ~Leave() { Py_LeaveRecursiveCall(); }
    } leave;
    Native made = make_empty();
    // Kept before its fields are read: it may hold itself.
    Border::current().keep(object, made.box(), &Facts);
    allFields<T>([&](const auto& field) {
      using Element = Crossing<typename std::remove_cvref_t<decltype(field)>::Type>;
      Reference value(checkedObject(PyObject_GetAttrString(object, field.name)));
      if (!Element::exact(value.get()) && Element::rankOf(value.get()) >= Misfit) {
        PyErr_Format(PyExc_TypeError, "the field '%s' of %s must be %s, not %s", field.name, T::Class.name,
                     Element::name().c_str(), Element::misfit(value.get()).c_str());
        throw PythonFailed{};
      }
      try {
        (*made.operator->()).*field.member = Element::read(value.get());
      } catch (const Unreadable&) {
        PyErr_Format(PyExc_OverflowError, "the field '%s' of %s: the int does not fit in 64 bits", field.name,
                     T::Class.name);
        throw PythonFailed{};
      }
      return true;
    });
    return made;
  }

  static PyObject* make(const Native& value) {
    if (value.box()->object) return Py_NewRef(static_cast<PyObject*>(value.box()->object));
    if (Py_EnterRecursiveCall(" while an object is returned from compiled code")) return nullptr;
    PyObject* made = makeNew(value);
    Py_LeaveRecursiveCall();
    return made;
  }

  static bool write(Counted* counted, PyObject* object) {
    auto* box = static_cast<Box*>(counted);
    if constexpr ((T::Class.traits & Frozen) != 0) return true;
    return allFields<T>([&](const auto& field) {
      using Element = Crossing<typename std::remove_cvref_t<decltype(field)>::Type>;
      Reference old(PyObject_GetAttrString(object, field.name));
      if (!old) return false;
      const auto& value = box->value.*field.member;
      if (Element::same(old.get(), value)) return true;
      Reference now(Element::make(value));
      return now && PyObject_SetAttrString(object, field.name, now.get()) == 0;
    });
  }

  static void free(Counted* counted) { freeObject(static_cast<Box*>(counted)); }
  static constexpr BoxFacts Facts{write, free};

 private:
  static Native make_empty() { return py::make<T>(); }
  static PyObject* makeNew(const Native& value) {
    PyTypeObject* type = classObject<T>();
    if (!type) return nullptr;
    Reference nothing(PyTuple_New(0));
    Reference object(nothing ? type->tp_new(type, nothing.get(), nullptr) : nullptr);
    if (!object) return nullptr;
    Border::current().keep(object.get(), value.box(), &Facts);
    bool done = allFields<T>([&](const auto& field) {
      using Element = Crossing<typename std::remove_cvref_t<decltype(field)>::Type>;
      Reference part(Element::make((*value.operator->()).*field.member));
      Reference name(PyUnicode_InternFromString(field.name));
      // A frozen dataclass refuses its own `__setattr__`.
      return part && name && PyObject_GenericSetAttr(object.get(), name.get(), part.get()) == 0;
    });
    return done ? object.release() : nullptr;
  }
};

template <class S> struct Crossing<std::optional<S>> {
  using Element = Crossing<S>;
  using Native = std::optional<typename Element::Native>;

  static bool exact(PyObject* object) { return object == Py_None || Element::exact(object); }
  static int rankOf(PyObject* object) { return object == Py_None ? 0 : Element::rankOf(object); }
  static std::string name() { return Element::name() + " | None"; }
  static std::string misfit(PyObject* object) { return Element::misfit(object); }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return object == Py_None || Element::fits(object, function, parameter);
  }
  static Native read(PyObject* object) {
    if (object == Py_None) return std::nullopt;
    return Element::read(object);
  }
  static PyObject* make(const Native& value) { return value ? Element::make(*value) : Py_NewRef(Py_None); }
  static bool same(PyObject* object, const Native& value) {
    return value ? object != Py_None && Element::same(object, *value) : object == Py_None;
  }
};

/// An array is the same while it looks at the same memory.
template <class A, int N, Layout L> struct Crossing<Array<A, N, L>> {
  using Native = Array<A, N, L>;
  using Own = Parameter<Native>;

  static bool exact(PyObject* object) { return Own::exact(object); }
  static int rankOf(PyObject* object) { return rank(Own::facts, object); }
  static std::string name() { return expected(Own::facts); }
  static std::string misfit(PyObject* object) { return Py_TYPE(object)->tp_name; }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return static_cast<bool>(Reference(convert(Own::facts, object, function, parameter)));
  }
  static Native read(PyObject* object) {
    if (exact(object)) return Own::read(object);
    Reference converted(convert(Own::facts, object, "", ""));
    if (!converted) throw PythonFailed{};
    return Own::read(converted.get());
  }
  static PyObject* make(const Native& value) { return toPython(value); }
  static bool same(PyObject* object, const Native& value) {
    return PyArray_Check(object) &&
           PyArray_DATA(reinterpret_cast<PyArrayObject*>(object)) == static_cast<const void*>(value.data());
  }
};

template <class T> inline constexpr bool Crosses<Object<T>> = true;
template <class T> inline constexpr bool Crosses<std::optional<T>> = true;

/// Does the type hold objects, whose fields a function may change through a handle that it only reads?
template <class T> inline constexpr bool HoldsObject = false;
template <class T> inline constexpr bool HoldsObject<Object<T>> = true;
template <class T> inline constexpr bool HoldsObject<std::optional<T>> = HoldsObject<T>;
template <class T> inline constexpr bool HoldsObject<List<T>> = HoldsObject<T>;
template <class K, class V> inline constexpr bool HoldsObject<Dict<K, V>> = HoldsObject<K> || HoldsObject<V>;
template <class T> inline constexpr bool HoldsObject<Set<T>> = HoldsObject<T>;
template <class T> inline constexpr bool HoldsObject<FrozenSet<T>> = HoldsObject<T>;
template <class... T> inline constexpr bool HoldsObject<std::tuple<T...>> = (HoldsObject<T> || ...);
/// Its class is looked up in the module.
template <Literal Signature, class... T> inline constexpr bool HoldsObject<Named<Signature, T...>> = true;

} // namespace py::detail

namespace py {

template <class T> struct Parameter<Object<T>> : detail::CrossingParameter<Object<T>> {};
template <class T> struct Parameter<std::optional<T>> : detail::CrossingParameter<std::optional<T>> {};
template <class T> inline constexpr bool UsesNumPy<Object<T>> = (T::Class.traits & HoldArrays) != 0;
template <class T> inline constexpr bool UsesNumPy<std::optional<T>> = UsesNumPy<T>;

} // namespace py
