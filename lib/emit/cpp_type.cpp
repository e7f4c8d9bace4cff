// lib/emit/cpp_type.cpp
//
// C++ types of values and variables.
#include "lib/emit/cpp_text.h"
#include "lib/ir/cpp_name.h"
#include "lib/support/check.h"

#include <fmt/format.h>

namespace pyompcc::emit {

using sema::TypeKind;

std::string numberType(ir::Type type) {
  switch (type->kind) {
  case TypeKind::Bool: return "bool";
  case TypeKind::Int: return "Int";
  case TypeKind::Float: return "double";
  case TypeKind::Complex: return "std::complex<double>";
  case TypeKind::Scalar: return std::string(sema::facts(type->dtype).cpp_type);
  default: PYOMPCC_CHECK(false, "`{}` is no number", sema::typeName(type)); return {};
  }
}

namespace {

std::string arrayType(std::string_view kind, ir::Type type, bool constant) {
  PYOMPCC_CHECK(type->layout != sema::Layout::Fortran, "arrays in Fortran order are strided in C++");
  bool opened = kind.find('<') != std::string_view::npos;
  return fmt::format("py::{}{}{}{}, {}{}>", kind, opened ? ", " : "<", constant ? "const " : "",
                     sema::facts(type->dtype).cpp_type, type->ndim,
                     type->layout == sema::Layout::C ? "" : ", py::Strided");
}

// What it takes and what it returns are left out where there is none.
std::string generatorType(ir::Type type) {
  std::string result = valueType(type->elements[0]);
  bool takes = type->elements[1]->kind != TypeKind::None;
  bool returns = type->elements[2]->kind != TypeKind::None && type->elements[2]->kind != TypeKind::Unknown;
  if (takes || returns) result += ", " + valueType(type->elements[1]);
  if (returns) result += ", " + valueType(type->elements[2]);
  return fmt::format("py::Generator<{}>", result);
}

} // namespace

std::string valueType(ir::Type type) {
  switch (type->kind) {
  case TypeKind::None: return "void";
  case TypeKind::Str: return "py::Str";
  case TypeKind::Array: return arrayType("Array", type, false);
  case TypeKind::Object: return fmt::format("py::Object<{}>", ir::cppName(type->object->name));
  case TypeKind::Generator: return generatorType(type);
  case TypeKind::Optional: return fmt::format("std::optional<{}>", valueType(type->elements[0]));
  case TypeKind::Cell: return fmt::format("py::Cell<{}>", valueType(type->elements[0]));
  case TypeKind::Function:
  case TypeKind::Tuple: {
    std::string elements;
    for (ir::Type element : type->elements) {
      if (!elements.empty()) elements += ", ";
      elements += valueType(element);
    }
    return fmt::format("std::tuple<{}>", elements);
  }
  case TypeKind::List: return fmt::format("py::List<{}>", valueType(type->elements[0]));
  case TypeKind::Dict:
    return fmt::format("py::Dict<{}, {}>", valueType(type->elements[0]), valueType(type->elements[1]));
  case TypeKind::Set: return fmt::format("py::Set<{}>", valueType(type->elements[0]));
  case TypeKind::FrozenSet: return fmt::format("py::FrozenSet<{}>", valueType(type->elements[0]));
  case TypeKind::Deque: return fmt::format("py::Deque<{}>", valueType(type->elements[0]));
  case TypeKind::DefaultDict:
    return fmt::format("py::DefaultDict<{}, {}>", valueType(type->elements[0]), valueType(type->elements[1]));
  case TypeKind::Counter: return fmt::format("py::Counter<{}>", valueType(type->elements[0]));
  case TypeKind::Sequence: return fmt::format("py::Tuple<{}>", valueType(type->elements[0]));
  case TypeKind::KeysView:
    return fmt::format("py::DictKeys<{}, {}>", valueType(type->elements[0]), valueType(type->elements[1]));
  case TypeKind::ValuesView:
    return fmt::format("py::DictValues<{}, {}>", valueType(type->elements[0]), valueType(type->elements[1]));
  case TypeKind::ItemsView:
    return fmt::format("py::DictItems<{}, {}>", valueType(type->elements[0]), valueType(type->elements[1]));
  case TypeKind::Iterator: return fmt::format("py::Iterator<{}>", valueType(type->elements[0]));
  case TypeKind::Bytes: return "py::Bytes";
  case TypeKind::Range: return "py::Range";
  case TypeKind::Slice: return "py::Slice";
  case TypeKind::Lock: return "py::Lock";
  case TypeKind::NestLock: return "py::NestLock";
  default: return numberType(type);
  }
}

Combination combination(omp::ReductionOperator op) {
  using Op = omp::ReductionOperator;
  switch (op) {
  case Op::Multiply: return {"product", "Product"};
  case Op::Min: return {"minimum", "Minimum"};
  case Op::Max: return {"maximum", "Maximum"};
  case Op::BitAnd: return {"bits_and", "BitAnd"};
  case Op::BitOr: return {"bits_or", "BitOr"};
  case Op::BitXor: return {"bits_xor", "BitXor"};
  case Op::LogicalAnd: return {"all_of", "And"};
  case Op::LogicalOr: return {"any_of", "Or"};
  default: return {"sum", "Sum"};
  }
}

std::string variableType(const ir::Var& var) {
  if (var.combined) {
    return arrayType(fmt::format("Reduced<py::{}", combination(*var.combined).type), var.type, false);
  }
  if (sema::isArray(var.type) && !var.owns) return arrayType("View", var.type, !var.written);
  return valueType(var.type);
}

std::string parameterType(const ir::Var& param) {
  if (param.type->kind == TypeKind::None) return "std::nullopt_t";
  bool is_object = sema::isObject(param.type);
  if (is_object) return param.owns ? valueType(param.type) : fmt::format("const {}&", valueType(param.type));
  // A cell is counted where it is copied, a lock too; a generator outlives those of its caller.
  if (!param.owns && (param.type->kind == TypeKind::Cell || sema::isLock(param.type)))
    return fmt::format("const {}&", variableType(param));
  if (param.owns || !sema::isContainer(param.type)) return variableType(param);
  // A container that is changed is the caller's.
  return fmt::format("{}{}&", param.written ? "" : "const ", valueType(param.type));
}

} // namespace pyompcc::emit
