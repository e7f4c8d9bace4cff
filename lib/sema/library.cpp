// lib/sema/library.cpp
//
// Reads the signatures of grammar/library.def, and matches them with the types of calls.
#include "lib/sema/library.h"

#include "lib/sema/dtype_name.h"
#include "lib/sema/promote.h"
#include "lib/support/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

namespace pyompcc::sema {
namespace {

constexpr auto Rows = std::to_array<LibraryFacts>({
#define LIBRARY(Name, Dotted, Signature, Effect_, Cpp) {#Name, Dotted, Signature, Effect::Effect_, Cpp},
#include "grammar/library.def"
});

/// The letter of types whose values have an order.
constexpr char OrderedLetter = 'O';

/// A type in a signature.
struct Pattern {
  enum class Kind : std::uint8_t {
    Letter,
    Literal,
    Simple,
    Python,
    Scalar,
    Container,
    Iterable,
    Function,
    Real,
    Number,
    Any
  };
  Kind kind = Kind::Any;
  char letter = 0;                        ///< Letter
  DType dtype = DType::Bool;              ///< Scalar
  std::int64_t literal = 0;               ///< Literal: a digit
  TypeKind type_kind = TypeKind::Unknown; ///< Simple, Python, Container
  std::vector<Pattern> parts;             ///< Container, Iterable; Function: its parameters, then its result
};

struct Parameter {
  Pattern pattern;
  std::string_view name;
  std::string_view fallback;
  bool may_be_missing = false;
  bool by_name_only = false;
  bool repeated = false; ///< any number of arguments
};

struct Signature {
  std::vector<Parameter> parameters;
  Pattern result;
};

struct NamedKind {
  std::string_view name;
  TypeKind kind;
};
constexpr auto SimpleKinds = std::to_array<NamedKind>({{"int", TypeKind::Int},
                                                       {"float", TypeKind::Float},
                                                       {"bool", TypeKind::Bool},
                                                       {"complex", TypeKind::Complex},
                                                       {"str", TypeKind::Str},
                                                       {"bytes", TypeKind::Bytes},
                                                       {"None", TypeKind::None},
                                                       {"range", TypeKind::Range},
                                                       {"slice", TypeKind::Slice},
                                                       {"lock", TypeKind::Lock},
                                                       {"nestlock", TypeKind::NestLock}});
constexpr auto ContainerKinds = std::to_array<NamedKind>({{"list", TypeKind::List},
                                                          {"dict", TypeKind::Dict},
                                                          {"set", TypeKind::Set},
                                                          {"frozenset", TypeKind::FrozenSet},
                                                          {"tuple", TypeKind::Tuple},
                                                          {"deque", TypeKind::Deque},
                                                          {"defaultdict", TypeKind::DefaultDict},
                                                          {"Counter", TypeKind::Counter},
                                                          {"sequence", TypeKind::Sequence},
                                                          {"dict_keys", TypeKind::KeysView},
                                                          {"dict_values", TypeKind::ValuesView},
                                                          {"dict_items", TypeKind::ItemsView},
                                                          {"iterator", TypeKind::Iterator}});

/// Reads one signature; rows are facts of ours, so a fault in one is a defect.
class SignatureReader {
 public:
  explicit SignatureReader(std::string_view text) : text_(text), rest_(text) {}

  Signature run() {
    Signature signature;
    bool by_name_only = false;
    while (!takes("->")) {
      if (takes("*")) {
        by_name_only = true;
      } else {
        signature.parameters.push_back(parameter());
        signature.parameters.back().by_name_only = by_name_only;
      }
      takes(",");
    }
    signature.result = pattern();
    require(rest_.empty());
    return signature;
  }

 private:
  void require(bool holds) { PYOMPCC_CHECK(holds, "library.def: `{}` cannot be read from `{}`", text_, rest_); }

  void skipBlanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  bool takes(std::string_view word) {
    skipBlanks();
    if (rest_.substr(0, word.size()) != word) return false;
    rest_.remove_prefix(word.size());
    skipBlanks();
    return true;
  }

  std::string_view word() {
    skipBlanks();
    std::size_t end = 0;
    while (end < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[end])) != 0 || rest_[end] == '_'))
      ++end;
    require(end > 0);
    std::string_view result = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return result;
  }

  Parameter parameter() {
    Parameter result;
    std::string_view before = rest_;
    result.name = word();
    if (!takes(":")) {
      result.name = {};
      rest_ = before;
    }
    result.pattern = pattern();
    if (takes("?")) result.may_be_missing = true;
    if (takes("...")) result.repeated = true;
    if (takes("=")) {
      result.may_be_missing = true;
      std::size_t end = rest_.find_first_of(",-", 1);
      result.fallback = rest_.substr(0, end);
      while (!result.fallback.empty() && result.fallback.back() == ' ') result.fallback.remove_suffix(1);
      rest_.remove_prefix(end);
    }
    return result;
  }

  Pattern pattern() {
    Pattern result = onePattern();
    if (!takes("|")) return result;
    require(word() == "None");
    Pattern either{.kind = Pattern::Kind::Container, .type_kind = TypeKind::Optional, .parts = {}};
    either.parts.push_back(std::move(result));
    return either;
  }

  Pattern onePattern() {
    std::string_view name = word();
    Pattern result;
    if (name.size() == 1 && std::isdigit(static_cast<unsigned char>(name[0])) != 0) {
      result.kind = Pattern::Kind::Literal;
      result.literal = name[0] - '0';
      return result;
    }
    if (name.size() == 1) {
      result.kind = Pattern::Kind::Letter;
      result.letter = name[0];
      return result;
    }
    if (name == "any") return result;
    if (name == "real") return Pattern{.kind = Pattern::Kind::Real, .parts = {}};
    if (name == "pyint") return Pattern{.kind = Pattern::Kind::Python, .type_kind = TypeKind::Int, .parts = {}};
    if (name == "pyfloat") return Pattern{.kind = Pattern::Kind::Python, .type_kind = TypeKind::Float, .parts = {}};
    if (name == "pycomplex") return Pattern{.kind = Pattern::Kind::Python, .type_kind = TypeKind::Complex, .parts = {}};
    if (std::optional<DType> dtype = dtypeOfName(name); dtype && name != "bool") {
      return Pattern{.kind = Pattern::Kind::Scalar, .dtype = *dtype, .parts = {}};
    }
    if (name == "number") return Pattern{.kind = Pattern::Kind::Number, .parts = {}};
    for (const NamedKind& simple : SimpleKinds) {
      if (simple.name == name) return Pattern{.kind = Pattern::Kind::Simple, .type_kind = simple.kind, .parts = {}};
    }
    result.kind = Pattern::Kind::Container;
    if (name == "iterable") result.kind = Pattern::Kind::Iterable;
    if (name == "function") result.kind = Pattern::Kind::Function;
    for (const NamedKind& container : ContainerKinds) {
      if (container.name == name) result.type_kind = container.kind;
    }
    require(result.kind != Pattern::Kind::Container || result.type_kind != TypeKind::Unknown);
    require(takes("["));
    do {
      result.parts.push_back(pattern());
    } while (takes(","));
    require(takes("]"));
    return result;
  }

  std::string_view text_;
  std::string_view rest_;
};

const std::vector<Signature>& signatures() {
  static const std::vector<Signature> All = [] {
    std::vector<Signature> result;
    for (const LibraryFacts& row : Rows) result.push_back(SignatureReader(row.signature).run());
    return result;
  }();
  return All;
}

const std::unordered_map<std::string_view, std::size_t>& firstRows() {
  static const std::unordered_map<std::string_view, std::size_t> First = [] {
    std::unordered_map<std::string_view, std::size_t> result;
    for (std::size_t i = 0; i < Rows.size(); ++i) {
      bool is_new = result.try_emplace(Rows[i].dotted_name, i).second;
      bool together = is_new || Rows[i - 1].dotted_name == Rows[i].dotted_name;
      PYOMPCC_CHECK(together, "library.def: the rows of `{}` do not stand together", Rows[i].dotted_name);
    }
    return result;
  }();
  return First;
}

/// Matches the arguments of one call with one row.
class Matching {
 public:
  Matching(TypeTable& types, const Signature& signature, bool hands_on, const FunctionResult& call)
      : types_(types), parameters_(signature.parameters), result_(signature.result), hands_on_(hands_on), call_(call) {}

  std::optional<LibraryMatch> run(LibraryFunction function, std::span<const LibraryArgument> arguments) {
    repeatLast(arguments.size());
    std::vector<LibrarySlot> slots(parameters_.size());
    if (!assign(arguments, slots)) return std::nullopt;
    // Containers say what a letter is; a value that converts to it comes after them, then functions of them.
    for (Phase phase : {Phase::Containers, Phase::Letters, Phase::Functions}) {
      for (std::size_t i = 0; i < slots.size(); ++i) {
        const Pattern& pattern = parameters_[i].pattern;
        if (slots[i].argument < 0 || phaseOf(pattern) != phase) continue;
        const LibraryArgument& argument = arguments[static_cast<std::size_t>(slots[i].argument)];
        if (pattern.kind == Pattern::Kind::Literal && argument.literal != pattern.literal) return std::nullopt;
        if (!matches(pattern, argument.type, true)) return std::nullopt;
      }
      if (phase == Phase::Containers) settled_ = bound_;
    }
    if (unfinished_) return LibraryMatch{function, {}, unfinished_};
    if (Type ordered = bound(OrderedLetter); ordered && !isOrdered(ordered)) return std::nullopt;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      Type given = slots[i].argument < 0 ? nullptr : arguments[static_cast<std::size_t>(slots[i].argument)].type;
      slots[i].gone_through = parameters_[i].pattern.kind == Pattern::Kind::Iterable;
      slots[i].type = typeOf(parameters_[i].pattern, given);
      if (given && parameters_[i].pattern.kind == Pattern::Kind::Function) {
        slots[i].parameters = parametersOf(parameters_[i].pattern);
        slots[i].is_called = true;
      }
    }
    // Only what is passed at the end may be left to the default of the C++ function.
    while (!slots.empty() && slots.back().argument < 0 && slots.back().fallback.empty()) slots.pop_back();
    for (const LibrarySlot& slot : slots) {
      if (slot.argument < 0 && slot.fallback.empty()) return std::nullopt;
    }
    return LibraryMatch{function, std::move(slots), typeOf(result_, nullptr)};
  }

 private:
  // int...    becomes    int, int, int for three arguments
  void repeatLast(std::size_t count) {
    if (parameters_.empty() || !parameters_.back().repeated) return;
    const Parameter last = parameters_.back();
    repeated_.assign(parameters_.begin(), parameters_.end() - 1);
    while (repeated_.size() < count) repeated_.push_back(last);
    parameters_ = repeated_;
  }

  enum class Phase : std::uint8_t { Containers, Letters, Functions };
  static Phase phaseOf(const Pattern& pattern) {
    if (pattern.kind == Pattern::Kind::Letter) return Phase::Letters;
    return pattern.kind == Pattern::Kind::Function ? Phase::Functions : Phase::Containers;
  }

  // Positions first, then names.
  bool assign(std::span<const LibraryArgument> arguments, std::vector<LibrarySlot>& slots) const {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      std::size_t at = i;
      if (!arguments[i].keyword.empty()) {
        at = 0;
        while (at < slots.size() && parameters_[at].name != arguments[i].keyword) ++at;
      } else if (at < slots.size() && parameters_[at].by_name_only) {
        return false;
      }
      if (at >= slots.size() || slots[at].argument >= 0) return false;
      slots[at].argument = static_cast<int>(i);
    }
    for (std::size_t i = 0; i < slots.size(); ++i) {
      if (slots[i].argument < 0 && !parameters_[i].may_be_missing) return false;
      slots[i].fallback = parameters_[i].fallback;
    }
    return true;
  }

  static bool holdsArray(Type type) {
    return type->kind == TypeKind::Array ||
           (type->kind == TypeKind::Tuple && std::ranges::any_of(type->elements, holdsArray));
  }

  Type& bound(char letter) { return bound_[static_cast<std::size_t>(letter - 'A')]; }

  // `converts`: the value may be converted; elements of containers may not.
  bool matches(const Pattern& pattern, Type type, bool converts) {
    switch (pattern.kind) {
    case Pattern::Kind::Any: return true;
    case Pattern::Kind::Real:
      return isNumber(type) && type->kind != TypeKind::Complex && !hasClass(type, DTypeClass::Complex);
    case Pattern::Kind::Number: return isNumber(type);
    case Pattern::Kind::Literal: return type->kind == TypeKind::Int;
    case Pattern::Kind::Python:
      if (pattern.type_kind == TypeKind::Complex) return type->kind == TypeKind::Complex;
      return type->kind == TypeKind::Bool || type->kind == TypeKind::Int || type->kind == pattern.type_kind;
    case Pattern::Kind::Scalar: return type->kind == TypeKind::Scalar && type->dtype == pattern.dtype;
    case Pattern::Kind::Letter:
      if (pattern.letter == 'S' && !isRealScalar(type)) return false;
      if (pattern.letter == 'X' && (isTuple(type) || type->kind == TypeKind::Sequence)) return false;
      return binds(bound(pattern.letter), type, converts);
    case Pattern::Kind::Simple: return matchesSimple(pattern.type_kind, type, converts);
    case Pattern::Kind::Iterable: {
      Type item = itemType(types_, type);
      // Rows of arrays are handed on to a loop's targets, and kept nowhere.
      if (item && holdsArray(item) && !hands_on_) return false;
      // Of NumPy's scalars the result would be one.
      if (item && item->kind == TypeKind::Scalar && pattern.parts[0].kind == Pattern::Kind::Simple) return false;
      return item && matches(pattern.parts[0], item, true);
    }
    case Pattern::Kind::Function: return matchesFunction(pattern, type);
    case Pattern::Kind::Container: {
      if (type->kind == TypeKind::Unknown) return true;
      if (pattern.type_kind == TypeKind::Sequence && type->kind == TypeKind::Tuple && converts) {
        // An empty tuple is one of anything.
        return std::ranges::all_of(type->elements,
                                   [&](Type element) { return matches(pattern.parts[0], element, true); });
      }
      bool is_its = type->kind == pattern.type_kind || (pattern.type_kind == TypeKind::Dict && isMapping(type));
      if (!is_its || type->elements.size() < pattern.parts.size()) return false;
      if (isTuple(type) && type->elements.size() != pattern.parts.size()) return false;
      bool shared = isContainer(type);
      for (std::size_t i = 0; i < pattern.parts.size(); ++i) {
        if (!matches(pattern.parts[i], type->elements[i], converts && !shared)) return false;
      }
      return true;
    }
    }
    return false;
  }

  static bool isRealScalar(Type type) {
    bool other = hasClass(type, DTypeClass::Boolean) || hasClass(type, DTypeClass::Complex);
    return type->kind == TypeKind::Scalar && !other;
  }

  std::vector<Type> parametersOf(const Pattern& pattern) {
    std::vector<Type> parameters;
    for (std::size_t i = 0; i + 1 < pattern.parts.size(); ++i) parameters.push_back(typeOf(pattern.parts[i], nullptr));
    return parameters;
  }

  // What the function gives binds its letter. A letter that only a value has bound may become wider by it, and the
  // function is asked again: reduce(lambda a, x: a / x, xs, 1).
  bool matchesFunction(const Pattern& pattern, Type type) {
    if (type->kind != TypeKind::Function || !call_) return false;
    const Pattern& result = pattern.parts.back();
    for (Type before = nullptr;;) {
      std::vector<Type> parameters = parametersOf(pattern);
      for (Type parameter : parameters) {
        if (hasUnknown(parameter)) {
          unfinished_ = types_.unknown();
          return true;
        }
      }
      Type given = call_(type, parameters);
      if (!given || given->kind == TypeKind::None) return false;
      if (given->kind == TypeKind::Unknown || given->kind == TypeKind::Error) {
        unfinished_ = given;
        return true;
      }
      if (result.kind != Pattern::Kind::Letter) return matches(result, given, true);
      Type& letter = bound(result.letter);
      Type joined = letter ? joinTypes(types_, letter, given) : given;
      if (!joined || joined->kind == TypeKind::Error || joined == before) return false;
      bool settled = settled_[static_cast<std::size_t>(result.letter - 'A')] != nullptr;
      if (letter && joined != letter && settled) return false;
      before = std::exchange(letter, joined);
      if (!before || before == joined) return true;
    }
  }

  bool binds(Type& bound, Type type, bool converts) {
    if (!bound) {
      bound = type;
      return true;
    }
    Type joined = joinTypes(types_, bound, type);
    if (!joined || joined->kind == TypeKind::Error) return false;
    bool refines = hasUnknown(bound);
    // A container that was seen keeps its type; a value becomes what its elements are.
    if (joined != bound && !refines) return false;
    if (!converts && !refines && type != bound && !hasUnknown(type)) return false;
    bound = joined;
    return true;
  }

  static bool matchesSimple(TypeKind kind, Type type, bool converts) {
    if (type->kind == kind) return true;
    if (!converts) return type->kind == TypeKind::Unknown;
    switch (kind) {
    case TypeKind::Int:
    case TypeKind::Bool: return isIntegral(type);
    case TypeKind::Float: return isReal(type) || isIntegral(type);
    case TypeKind::Complex: return isNumber(type);
    default: return false;
    }
  }

  // `given`: what a pattern that takes a value as it is becomes.
  Type typeOf(const Pattern& pattern, Type given) {
    switch (pattern.kind) {
    case Pattern::Kind::Any:
    case Pattern::Kind::Function:
    case Pattern::Kind::Literal:
    case Pattern::Kind::Real:
    case Pattern::Kind::Number: return given ? given : types_.unknown();
    case Pattern::Kind::Letter: return bound(pattern.letter) ? bound(pattern.letter) : types_.unknown();
    case Pattern::Kind::Scalar: return types_.scalar(pattern.dtype);
    case Pattern::Kind::Python:
    case Pattern::Kind::Simple: return simpleType(pattern.type_kind);
    case Pattern::Kind::Iterable: {
      // An empty list that is gone through is one of what is asked for.
      if (!given || !hasUnknown(given) || given->elements.size() != 1) return given;
      return types_.container(given->kind, std::array{typeOf(pattern.parts[0], nullptr)});
    }
    case Pattern::Kind::Container: {
      std::vector<Type> parts;
      for (const Pattern& part : pattern.parts) parts.push_back(typeOf(part, nullptr));
      if (pattern.type_kind == TypeKind::Counter) parts.push_back(types_.integer());
      bool derived = pattern.type_kind == TypeKind::Dict && given && isMapping(given);
      return types_.container(derived ? given->kind : pattern.type_kind, parts);
    }
    }
    return types_.unknown();
  }

  Type simpleType(TypeKind kind) {
    switch (kind) {
    case TypeKind::Int: return types_.integer();
    case TypeKind::Float: return types_.floating();
    case TypeKind::Bool: return types_.boolean();
    case TypeKind::Complex: return types_.complex();
    case TypeKind::Str: return types_.str();
    case TypeKind::Bytes: return types_.bytes();
    case TypeKind::Range: return types_.range();
    case TypeKind::Slice: return types_.slice();
    case TypeKind::Lock: return types_.lock();
    case TypeKind::NestLock: return types_.nestLock();
    default: return types_.none();
    }
  }

  TypeTable& types_;
  std::span<const Parameter> parameters_;
  const Pattern& result_;
  std::vector<Parameter> repeated_;
  bool hands_on_; ///< its items go to the targets of a loop
  const FunctionResult& call_;
  std::array<Type, 26> bound_ = {};
  std::array<Type, 26> settled_ = {}; ///< by containers
  Type unfinished_ = nullptr;         ///< Unknown or Error: the result of a function that is passed
};

} // namespace

std::optional<std::int64_t> literalOf(const ast::Expr& expr) {
  const auto* constant = ast::as<ast::Constant>(&expr);
  if (!constant || constant->value.kind != ast::ConstantValue::Kind::Int) return std::nullopt;
  return constant->value.integer;
}

const ast::Starred* onlyStarred(const ast::Call& call) {
  return call.args.size() == 1 && call.keywords.empty() ? ast::as<ast::Starred>(call.args[0]) : nullptr;
}

const LibraryFacts& facts(LibraryFunction function) { return Rows[static_cast<std::size_t>(function)]; }

bool isLibraryName(std::string_view dotted) { return firstRows().contains(dotted); }

std::optional<LibraryMatch> matchLibrary(TypeTable& types, std::string_view dotted,
                                         std::span<const LibraryArgument> arguments, const FunctionResult& call) {
  auto first = firstRows().find(dotted);
  if (first == firstRows().end()) return std::nullopt;
  bool hands_on = dotted == "builtins.enumerate" || dotted == "builtins.zip";
  for (std::size_t row = first->second; row < Rows.size() && Rows[row].dotted_name == dotted; ++row) {
    Matching matching(types, signatures()[row], hands_on, call);
    if (auto match = matching.run(static_cast<LibraryFunction>(row), arguments)) return match;
  }
  return std::nullopt;
}

LibraryFunction libraryRow(std::string_view dotted) {
  auto first = firstRows().find(dotted);
  PYOMPCC_CHECK(first != firstRows().end(), "library.def has no row `{}`", dotted);
  return static_cast<LibraryFunction>(first->second);
}

std::string_view methodName(ast::BinaryOp op) {
  switch (op) {
  case ast::BinaryOp::Add: return "add";
  case ast::BinaryOp::BitAnd: return "and";
  case ast::BinaryOp::BitOr: return "or";
  case ast::BinaryOp::BitXor: return "xor";
  case ast::BinaryOp::Div: return "truediv";
  case ast::BinaryOp::FloorDiv: return "floordiv";
  case ast::BinaryOp::LShift: return "lshift";
  case ast::BinaryOp::MatMult: return "matmul";
  case ast::BinaryOp::Mod: return "mod";
  case ast::BinaryOp::Mult: return "mul";
  case ast::BinaryOp::Pow: return "pow";
  case ast::BinaryOp::RShift: return "rshift";
  case ast::BinaryOp::Sub: return "sub";
  }
  return {};
}

std::string_view methodName(ast::CompareOp op) {
  switch (op) {
  case ast::CompareOp::Eq: return "eq";
  case ast::CompareOp::Gt: return "gt";
  case ast::CompareOp::GtE: return "ge";
  case ast::CompareOp::In:
  case ast::CompareOp::NotIn: return "contains";
  case ast::CompareOp::Lt: return "lt";
  case ast::CompareOp::LtE: return "le";
  case ast::CompareOp::NotEq: return "ne";
  case ast::CompareOp::Is:
  case ast::CompareOp::IsNot: break;
  }
  return {};
}

std::string_view specialName(std::string_view method) {
  static std::set<std::string, std::less<>> names;
  return *names.insert(fmt::format("__{}__", method)).first;
}

std::string_view lentName(std::uint32_t class_index, std::string_view method) {
  static std::set<std::string, std::less<>> names;
  return *names.insert(fmt::format("{} of {}", method, class_index)).first;
}

std::string libraryParameters(std::string_view dotted) {
  std::string result;
  auto first = firstRows().find(dotted);
  if (first == firstRows().end()) return result;
  for (std::size_t row = first->second; row < Rows.size() && Rows[row].dotted_name == dotted; ++row) {
    std::string_view signature = Rows[row].signature;
    if (!result.empty()) result += " or ";
    result += "(" + std::string(signature.substr(0, signature.find(" ->"))) + ")";
  }
  return result;
}

std::string_view methodPrefix(Type type) {
  switch (type->kind) {
  case TypeKind::Bool: return "bool";
  case TypeKind::Int: return "int";
  case TypeKind::Float: return "float";
  case TypeKind::Complex: return "complex";
  case TypeKind::Str: return "str";
  case TypeKind::Bytes: return "bytes";
  case TypeKind::Range: return "range";
  case TypeKind::Slice: return "slice";
  case TypeKind::Sequence:
  case TypeKind::Tuple: return "tuple";
  case TypeKind::Array: return "ndarray";
  case TypeKind::Scalar: return "generic";
  case TypeKind::List: return "list";
  case TypeKind::Dict: return "dict";
  case TypeKind::Set: return "set";
  case TypeKind::FrozenSet: return "frozenset";
  case TypeKind::Deque: return "deque";
  case TypeKind::DefaultDict: return "defaultdict";
  case TypeKind::Counter: return "Counter";
  case TypeKind::KeysView: return "dict_keys";
  case TypeKind::ValuesView: return "dict_values";
  case TypeKind::ItemsView: return "dict_items";
  case TypeKind::Generator:
  case TypeKind::Iterator: return "iterator";
  default: return {};
  }
}

std::string methodOf(Type type, std::string_view name) {
  std::string dotted = std::string(methodPrefix(type)) + "." + std::string(name);
  if (type->kind == TypeKind::Dict || !isMapping(type) || isLibraryName(dotted)) return dotted;
  std::string inherited = "dict." + std::string(name);
  return isLibraryName(inherited) ? inherited : dotted;
}

} // namespace pyompcc::sema
