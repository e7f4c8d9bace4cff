// lib/sema/parse_type.cpp
//
// Reads types out of expressions; names count by their last component (`np.float64` is `float64`).
#include "lib/sema/parse_type.h"

#include "lib/ast/walk.h"
#include "lib/parse/parse.h"
#include "lib/sema/dtype_name.h"

#include <algorithm>
#include <array>

namespace pyompcc::sema {
namespace {

constexpr int MaxDepth = 50;
constexpr std::size_t MaxDimensions = 32;
constexpr std::int64_t MaxUniTuple = 100;

struct NumbaRow {
  std::string_view name;
  TypeKind kind;
  DType dtype;
};
constexpr auto NumbaTypes = std::to_array<NumbaRow>({
#define NUMBA_TYPE(Name, Kind, Element) {Name, TypeKind::Kind, DType::Element},
#include "grammar/numba_types.def"
});
static_assert(std::is_sorted(NumbaTypes.begin(), NumbaTypes.end(),
                             [](const NumbaRow& a, const NumbaRow& b) { return a.name < b.name; }),
              "numba_types.def: rows are sorted by name");

const NumbaRow* numbaRow(std::string_view name) {
  auto row = std::find_if(NumbaTypes.begin(), NumbaTypes.end(), [&](const NumbaRow& r) { return r.name == name; });
  return row == NumbaTypes.end() ? nullptr : &*row;
}

TypeText found(Type type) { return {type, nullptr, true}; }
TypeText noType(const ast::Expr& expr) { return {nullptr, &expr, false}; }
TypeText notCompiled(const ast::Expr& expr) { return {nullptr, &expr, true}; }

// The last component of `float64`, `np.float64`, `numba.types.float64`.
std::string_view lastName(const ast::Expr& expr, const support::NameTable& names) {
  if (const auto* name = ast::as<ast::NameExpr>(&expr)) return names.text(name->id);
  if (const auto* attribute = ast::as<ast::Attribute>(&expr)) return names.text(attribute->attr);
  return {};
}

// An element type: NumPy's names, Numba's short ones, and Python's.
std::optional<DType> elementType(std::string_view name, TypeNotation notation) {
  if (notation == TypeNotation::Numba) {
    if (const NumbaRow* row = numbaRow(name)) return row->dtype;
  }
  if (name == "int") return DType::Int64;
  if (name == "float") return DType::Float64;
  if (name == "complex") return DType::Complex128;
  return dtypeOfName(name);
}

bool isContainer(std::string_view name) {
  static constexpr auto Names =
      std::to_array<std::string_view>({"list", "List", "set", "Set", "dict", "Dict", "frozenset", "NDArray", "ndarray",
                                       "Sequence", "Callable", "object", "Any"});
  return std::find(Names.begin(), Names.end(), name) != Names.end();
}

// `:` and `::1`, the only slices of an array type.
enum class Axis : std::uint8_t { Any, Unit, Other };
Axis axisOf(const ast::Expr& expr) {
  const auto* slice = ast::as<ast::Slice>(&expr);
  if (!slice || slice->lower || slice->upper) return Axis::Other;
  if (!slice->step) return Axis::Any;
  const auto* step = ast::as<ast::Constant>(slice->step);
  bool one = step && step->value.kind == ast::ConstantValue::Kind::Int && step->value.integer == 1;
  return one ? Axis::Unit : Axis::Other;
}

} // namespace

TypeText TypeParser::parse(const ast::Expr& expr, TypeNotation notation, int depth) {
  if (depth > MaxDepth) return noType(expr);
  if (const auto* constant = ast::as<ast::Constant>(&expr)) {
    if (constant->value.kind == ast::ConstantValue::Kind::None) return found(types_.none());
    if (constant->value.kind != ast::ConstantValue::Kind::Str) return noType(expr);
    diag::Emitter unheard;
    const ast::Expr* inner = parse::parseExpression(parsed_, constant->value.text, parsed_.loc(expr), names_, unheard);
    if (!inner) return noType(expr);
    TypeText result = parse(*inner, notation, depth + 1);
    if (result.culprit) result.culprit = &expr;
    return result;
  }
  if (const auto* subscript = ast::as<ast::Subscript>(&expr)) return parseSubscript(*subscript, notation, depth);
  if (const auto* either = ast::as<ast::BinOp>(&expr)) return parseUnion(*either, notation, depth);
  const auto* call = ast::as<ast::Call>(&expr);
  if (call && notation == TypeNotation::Numba) return parseCall(*call, depth);
  std::string_view name = lastName(expr, names_);
  return name.empty() ? noType(expr) : parseName(expr, name, notation);
}

TypeText TypeParser::parseName(const ast::Expr& expr, std::string_view name, TypeNotation notation) const {
  if (notation == TypeNotation::Numba) {
    if (name == "void" || name == "none") return found(types_.none());
    if (name == "unicode_type" || name == "string") return found(types_.str());
    if (const NumbaRow* row = numbaRow(name)) {
      switch (row->kind) {
      case TypeKind::Bool: return found(types_.boolean());
      case TypeKind::Int: return found(types_.integer());
      case TypeKind::Float: return found(types_.floating());
      case TypeKind::Complex: return found(types_.complex());
      default: return found(types_.scalar(row->dtype));
      }
    }
  }
  // `bool` is Python's; NumPy's is written `bool_` or `np.bool_`.
  if (name == "bool") return found(types_.boolean());
  if (name == "int") return found(types_.integer());
  if (name == "float") return found(types_.floating());
  if (name == "complex") return found(types_.complex());
  if (name == "str") return found(types_.str());
  if (name == "bytes") return found(types_.bytes());
  if (name == "None") return found(types_.none());
  if (auto dtype = dtypeOfName(name)) return found(types_.scalar(*dtype));
  if (Type object = types_.objectNamed(name)) return found(object);
  if (Type tuple = types_.tupleNamed(name)) return found(tuple);
  return isContainer(name) ? notCompiled(expr) : noType(expr);
}

TypeText TypeParser::parseSubscript(const ast::Subscript& subscript, TypeNotation notation, int depth) {
  std::string_view name = lastName(*subscript.value, names_);
  if (name == "tuple" || name == "Tuple") return parseTuple(subscript, notation, depth);
  if (name == "Optional") {
    TypeText value = parse(*subscript.slice, notation, depth + 1);
    return value.type ? found(types_.optional(value.type)) : value;
  }
  if (auto dtype = elementType(name, notation)) return parseArray(subscript, *dtype);
  if (name == "list" || name == "List") return parseContainer(subscript, TypeKind::List, notation, depth);
  if (name == "dict" || name == "Dict") return parseContainer(subscript, TypeKind::Dict, notation, depth);
  if (name == "set" || name == "Set") return parseContainer(subscript, TypeKind::Set, notation, depth);
  if (name == "deque" || name == "Deque") return parseContainer(subscript, TypeKind::Deque, notation, depth);
  if (name == "defaultdict" || name == "DefaultDict")
    return parseContainer(subscript, TypeKind::DefaultDict, notation, depth);
  if (name == "Counter") return parseContainer(subscript, TypeKind::Counter, notation, depth);
  if (name == "frozenset" || name == "FrozenSet")
    return parseContainer(subscript, TypeKind::FrozenSet, notation, depth);
  return isContainer(name) ? notCompiled(subscript) : noType(*subscript.value);
}

TypeText TypeParser::parseTuple(const ast::Subscript& subscript, TypeNotation notation, int depth) {
  std::vector<const ast::Expr*> parts;
  if (const auto* tuple = ast::as<ast::Tuple>(subscript.slice)) {
    parts.assign(tuple->elts.begin(), tuple->elts.end());
  } else {
    parts.push_back(subscript.slice);
  }
  std::vector<Type> elements;
  for (const ast::Expr* part : parts) {
    const auto* constant = ast::as<ast::Constant>(part);
    bool ellipsis = constant && constant->value.kind == ast::ConstantValue::Kind::Ellipsis;
    // tuple[T, ...]: any number of elements.
    if (ellipsis && elements.size() == 1 && parts.size() == 2) {
      return found(types_.container(TypeKind::Sequence, elements));
    }
    if (ellipsis) return notCompiled(subscript);
    TypeText element = parse(*part, notation, depth + 1);
    if (!element.type) return element;
    elements.push_back(element.type);
  }
  return found(types_.tuple(elements));
}

// Numba's types that are made by calls: Tuple((float64, int64)), UniTuple(float64, 3), List(int64), Array(float64, 2,
// "C").
TypeText TypeParser::parseCall(const ast::Call& call, int depth) {
  struct Row {
    std::string_view name;
    TypeKind kind;
    std::size_t count;
  };
  static constexpr auto Rows = std::to_array<Row>({{"DictType", TypeKind::Dict, 2},
                                                   {"List", TypeKind::List, 1},
                                                   {"ListType", TypeKind::List, 1},
                                                   {"Optional", TypeKind::Optional, 1},
                                                   {"Set", TypeKind::Set, 1},
                                                   {"list", TypeKind::List, 1},
                                                   {"optional", TypeKind::Optional, 1},
                                                   {"set", TypeKind::Set, 1}});
  std::string_view name = lastName(*call.func, names_);
  if (name == "Array") return parseArrayCall(call);
  std::vector<const ast::Expr*> parts(call.args.begin(), call.args.end());
  TypeKind kind = TypeKind::Tuple;
  if (name == "Tuple" && parts.size() == 1 &&
      (parts[0]->kind == ast::NodeKind::Tuple || parts[0]->kind == ast::NodeKind::List)) {
    const ast::Expr* inner = parts[0];
    parts.clear();
    ast::forEachChild(*inner, [&](const ast::Node& part) { parts.push_back(static_cast<const ast::Expr*>(&part)); });
  } else if (name == "UniTuple" && parts.size() == 2) {
    const auto* count = ast::as<ast::Constant>(parts[1]);
    bool fits = count && count->value.kind == ast::ConstantValue::Kind::Int && count->value.integer >= 0 &&
                count->value.integer <= MaxUniTuple;
    if (!fits) return noType(call);
    parts.assign(static_cast<std::size_t>(count->value.integer), parts[0]);
  } else {
    auto row = std::ranges::find_if(Rows, [&](const Row& r) { return r.name == name && r.count == parts.size(); });
    if (row == Rows.end()) return noType(call);
    kind = row->kind;
  }
  std::vector<Type> elements;
  for (const ast::Expr* part : parts) {
    TypeText element = parse(*part, TypeNotation::Numba, depth + 1);
    if (!element.type) return element;
    elements.push_back(element.type);
  }
  bool hashes = kind == TypeKind::Dict || kind == TypeKind::Set;
  if (hashes && !isHashable(elements[0])) return noType(call);
  if (kind == TypeKind::Optional && !canBeOptional(elements[0])) return notCompiled(call);
  if (kind == TypeKind::Tuple) return found(types_.tuple(elements));
  return found(kind == TypeKind::Optional ? types_.optional(elements[0]) : types_.container(kind, elements));
}

// Array(float64, 2, "C"), with "F" for Fortran order and "A" for any strides.
TypeText TypeParser::parseArrayCall(const ast::Call& call) {
  if (call.args.size() != 3 || !call.keywords.empty()) return noType(call);
  auto dtype = elementType(lastName(*call.args[0], names_), TypeNotation::Numba);
  const auto* axes = ast::as<ast::Constant>(call.args[1]);
  const auto* order = ast::as<ast::Constant>(call.args[2]);
  bool sized = axes && axes->value.kind == ast::ConstantValue::Kind::Int && axes->value.integer >= 1 &&
               axes->value.integer <= static_cast<std::int64_t>(MaxDimensions);
  if (!dtype || !sized || !order || order->value.kind != ast::ConstantValue::Kind::Str) return noType(call);
  std::string_view text = order->value.text;
  if (text != "C" && text != "F" && text != "A") return noType(call);
  Layout layout = text == "C" ? Layout::C : text == "F" ? Layout::Fortran : Layout::Strided;
  return found(types_.array(*dtype, static_cast<int>(axes->value.integer), layout));
}

// list[int], dict[str, float]
TypeText TypeParser::parseContainer(const ast::Subscript& subscript, TypeKind kind, TypeNotation notation, int depth) {
  std::vector<const ast::Expr*> parts{subscript.slice};
  if (const auto* tuple = ast::as<ast::Tuple>(subscript.slice)) parts.assign(tuple->elts.begin(), tuple->elts.end());
  bool keyed = kind == TypeKind::Dict || kind == TypeKind::DefaultDict;
  if (parts.size() != (keyed ? 2U : 1U)) return noType(subscript);
  std::vector<Type> elements;
  for (const ast::Expr* part : parts) {
    TypeText element = parse(*part, notation, depth + 1);
    if (!element.type) return element;
    elements.push_back(element.type);
  }
  bool hashes = kind != TypeKind::List && kind != TypeKind::Deque;
  if (hashes && !isHashable(elements[0])) return noType(subscript);
  if (kind == TypeKind::Counter) elements.push_back(types_.integer());
  return found(types_.container(kind, elements));
}

// float64[:, :] any strides; float64[:, ::1] C order; float64[::1, :] Fortran order.
TypeText TypeParser::parseArray(const ast::Subscript& subscript, DType dtype) {
  std::vector<Axis> axes;
  if (const auto* tuple = ast::as<ast::Tuple>(subscript.slice)) {
    for (const ast::Expr* part : tuple->elts) axes.push_back(axisOf(*part));
  } else {
    axes.push_back(axisOf(*subscript.slice));
  }
  auto units = std::count(axes.begin(), axes.end(), Axis::Unit);
  bool others = std::find(axes.begin(), axes.end(), Axis::Other) != axes.end();
  if (axes.empty() || others || axes.size() > MaxDimensions || units > 1) return noType(subscript);
  Layout layout = Layout::Strided;
  if (axes.back() == Axis::Unit) {
    layout = Layout::C;
  } else if (axes.front() == Axis::Unit) {
    layout = Layout::Fortran;
  } else if (units != 0) {
    return noType(subscript);
  }
  return found(types_.array(dtype, static_cast<int>(axes.size()), layout));
}

// T | None, in any order.
TypeText TypeParser::parseUnion(const ast::BinOp& either, TypeNotation notation, int depth) {
  if (either.op != ast::BinaryOp::BitOr) return noType(either);
  TypeText left = parse(*either.left, notation, depth + 1);
  if (!left.type) return left;
  TypeText right = parse(*either.right, notation, depth + 1);
  if (!right.type) return right;
  if (right.type == types_.none()) return found(types_.optional(left.type));
  if (left.type == types_.none()) return found(types_.optional(right.type));
  return notCompiled(either);
}

} // namespace pyompcc::sema
