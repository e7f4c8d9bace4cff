// runtime/include/pyomp/binding/collections.hpp
//
// Tuples of any length, `deque`, `Counter` and `defaultdict` across the border, as containers.hpp does it for others.
#pragma once

#include "../containers/counter.hpp"
#include "../containers/deque.hpp"
#include "../containers/tuple.hpp"
#include "../text/bytes.hpp"
#include "containers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace py {

namespace detail {

/// A class of the module `collections`, imported when it is first asked for; null with a Python error.
PYOMP_APART PyObject* collectionsClass(const char* name) {
  Reference module(PyImport_ImportModule("collections"));
  return module ? PyObject_GetAttrString(module.get(), name) : nullptr;
}
/// Whether the object is of the class; `exactly`: of no class derived from it.
PYOMP_APART bool isOfCollections(PyObject* object, const char* name, bool exactly) {
  // Only what has been imported can be there.
  if (std::string_view(Py_TYPE(object)->tp_name).find(name) == std::string_view::npos && exactly) return false;
  Reference type(checkedObject(collectionsClass(name)));
  if (exactly) return reinterpret_cast<PyObject*>(Py_TYPE(object)) == type.get();
  return PyObject_TypeCheck(object, reinterpret_cast<PyTypeObject*>(type.get())) != 0;
}

template <class S> struct Crossing<Tuple<S>> {
  using Element = Crossing<S>;
  using Native = Tuple<typename Element::Native>;

  static bool all(PyObject* object, auto&& visit) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i) {
      if (!visit(PyTuple_GET_ITEM(object, i), i)) return false;
    }
    return true;
  }
  static bool exact(PyObject* object) {
    return PyTuple_CheckExact(object) && all(object, [](PyObject* item, Py_ssize_t) { return Element::exact(item); });
  }
  static int rankOf(PyObject* object) {
    if (!PyTuple_Check(object)) return Misfit;
    int worst = PyTuple_CheckExact(object) ? 0 : 1;
    all(object, [&](PyObject* item, Py_ssize_t) {
      worst = std::max(worst, Element::rankOf(item));
      return worst < Misfit;
    });
    return worst;
  }
  static std::string name() { return "tuple[" + Element::name() + ", ...]"; }
  static std::string misfit(PyObject* object) {
    std::string text = Py_TYPE(object)->tp_name;
    if (!PyTuple_Check(object)) return text;
    all(object, [&](PyObject* item, Py_ssize_t place) {
      if (Element::rankOf(item) < Misfit) return true;
      text = "tuple whose element " + std::to_string(place) + " is " + Element::misfit(item);
      return false;
    });
    return text;
  }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return all(object, [&](PyObject* item, Py_ssize_t) { return Element::fits(item, function, parameter); });
  }
  static Native read(PyObject* object) {
    Native tuple;
    all(object, [&](PyObject* item, Py_ssize_t) {
      tuple.append(Element::read(item));
      return true;
    });
    return tuple;
  }
  static PyObject* make(const Native& tuple) {
    Reference object(PyTuple_New(tuple.size()));
    for (Int i = 0; object && i < tuple.size(); ++i) {
      PyObject* item = Element::make(tuple[i]);
      if (!item) return nullptr;
      PyTuple_SET_ITEM(object.get(), i, item);
    }
    return object.release();
  }
  static bool same(PyObject* object, const Native& tuple) {
    if (!PyTuple_Check(object) || PyTuple_GET_SIZE(object) != tuple.size()) return false;
    return all(object, [&](PyObject* item, Py_ssize_t place) { return Element::same(item, tuple[place]); });
  }
};

template <> struct Crossing<Bytes> {
  using Native = Bytes;
  static bool exact(PyObject* object) { return PyBytes_CheckExact(object); }
  static int rankOf(PyObject* object) { return PyBytes_CheckExact(object) ? 0 : PyBytes_Check(object) ? 1 : Misfit; }
  static std::string name() { return "bytes"; }
  static std::string misfit(PyObject* object) { return Py_TYPE(object)->tp_name; }
  static bool fits(PyObject*, const char*, const char*) { return true; }
  static Bytes read(PyObject* object) {
    return Bytes::of({PyBytes_AS_STRING(object), static_cast<std::size_t>(PyBytes_GET_SIZE(object))});
  }
  static PyObject* make(const Bytes& bytes) {
    return PyBytes_FromStringAndSize(bytes.view().data(), static_cast<Py_ssize_t>(bytes.view().size()));
  }
  static bool same(PyObject* object, const Bytes& bytes) { return exact(object) && read(object) == bytes; }
};

template <class S> struct Crossing<Deque<S>> {
  using Element = Crossing<S>;
  using Native = Deque<typename Element::Native>;
  using Box = DequeBox<typename Element::Native>;

  static bool all(PyObject* object, auto&& visit) {
    Reference iterator(checkedObject(PyObject_GetIter(object)));
    while (PyObject* item = PyIter_Next(iterator.get())) {
      Reference held(item);
      if (!visit(item)) return false;
    }
    return true;
  }
  static bool exact(PyObject* object) {
    return isOfCollections(object, "deque", true) && all(object, [](PyObject* item) { return Element::exact(item); });
  }
  static int rankOf(PyObject* object) {
    if (!isOfCollections(object, "deque", false)) return Misfit;
    int worst = 0;
    all(object, [&](PyObject* item) {
      worst = std::max(worst, Element::rankOf(item));
      return worst < Misfit;
    });
    return worst;
  }
  static std::string name() { return "deque[" + Element::name() + "]"; }
  static std::string misfit(PyObject* object) {
    std::string text = Py_TYPE(object)->tp_name;
    if (!isOfCollections(object, "deque", false)) return text;
    all(object, [&](PyObject* item) {
      if (Element::rankOf(item) < Misfit) return true;
      text += " with an element that is " + Element::misfit(item);
      return false;
    });
    return text;
  }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return all(object, [&](PyObject* item) { return Element::fits(item, function, parameter); });
  }
  static Native read(PyObject* object) {
    if (Counted* known = Border::current().find(object, &Facts)) {
      known->add();
      return Native(static_cast<Box*>(known));
    }
    Native deque;
    Reference limit(checkedObject(PyObject_GetAttrString(object, "maxlen")));
    if (limit.get() != Py_None) deque.box()->limit = PyLong_AsLongLong(limit.get());
    all(object, [&](PyObject* item) {
      deque.append(Element::read(item));
      return true;
    });
    Border::current().keep(object, deque.box(), &Facts);
    return deque;
  }
  static PyObject* make(const Native& deque) {
    if (deque.box()->object) return Py_NewRef(static_cast<PyObject*>(deque.box()->object));
    Reference type(collectionsClass("deque"));
    Reference empty(PyTuple_New(0));
    if (!type || !empty) return nullptr;
    Int limit = deque.box()->limit;
    Reference object(limit < 0 ? PyObject_CallNoArgs(type.get())
                               : PyObject_CallFunction(type.get(), "OL", empty.get(), static_cast<long long>(limit)));
    if (!object || !fill(object.get(), deque)) return nullptr;
    Border::current().keep(object.get(), deque.box(), &Facts);
    return object.release();
  }
  static bool same(PyObject* object, const Native& deque) { return deque.box()->object == object; }

  static bool write(Counted* box, PyObject* object) {
    box->add();
    Native deque(static_cast<Box*>(box));
    Int place = 0;
    bool unchanged = PyObject_Size(object) == deque.size() &&
                     all(object, [&](PyObject* item) { return Element::same(item, deque[place++]); });
    if (unchanged) return true;
    Reference cleared(PyObject_CallMethod(object, "clear", nullptr));
    return cleared && fill(object, deque);
  }
  static constexpr BoxFacts Facts{write, freeBox<Box>};

 private:
  static bool fill(PyObject* object, const Native& deque) {
    for (Int i = 0; i < deque.size(); ++i) {
      Reference item(Element::make(deque[i]));
      Reference done(item ? PyObject_CallMethod(object, "append", "O", item.get()) : nullptr);
      if (!done) return false;
    }
    return true;
  }
};

/// What Counter and defaultdict have of dict; `Class` says the rest.
template <class Class, class K, class V, class Made> struct CrossingMapping : Crossing<Dict<K, V>> {
  using Base = Crossing<Dict<K, V>>;
  using Native = Made;
  using Box = typename Base::Box;

  static bool exact(PyObject* object) {
    return isOfCollections(object, Class::ClassName, true) && Class::isReadable(object) && contentsExact(object);
  }
  static int rankOf(PyObject* object) {
    if (!isOfCollections(object, Class::ClassName, false) || !Class::isReadable(object)) return Misfit;
    return Base::rankOf(object);
  }
  static std::string misfit(PyObject* object) {
    if (!isOfCollections(object, Class::ClassName, false)) return Py_TYPE(object)->tp_name;
    return Class::isReadable(object)
               ? Base::misfit(object)
               : std::string(Class::ClassName) + " whose factory is not empty values of this type";
  }
  static Native read(PyObject* object) {
    if (Counted* known = Border::current().find(object, &OwnFacts)) {
      known->add();
      return Native(static_cast<Box*>(known));
    }
    Native dict = Class::empty(object);
    Base::all(object, [&](PyObject* key, PyObject* value) {
      dict[Crossing<K>::read(key)] = Crossing<V>::read(value);
      return true;
    });
    Border::current().keep(object, dict.box(), &OwnFacts);
    return dict;
  }
  static PyObject* make(const Native& dict) {
    if (dict.box()->object) return Py_NewRef(static_cast<PyObject*>(dict.box()->object));
    Reference object(Class::newObject(dict));
    if (!object) return nullptr;
    Border::current().keep(object.get(), dict.box(), &OwnFacts);
    return Base::fill(object.get(), dict, nullptr) ? object.release() : nullptr;
  }
  static bool same(PyObject* object, const Native& dict) { return dict.box()->object == object; }
  static constexpr BoxFacts OwnFacts{Base::write, freeBox<Box>};

 private:
  static bool contentsExact(PyObject* object) {
    return Base::all(
        object, [](PyObject* key, PyObject* value) { return Crossing<K>::exact(key) && Crossing<V>::exact(value); });
  }
};

template <class S>
struct Crossing<Counter<S>> : CrossingMapping<Crossing<Counter<S>>, S, Int, Counter<typename Crossing<S>::Native>> {
  using Native = Counter<typename Crossing<S>::Native>;
  static constexpr const char* ClassName = "Counter";
  static bool isReadable(PyObject*) { return true; }
  static Native empty(PyObject*) { return {}; }
  static PyObject* newObject(const Native&) {
    Reference type(collectionsClass("Counter"));
    return type ? PyObject_CallNoArgs(type.get()) : nullptr;
  }
  static std::string name() { return "Counter[" + Crossing<S>::name() + "]"; }
};

struct FactoryType {
  const char* repr;
  PyTypeObject* type;
};
inline const FactoryType FactoryTypes[] = {{"<class 'bool'>", &PyBool_Type},   {"<class 'dict'>", &PyDict_Type},
                                           {"<class 'float'>", &PyFloat_Type}, {"<class 'int'>", &PyLong_Type},
                                           {"<class 'list'>", &PyList_Type},   {"<class 'set'>", &PySet_Type},
                                           {"<class 'str'>", &PyUnicode_Type}};

PYOMP_APART const FactoryType* factoryOf(PyObject* object) {
  Reference factory(checkedObject(PyObject_GetAttrString(object, "default_factory")));
  for (const FactoryType& row : FactoryTypes) {
    if (reinterpret_cast<PyObject*>(row.type) == factory.get()) return &row;
  }
  return nullptr;
}
PYOMP_APART PyObject* newDefaultDict(const char* factory) {
  Reference type(collectionsClass("defaultdict"));
  if (!type) return nullptr;
  if (!factory) return PyObject_CallNoArgs(type.get());
  for (const FactoryType& row : FactoryTypes) {
    if (std::string_view(row.repr) == factory)
      return PyObject_CallOneArg(type.get(), reinterpret_cast<PyObject*>(row.type));
  }
  PyErr_SetString(PyExc_TypeError,
                  "a defaultdict whose factory is a function cannot leave compiled code; return dict(...) of it");
  return nullptr;
}

template <class K, class V>
struct Crossing<DefaultDict<K, V>>
    : CrossingMapping<Crossing<DefaultDict<K, V>>, K, V,
                      DefaultDict<typename Crossing<K>::Native, typename Crossing<V>::Native>> {
  using Value = typename Crossing<V>::Native;
  using Native = DefaultDict<typename Crossing<K>::Native, Value>;
  static constexpr const char* ClassName = "defaultdict";
  static bool isReadable(PyObject* object) {
    const FactoryType* factory = factoryOf(object);
    if (!factory) return false;
    Reference made(checkedObject(PyObject_CallNoArgs(reinterpret_cast<PyObject*>(factory->type))));
    return Crossing<V>::exact(made.get());
  }
  static Native empty(PyObject* object) {
    return Native([] { return Value(); }, factoryOf(object)->repr);
  }
  static PyObject* newObject(const Native& dict) { return newDefaultDict(dict.box()->make_name); }
  static std::string name() { return "defaultdict[" + Crossing<K>::name() + ", " + Crossing<V>::name() + "]"; }
};

template <> inline constexpr bool Crosses<Bytes> = true;
template <class T> inline constexpr bool Crosses<Tuple<T>> = true;
template <class T> inline constexpr bool Crosses<Deque<T>> = true;
template <class T> inline constexpr bool Crosses<Counter<T>> = true;
template <class K, class V> inline constexpr bool Crosses<DefaultDict<K, V>> = true;

} // namespace detail

template <> struct Parameter<Bytes> : detail::CrossingParameter<Bytes> {};
template <class T> struct Parameter<Tuple<T>> : detail::CrossingParameter<Tuple<T>> {};
template <class T> struct Parameter<Deque<T>> : detail::CrossingParameter<Deque<T>> {};
template <class T> struct Parameter<Counter<T>> : detail::CrossingParameter<Counter<T>> {};
template <class K, class V> struct Parameter<DefaultDict<K, V>> : detail::CrossingParameter<DefaultDict<K, V>> {};

template <class T> inline constexpr bool UsesNumPy<Tuple<T>> = UsesNumPy<T>;
template <class T> inline constexpr bool UsesNumPy<Deque<T>> = UsesNumPy<T>;
template <class T> inline constexpr bool UsesNumPy<Counter<T>> = UsesNumPy<T>;
template <class K, class V> inline constexpr bool UsesNumPy<DefaultDict<K, V>> = UsesNumPy<K> || UsesNumPy<V>;

} // namespace py
