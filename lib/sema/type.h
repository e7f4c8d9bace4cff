// lib/sema/type.h
//
// The types of values, interned: equal types are the same pointer.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pyompcc::sema {

enum class DType : std::uint8_t {
#define DTYPE(Name, ...) Name,
#include "grammar/dtypes.def"
};
enum class DTypeClass : std::uint8_t { Boolean, Signed, Unsigned, Real, Complex };

/// One row of grammar/dtypes.def.
struct DTypeFacts {
  std::string_view numpy_name;
  std::string_view cpp_type;
  DTypeClass type_class;
  int bits;
  std::string_view code;
};
const DTypeFacts& facts(DType dtype);

enum class TypeKind : std::uint8_t {
  Error,   ///< a diagnostic has been given; follow-ups are silent
  Unknown, ///< no value seen yet: the bottom of the lattice
  None,
  Bool,
  Int, ///< Python's int in 64 bits, checked
  Float,
  Complex,
  Scalar, ///< a NumPy scalar (also every element of an array); integer arithmetic wraps
  Str,
  Bytes,
  Range,       ///< range(...), known at compile time to be one
  Slice,       ///< `slice(a, b, c)`
  Tuple,       ///< `elements`
  Array,       ///< `dtype`, `ndim`, `layout`
  List,        ///< of `elements[0]`, which is Unknown for an empty list until something is put into it; so are the next
  Dict,        ///< from `elements[0]` to `elements[1]`
  Set,         ///< of `elements[0]`
  FrozenSet,   ///< of `elements[0]`
  Deque,       ///< of `elements[0]`
  DefaultDict, ///< a Dict that makes the values that are missing
  Counter,     ///< from `elements[0]` to `elements[1]`, which is Int
  Sequence,    ///< a tuple whose length is not known: of `elements[0]`
  KeysView,    ///< what `keys` gives of a dict from `elements[0]` to `elements[1]`; so are the next two
  ValuesView,
  ItemsView,
  Iterator,  ///< gives `elements[0]` one after the other, each computed when it is asked for
  Generator, ///< a generator object: gives `elements[0]`, takes `elements[1]`, ends with `elements[2]`; `function`
  Optional,  ///< `elements[0]` or None
  Function,  ///< `function` of Program::functions, or a Builtin; `elements` are the values that it has captured
  Lock,      ///< of OpenMP (omp_lock_t); copies are the same lock
  NestLock,  ///< omp_nest_lock_t
  Cell,      ///< a variable that functions share: `elements[0]`
  Exception, ///< what a handler caught, under the name behind `as`
  Object     ///< an object of the class `object`
};

struct TypeNode;

/// A field of the objects of a class. Its type is raised while types are inferred.
struct ObjectField {
  std::string name;
  const TypeNode* type = nullptr;
  bool shown = true;    ///< dataclass: `repr` names it
  bool compared = true; ///< dataclass: `==` looks at it
};

/// A class whose objects compiled code makes and uses. Every object of it has the same fields with the same types.
struct ObjectClass {
  std::string name;
  std::uint32_t index = 0; ///< in Program::classes
  std::vector<ObjectField> fields;
  bool compares_fields = false; ///< `==` of a dataclass; else objects are equal only to themselves
  bool orders_fields = false;   ///< `<` of a dataclass
  bool has_repr = false;        ///< `repr` of a dataclass
  bool is_key = true;           ///< has a hash that goes with `==`
  bool has_own_eq = false;      ///< `__eq__` is a method of the file
  /// Methods of the file that containers ask for: `__eq__`, `__hash__`, `__lt__`, `__repr__`.
  std::vector<std::string_view> own_methods;
  bool hasOwn(std::string_view method) const;
};

/// A class of tuples whose elements have names (collections.namedtuple, typing.NamedTuple).
struct NamedTuple {
  std::string name;
  std::vector<std::string> fields;
};

/// What is known of an array's strides at compile time.
enum class Layout : std::uint8_t {
  Strided, ///< any strides
  C,       ///< C order: the last axis has unit stride, the others follow from the shape
  Fortran
};

/// One interned type; fields that its kind does not use have their default.
struct TypeNode {
  TypeKind kind = TypeKind::Error;
  DType dtype = DType::Bool;       ///< Scalar, Array
  std::uint8_t ndim = 0;           ///< Array: 1 and more
  Layout layout = Layout::Strided; ///< Array
  bool read_only = false;          ///< Array: elements cannot be assigned
  bool own_text = false;           ///< Exception: only Python knows its text
  std::uint32_t function = 0;      ///< Function; Generator: 1 + the one that takes what is sent, or 0
  bool is_builtin = false;         ///< Function: `function` is a Builtin
  std::vector<const TypeNode*> elements;
  ObjectClass* object = nullptr;     ///< Object; Function: the class that it is
  const NamedTuple* named = nullptr; ///< Tuple: its class, where that is not `tuple`

  friend bool operator==(const TypeNode&, const TypeNode&) = default;
};
using Type = const TypeNode*;

/// Makes and keeps the types of one compilation.
class TypeTable {
 public:
  TypeTable();

  Type error() const { return error_; }
  Type unknown() const { return unknown_; }
  Type none() const { return none_; }
  Type boolean() const { return bool_; }
  Type integer() const { return int_; }
  Type floating() const { return float_; }
  Type complex() const { return complex_; }
  Type str() const { return str_; }
  Type range() const { return range_; }
  Type bytes() const { return bytes_; }
  Type slice() const { return slice_; }
  Type lock() const { return lock_; }
  Type nestLock() const { return nest_lock_; }
  /// `own_text`: of a class whose methods say what its text is.
  Type exception(bool own_text = false) const { return own_text ? special_exception_ : exception_; }
  Type scalar(DType dtype);
  Type array(DType dtype, int ndim, Layout layout, bool read_only = false);
  Type tuple(std::span<const Type> elements);
  Type namedTuple(const NamedTuple& named, std::span<const Type> elements);
  /// From now on the name stands for the type in annotations.
  void nameTuple(Type type) { tuple_of_name_[type->named->name] = type; }
  Type tupleNamed(std::string_view name) const;
  Type optional(Type value);
  Type function(std::uint32_t function, std::span<const Type> captured);
  Type builtinFunction(std::uint32_t builtin);
  Type cell(Type value);
  Type list(Type element) { return container(TypeKind::List, std::array{element}); }
  Type dict(Type key, Type value) { return container(TypeKind::Dict, std::array{key, value}); }
  Type set(Type element) { return container(TypeKind::Set, std::array{element}); }
  Type frozenSet(Type element) { return container(TypeKind::FrozenSet, std::array{element}); }
  Type object(ObjectClass& object_class);
  /// The class itself, as a value: a function without captures, whose `object` is the class.
  Type classObject(ObjectClass& object_class);
  /// The type of objects of the class that has the name; null where there is none, or several.
  Type objectNamed(std::string_view name) const;
  /// `taker`: 1 + the function whose `yield`s take what is sent, or 0; `sent` and `returned` are None where there is
  /// none.
  Type generator(Type item, Type sent, Type returned, std::uint32_t taker);
  Type iterator(Type item) { return container(TypeKind::Iterator, std::array{item}); }
  /// The type of a kind that has `elements` only: Tuple, List, Dict, Set, FrozenSet, Iterator, Optional.
  Type container(TypeKind kind, std::span<const Type> elements);

 private:
  Type intern(TypeNode node);

  std::vector<std::unique_ptr<TypeNode>> nodes_;
  std::unordered_multimap<std::size_t, Type> by_hash_;
  std::unordered_map<std::string, Type> object_of_name_;
  std::unordered_map<std::string, Type> tuple_of_name_;
  Type error_, unknown_, none_, bool_, int_, float_, complex_, str_, range_, bytes_, slice_, lock_, nest_lock_,
      exception_, special_exception_;
};

/// The type in the notation of signatures: `int`, `float64[:, ::1]`, `tuple[int, float]`; np scalars by NumPy name.
std::string typeName(Type type);

inline bool isArray(Type type) { return type->kind == TypeKind::Array; }
inline bool isObject(Type type) { return type->kind == TypeKind::Object; }
inline bool isOptional(Type type) { return type->kind == TypeKind::Optional; }
/// An object, or None.
inline bool isObjectOrNone(Type type) { return isObject(type) || (isOptional(type) && isObject(type->elements[0])); }
/// Is there a type of this value or None? Arrays, functions, iterators and ranges have none.
bool canBeOptional(Type type);
/// Does a value of the type satisfy the predicate, or something that it holds, fields of objects included?
bool holdsAny(Type type, const std::function<bool(Type)>& predicate);
inline bool isTuple(Type type) { return type->kind == TypeKind::Tuple; }
/// A function that has captured nothing: its type says all, and there is no value to pass.
bool isPlainFunction(Type type);
/// What isMutable says, FrozenSet, Sequence: values that several variables may share, and changes through one are seen
/// by all.
bool isContainer(Type type);
/// List, Dict, Set, Deque, DefaultDict, Counter: containers that can be changed.
bool isMutable(Type type);
/// Dict, DefaultDict, Counter.
bool isMapping(Type type);
/// KeysView, ValuesView, ItemsView: looks at a dict whenever it is asked.
bool isView(Type type);
/// List, Deque: has elements by their place, which can be assigned.
bool isIndexed(Type type);
/// The type of a key: numbers, texts, None, frozen sets, and tuples of those.
bool isHashable(Type type);
/// Has `<` between values of the type a meaning: numbers but complex ones, texts, tuples and lists of those?
bool isOrdered(Type type);
/// Is Unknown in it? So is the type of `[]` until the type of its elements is found.
bool hasUnknown(Type type);
/// What a loop over a value gives, null where there can be no such loop. Tuples give what all their elements are.
Type itemType(TypeTable& types, Type type);
/// A lock of OpenMP, of either kind.
inline bool isLock(Type type) { return type->kind == TypeKind::Lock || type->kind == TypeKind::NestLock; }
/// A str.
inline bool isText(Type type) { return type->kind == TypeKind::Str; }
/// Bool, Int, Float, Complex and NumPy scalars.
bool isNumber(Type type);
/// Complex and NumPy's complex scalars.
bool isComplex(Type type);
/// Int, Bool and NumPy integers and booleans: what an index or a bit operation takes.
bool isIntegral(Type type);
/// Float and NumPy's real scalars.
bool isReal(Type type);
/// Does the runtime know the text that `repr` gives for values of the type?
bool hasRepr(Type type);
/// Does it know formats (PEP 3101) for them?
bool hasFormat(Type type);
/// A NumPy scalar or an array of a class.
bool hasClass(Type type, DTypeClass type_class);

} // namespace pyompcc::sema
