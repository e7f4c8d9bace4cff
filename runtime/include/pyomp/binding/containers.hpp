// runtime/include/pyomp/binding/containers.hpp
//
// Lists, dicts, sets and tuples across the border: copied when a call begins, what was changed in them copied back when
// it ends, also by an exception. The same Python object is the same container inside, and comes back as itself.
#pragma once

#include "../containers/dict.hpp"
#include "../containers/list.hpp"
#include "../containers/set.hpp"
#include "../literal.hpp"
#include "fitting.hpp"

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace py {

namespace detail {

PYOMP_APART int rank(const ParameterType& type, PyObject* object);
PYOMP_APART PyObject* convert(const ParameterType& type, PyObject* object, const char* function, const char* name);
PYOMP_APART std::string expected(const ParameterType& type);

/// An element that is not what the fast path takes it for: the slow path says what is wrong.
struct Unreadable {};
/// A Python error is set.
struct PythonFailed {};

/// How the boxes of one type cross. Its address stands for the type.
struct BoxFacts {
  /// Copies what changed in the box back to the object. False with a Python error.
  bool (*write)(Counted* box, PyObject* object);
  void (*free)(Counted* box);
};
template <class Box> void freeBox(Counted* box) { delete static_cast<Box*>(box); }

/// The module whose function is called, while its objects are read and made.
class CurrentModule {
 public:
  explicit CurrentModule(PyObject* dict) : outer_(std::exchange(current_, dict)) {}
  CurrentModule(const CurrentModule&) = delete;
  CurrentModule& operator=(const CurrentModule&) = delete;
  ~CurrentModule() { current_ = outer_; }
  static PyObject* dict() { return current_; }

 private:
  static inline thread_local PyObject* current_ = nullptr;
  PyObject* outer_;
};

/// What one call knows of the containers that came and go.
class Border {
 public:
  Border() : outer_(std::exchange(current_, this)) {}
  Border(const Border&) = delete;
  Border& operator=(const Border&) = delete;
  ~Border() { close(); }
  static Border& current() { return *current_; }

  /// The box of this type that `object` became, or null.
  PYOMP_APART_MEMBER Counted* find(PyObject* object, const BoxFacts* type) const {
    auto found = row_of_.find(object);
    return found != row_of_.end() && rows_[found->second].type == type ? rows_[found->second].box : nullptr;
  }
  /// From now on `object` and `box` are one.
  PYOMP_APART_MEMBER void keep(PyObject* object, Counted* box, const BoxFacts* type) {
    row_of_.emplace(object, rows_.size());
    box->add();
    box->object = object;
    rows_.push_back({Py_NewRef(object), box, type});
  }
  /// Copies what changed back. False with a Python error.
  PYOMP_APART_MEMBER bool writeBack() {
    // Writing may make new objects, which have what they need already.
    for (std::size_t i = 0, count = rows_.size(); i < count; ++i) {
      Row row = rows_[i];
      if (!row.type->write(row.box, row.object)) return false;
    }
    return true;
  }

 private:
  PYOMP_APART_MEMBER void close() {
    current_ = outer_;
    for (const Row& row : rows_) {
      row.box->object = nullptr;
      if (row.box->remove()) row.type->free(row.box);
      Py_DECREF(row.object);
    }
  }
  struct Row {
    PyObject* object;
    Counted* box;
    const BoxFacts* type;
  };
  static inline thread_local Border* current_ = nullptr;
  Border* outer_;
  std::vector<Row> rows_;
  std::unordered_map<PyObject*, std::size_t> row_of_;
};

/// Crossing<S>: a value that is an S as Python sees it; `Native` is what it is inside.
template <class S> struct Crossing {
  using Native = std::remove_cvref_t<decltype(Parameter<S>::read(nullptr))>;
  static constexpr bool exact(PyObject* object) { return Parameter<S>::exact(object); }
  static int rankOf(PyObject* object) { return rank(Parameter<S>::facts, object); }
  static std::string name() { return expected(Parameter<S>::facts); }
  static std::string misfit(PyObject* object) { return Py_TYPE(object)->tp_name; }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return static_cast<bool>(Reference(convert(Parameter<S>::facts, object, function, parameter)));
  }
  static Native read(PyObject* object) {
    if (!exact(object)) {
      Reference converted(convert(Parameter<S>::facts, object, "", ""));
      if (!converted) throw PythonFailed{};
      return read(converted.get());
    }
    Native value = Parameter<S>::read(object);
    if constexpr (std::is_same_v<S, Int>) {
      if (value == -1 && PyErr_Occurred()) throw Unreadable{};
    }
    return value;
  }
  static PyObject* make(const Native& value) { return toPythonAs<S>(value); }
  /// Whether the object has the value already, be it of another type: what nobody assigned stays what it is.
  static bool same(PyObject* object, const Native& value) {
    if (!exact(object) && rankOf(object) >= Misfit) return false;
    Native old = read(object);
    if constexpr (std::is_floating_point_v<Native>) {
      return std::memcmp(&old, &value, sizeof old) == 0;
    } else {
      return old == value;
    }
  }
};

template <class S>
inline constexpr ContainerFacts FactsOf{Crossing<S>::rankOf, Crossing<S>::fits, Crossing<S>::name, Crossing<S>::misfit};
template <class... S> inline constexpr std::array<const ContainerFacts*, sizeof...(S)> AllFacts{&FactsOf<S>...};

inline PyObject* checkedObject(PyObject* object) {
  if (!object) throw PythonFailed{};
  return object;
}

template <class S> struct Crossing<List<S>> {
  using Element = Crossing<S>;
  using Native = List<typename Element::Native>;
  using Box = ListBox<typename Element::Native>;

  [[gnu::noinline]] static bool exact(PyObject* object) {
    if (!PyList_CheckExact(object)) return false;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i) {
      if (!Element::exact(PyList_GET_ITEM(object, i))) return false;
    }
    return true;
  }
  static int rankOf(PyObject* object) { return listRank(object, FactsOf<S>); }
  static std::string name() { return containerName("list", AllFacts<S>); }
  static std::string misfit(PyObject* object) { return listMisfit(object, FactsOf<S>); }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return listFits(object, function, parameter, FactsOf<S>);
  }
  [[gnu::noinline]] static Native read(PyObject* object) {
    if (Counted* known = Border::current().find(object, &Facts)) {
      known->add();
      return Native(static_cast<Box*>(known));
    }
    Native list;
    list.items().reserve(static_cast<std::size_t>(PyList_GET_SIZE(object)));
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i) list.append(Element::read(PyList_GET_ITEM(object, i)));
    Border::current().keep(object, list.box(), &Facts);
    return list;
  }
  [[gnu::noinline]] static PyObject* make(const Native& list) {
    if (list.box()->object) return Py_NewRef(static_cast<PyObject*>(list.box()->object));
    Reference object(PyList_New(list.size()));
    if (!object) return nullptr;
    Border::current().keep(object.get(), list.box(), &Facts);
    for (Int i = 0; i < list.size(); ++i) {
      PyObject* item = Element::make(list[i]);
      if (!item) return nullptr;
      PyList_SET_ITEM(object.get(), i, item);
    }
    return object.release();
  }
  static bool same(PyObject* object, const Native& list) { return list.box()->object == object; }

  [[gnu::noinline]] static bool write(Counted* box, PyObject* object) {
    box->add();
    Native list(static_cast<Box*>(box));
    if (PyList_GET_SIZE(object) > list.size() &&
        PyList_SetSlice(object, list.size(), PyList_GET_SIZE(object), nullptr) < 0) {
      return false;
    }
    for (Int i = 0; i < list.size(); ++i) {
      if (i < PyList_GET_SIZE(object) && Element::same(PyList_GET_ITEM(object, i), list[i])) continue;
      Reference item(Element::make(list[i]));
      if (!item) return false;
      bool done = i < PyList_GET_SIZE(object) ? PyList_SetItem(object, i, item.release()) == 0
                                              : PyList_Append(object, item.get()) == 0;
      if (!done) return false;
    }
    return true;
  }
  static constexpr BoxFacts Facts{write, freeBox<Box>};
};

template <class K, class V> struct Crossing<Dict<K, V>> {
  using Key = Crossing<K>;
  using Value = Crossing<V>;
  using Native = Dict<typename Key::Native, typename Value::Native>;
  using Box = DictBox<typename Key::Native, typename Value::Native>;

  /// Calls `visit(key, value)` until it returns false; whether it never did.
  static bool all(PyObject* object, auto&& visit) {
    PyObject *key, *value;
    Py_ssize_t place = 0;
    while (PyDict_Next(object, &place, &key, &value)) {
      if (!visit(key, value)) return false;
    }
    return true;
  }
  [[gnu::noinline]] static bool exact(PyObject* object) {
    return PyDict_CheckExact(object) &&
           all(object, [](PyObject* key, PyObject* value) { return Key::exact(key) && Value::exact(value); });
  }
  static int rankOf(PyObject* object) { return dictRank(object, FactsOf<K>, FactsOf<V>); }
  static std::string name() { return containerName("dict", AllFacts<K, V>); }
  static std::string misfit(PyObject* object) { return dictMisfit(object, FactsOf<K>, FactsOf<V>); }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return dictFits(object, function, parameter, FactsOf<K>, FactsOf<V>);
  }
  [[gnu::noinline]] static Native read(PyObject* object) {
    if (Counted* known = Border::current().find(object, &Facts)) {
      known->add();
      return Native(static_cast<Box*>(known));
    }
    Native dict;
    dict.table().reserve(static_cast<std::size_t>(PyDict_GET_SIZE(object)));
    all(object, [&](PyObject* key, PyObject* value) {
      dict[Key::read(key)] = Value::read(value);
      return true;
    });
    Border::current().keep(object, dict.box(), &Facts);
    return dict;
  }
  [[gnu::noinline]] static PyObject* make(const Native& dict) {
    if (dict.box()->object) return Py_NewRef(static_cast<PyObject*>(dict.box()->object));
    Reference object(PyDict_New());
    if (!object) return nullptr;
    Border::current().keep(object.get(), dict.box(), &Facts);
    return fill(object.get(), dict, nullptr) ? object.release() : nullptr;
  }
  static bool same(PyObject* object, const Native& dict) { return dict.box()->object == object; }

  [[gnu::noinline]] static bool write(Counted* box, PyObject* object) {
    box->add();
    Native dict(static_cast<Box*>(box));
    auto& entries = dict.table().entries();
    std::size_t place = 0;
    bool unchanged = PyDict_GET_SIZE(object) == dict.size() && all(object, [&](PyObject* key, PyObject* value) {
                       while (place < entries.size() && !entries[place].alive()) ++place;
                       auto& entry = entries[place++];
                       return Key::same(key, entry.key) && Value::same(value, entry.value);
                     });
    if (unchanged) return true;
    Reference filled(PyDict_New());
    if (!filled || !fill(filled.get(), dict, object)) return false;
    PyDict_Clear(object);
    return PyDict_Update(object, filled.get()) == 0;
  }
  static constexpr BoxFacts Facts{write, freeBox<Box>};

  /// Values that are those of `before` already stay the same objects.
  [[gnu::noinline]] static bool fill(PyObject* object, const Native& dict, PyObject* before) {
    for (auto& entry : dict.table().entries()) {
      if (!entry.alive()) continue;
      Reference key(Key::make(entry.key));
      if (!key) return false;
      PyObject* old = before ? PyDict_GetItemWithError(before, key.get()) : nullptr;
      bool keeps = old && Value::same(old, entry.value);
      Reference value(keeps ? Py_NewRef(old) : Value::make(entry.value));
      if (!value || PyDict_SetItem(object, key.get(), value.get()) < 0) return false;
    }
    return true;
  }
};

/// Of set and frozenset.
template <class S, class Made, bool Frozen> struct CrossingSet {
  using Element = Crossing<S>;
  using Native = Made;
  using Box = SetBox<typename Element::Native>;

  static bool isIts(PyObject* object) { return Frozen ? PyFrozenSet_Check(object) : PySet_Check(object); }
  static bool all(PyObject* object, auto&& visit) {
    PyObject* element = nullptr;
    Reference iterator(checkedObject(PyObject_GetIter(object)));
    while ((element = PyIter_Next(iterator.get()))) {
      Reference held(element);
      if (!visit(element)) return false;
    }
    return true;
  }
  [[gnu::noinline]] static bool exact(PyObject* object) {
    bool kind = Frozen ? PyFrozenSet_CheckExact(object) : Py_IS_TYPE(object, &PySet_Type);
    return kind && all(object, [](PyObject* element) { return Element::exact(element); });
  }
  [[gnu::noinline]] static int rankOf(PyObject* object) {
    if (!isIts(object)) return Misfit;
    int worst = 0;
    all(object, [&](PyObject* element) {
      worst = std::max(worst, Element::rankOf(element));
      return worst < Misfit;
    });
    return worst;
  }
  static std::string name() { return containerName(Frozen ? "frozenset" : "set", AllFacts<S>); }
  [[gnu::noinline]] static std::string misfit(PyObject* object) {
    std::string text = Py_TYPE(object)->tp_name;
    if (!isIts(object)) return text;
    all(object, [&](PyObject* element) {
      if (Element::rankOf(element) < Misfit) return true;
      text = misfitWith(Py_TYPE(object)->tp_name, " with an element that is ", FactsOf<S>, element);
      return false;
    });
    return text;
  }
  [[gnu::noinline]] static bool fits(PyObject* object, const char* function, const char* parameter) {
    return all(object, [&](PyObject* element) { return Element::fits(element, function, parameter); });
  }
  [[gnu::noinline]] static Native read(PyObject* object) {
    if (Counted* known = Border::current().find(object, &Facts)) {
      known->add();
      return Native(static_cast<Box*>(known));
    }
    Native set;
    set.table().reserve(static_cast<std::size_t>(PySet_GET_SIZE(object)));
    all(object, [&](PyObject* element) {
      set.insert(Element::read(element));
      return true;
    });
    Border::current().keep(object, set.box(), &Facts);
    return set;
  }
  [[gnu::noinline]] static PyObject* make(const Native& set) {
    if (set.box()->object) return Py_NewRef(static_cast<PyObject*>(set.box()->object));
    Reference object(Frozen ? PyFrozenSet_New(nullptr) : PySet_New(nullptr));
    if (!object || !fill(object.get(), set)) return nullptr;
    Border::current().keep(object.get(), set.box(), &Facts);
    return object.release();
  }
  static bool same(PyObject* object, const Native& set) { return set.box()->object == object; }

  [[gnu::noinline]] static bool write(Counted* box, PyObject* object) {
    if (Frozen) return true;
    box->add();
    Native set(static_cast<Box*>(box));
    bool unchanged = PySet_GET_SIZE(object) == set.size() &&
                     all(object, [&](PyObject* element) { return set.contains(Element::read(element)); });
    return unchanged || (PySet_Clear(object) == 0 && fill(object, set));
  }
  static constexpr BoxFacts Facts{write, freeBox<Box>};

 private:
  [[gnu::noinline]] static bool fill(PyObject* object, const Native& set) {
    for (const auto& value : set) {
      Reference element(Element::make(value));
      if (!element || PySet_Add(object, element.get()) < 0) return false;
    }
    return true;
  }
};
template <class S> struct Crossing<Set<S>> : CrossingSet<S, Set<typename Crossing<S>::Native>, false> {};
template <class S> struct Crossing<FrozenSet<S>> : CrossingSet<S, FrozenSet<typename Crossing<S>::Native>, true> {};

template <class... S> struct Crossing<std::tuple<S...>> {
  using Native = std::tuple<typename Crossing<S>::Native...>;

  static bool all(PyObject* object, auto&& visit) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (visit(static_cast<Crossing<S>*>(nullptr), PyTuple_GET_ITEM(object, I), I) && ...);
    }(std::index_sequence_for<S...>{});
  }
  static bool isIts(PyObject* object) { return isTuple(object, sizeof...(S)); }
  [[gnu::noinline]] static bool exact(PyObject* object) {
    return PyTuple_CheckExact(object) && isIts(object) &&
           all(object, []<class C>(C*, PyObject* element, std::size_t) { return C::exact(element); });
  }
  static int rankOf(PyObject* object) { return tupleRank(object, AllFacts<S...>); }
  static std::string name() { return containerName("tuple", AllFacts<S...>); }
  static std::string misfit(PyObject* object) { return tupleMisfit(object, AllFacts<S...>); }
  static bool fits(PyObject* object, const char* function, const char* parameter) {
    return tupleFits(object, function, parameter, AllFacts<S...>);
  }
  [[gnu::noinline]] static Native read(PyObject* object) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return Native{Crossing<S>::read(PyTuple_GET_ITEM(object, I))...};
    }(std::index_sequence_for<S...>{});
  }
  [[gnu::noinline]] static PyObject* make(const Native& tuple) {
    Reference object(PyTuple_New(sizeof...(S)));
    if (!object) return nullptr;
    bool done = [&]<std::size_t... I>(std::index_sequence<I...>) {
      auto put = [&](std::size_t place, PyObject* item) {
        if (item) PyTuple_SET_ITEM(object.get(), static_cast<Py_ssize_t>(place), item);
        return item != nullptr;
      };
      return (put(I, Crossing<S>::make(std::get<I>(tuple))) && ...);
    }(std::index_sequence_for<S...>{});
    return done ? object.release() : nullptr;
  }
  static bool same(PyObject* object, const Native& tuple) {
    if (!isIts(object)) return false;
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (Crossing<S>::same(PyTuple_GET_ITEM(object, I), std::get<I>(tuple)) && ...);
    }(std::index_sequence_for<S...>{});
  }
};

/// The class `Name` of the module whose function is called. Null with a Python error.
PYOMP_APART PyObject* namedTupleClass(const char* name, std::size_t length) {
  Reference text(PyUnicode_FromStringAndSize(name, static_cast<Py_ssize_t>(length)));
  PyObject* found = text ? PyDict_GetItemWithError(CurrentModule::dict(), text.get()) : nullptr;
  bool fits = found && PyType_Check(found) && PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(found), &PyTuple_Type);
  if (!fits && !PyErr_Occurred()) PyErr_Format(PyExc_NameError, "name '%U' is no class of tuples", text.get());
  return fits ? found : nullptr;
}

template <Literal Signature, class... S> struct Crossing<Named<Signature, S...>> : Crossing<std::tuple<S...>> {
  using Plain = Crossing<std::tuple<S...>>;
  using Native = typename Plain::Native;
  static constexpr auto Text = Signature;
  static constexpr std::size_t Length = Text.view().find('(');

  /// By the name of its class: a module that was loaded again has another class of the name.
  static bool isIts(PyObject* object) {
    return Plain::isIts(object) && Py_TYPE(object)->tp_name == Text.view().substr(0, Length);
  }
  [[gnu::noinline]] static bool exact(PyObject* object) {
    return isIts(object) &&
           Plain::all(object, []<class C>(C*, PyObject* element, std::size_t) { return C::exact(element); });
  }
  [[gnu::noinline]] static int rankOf(PyObject* object) {
    return isIts(object) ? std::max(0, Plain::rankOf(object) - 1) : Misfit;
  }
  static std::string name() { return std::string(Text.view().substr(0, Length)); }
  static std::string misfit(PyObject* object) {
    return isIts(object) ? Plain::misfit(object) : Py_TYPE(object)->tp_name;
  }
  [[gnu::noinline]] static PyObject* make(const Native& tuple) {
    Reference values(Plain::make(tuple));
    PyObject* wanted = values ? namedTupleClass(Text.text, Length) : nullptr;
    if (!wanted) return nullptr;
    // As `_make` does: tuple.__new__(class, values).
    Reference args(PyTuple_Pack(1, values.get()));
    return args ? PyTuple_Type.tp_new(reinterpret_cast<PyTypeObject*>(wanted), args.get(), nullptr) : nullptr;
  }
  static bool same(PyObject* object, const Native& tuple) { return isIts(object) && Plain::same(object, tuple); }
};

// What most programs pass.
PYOMP_INSTANCE(struct Crossing<List<Int>>);
PYOMP_INSTANCE(struct Crossing<List<double>>);
PYOMP_INSTANCE(struct Crossing<List<Str>>);
PYOMP_INSTANCE(struct Crossing<List<List<Int>>>);
PYOMP_INSTANCE(struct Crossing<List<List<double>>>);
PYOMP_INSTANCE(struct Crossing<Dict<Int, Int>>);
PYOMP_INSTANCE(struct Crossing<Dict<Int, double>>);
PYOMP_INSTANCE(struct Crossing<Dict<Int, Str>>);
PYOMP_INSTANCE(struct Crossing<Dict<Str, Str>>);
PYOMP_INSTANCE(struct Crossing<Dict<Int, List<Int>>>);
PYOMP_INSTANCE(struct Crossing<Dict<Str, List<Int>>>);
PYOMP_INSTANCE(struct Crossing<Dict<Int, List<Str>>>);
PYOMP_INSTANCE(struct Crossing<Dict<Str, List<Str>>>);
PYOMP_INSTANCE(struct Crossing<List<std::tuple<Int, Int>>>);
PYOMP_INSTANCE(struct Crossing<List<std::tuple<Int, double>>>);
PYOMP_INSTANCE(struct Crossing<List<std::tuple<double, double>>>);
PYOMP_INSTANCE(struct Crossing<List<std::tuple<double, double, double>>>);
PYOMP_INSTANCE(struct Crossing<List<std::tuple<Str, Int>>>);
PYOMP_INSTANCE(struct Crossing<Dict<Str, Int>>);
PYOMP_INSTANCE(struct Crossing<Dict<Str, double>>);
PYOMP_INSTANCE(struct Crossing<Set<Int>>);
PYOMP_INSTANCE(struct Crossing<Set<Str>>);

/// What Parameter is for types that cross with a Border.
template <class S> struct CrossingParameter {
  static constexpr ParameterType facts{.kind = ParameterKind::Container,
                                       .type_number = UsesNumPy<S> ? NPY_OBJECT : NPY_NOTYPE,
                                       .container = &FactsOf<S>};
  [[gnu::noinline]] static bool exact(PyObject* object) { return Crossing<S>::exact(object); }
  static auto read(PyObject* object) { return Crossing<S>::read(object); }
};

/// Whether a value of the type needs a Border.
template <class T> inline constexpr bool Crosses = false;
template <class T> inline constexpr bool Crosses<T&> = Crosses<std::remove_const_t<T>>;
template <class T> inline constexpr bool Crosses<List<T>> = true;
template <class K, class V> inline constexpr bool Crosses<Dict<K, V>> = true;
template <class T> inline constexpr bool Crosses<Set<T>> = true;
template <class T> inline constexpr bool Crosses<FrozenSet<T>> = true;
template <class... T> inline constexpr bool Crosses<std::tuple<T...>> = (Crosses<T> || ...);
template <Literal Signature, class... T> inline constexpr bool Crosses<Named<Signature, T...>> = true;

} // namespace detail

template <class T> struct Parameter<List<T>> : detail::CrossingParameter<List<T>> {};
template <class K, class V> struct Parameter<Dict<K, V>> : detail::CrossingParameter<Dict<K, V>> {};
template <class T> struct Parameter<Set<T>> : detail::CrossingParameter<Set<T>> {};
template <class T> struct Parameter<FrozenSet<T>> : detail::CrossingParameter<FrozenSet<T>> {};
template <class... T> struct Parameter<std::tuple<T...>> : detail::CrossingParameter<std::tuple<T...>> {};
template <Literal Signature, class... T>
struct Parameter<Named<Signature, T...>> : detail::CrossingParameter<Named<Signature, T...>> {};
template <Literal Signature, class... T>
inline constexpr bool UsesNumPy<Named<Signature, T...>> = (UsesNumPy<T> || ...);
/// A container that a function may change is a reference, one that it only reads a const one.
template <class T> struct Parameter<const T&> : Parameter<T> {};
template <class T> struct Parameter<T&> : Parameter<T> {};

template <class T> inline constexpr bool UsesNumPy<List<T>> = UsesNumPy<T>;
template <class K, class V> inline constexpr bool UsesNumPy<Dict<K, V>> = UsesNumPy<K> || UsesNumPy<V>;
template <class T> inline constexpr bool UsesNumPy<Set<T>> = UsesNumPy<T>;
template <class T> inline constexpr bool UsesNumPy<FrozenSet<T>> = UsesNumPy<T>;

} // namespace py
