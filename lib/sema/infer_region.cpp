// lib/sema/infer_region.cpp
//
// Types of what stands in the clauses of OpenMP constructs.
#include "lib/diag/rows/sema.h"
#include "lib/omp/tables.h"
#include "lib/sema/declare_reduction.h"
#include "lib/sema/instance_inference.h"
#include "lib/sema/promote.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;

// Clauses whose expressions are values; those of the others are variables and their elements.
enum class ClauseValue : std::uint8_t { None, Truth, Integer, Place, Text };

ClauseValue valueOf(ClauseKind kind) {
  switch (kind) {
  case ClauseKind::If:
  case ClauseKind::Final:
  case ClauseKind::Nocontext:
  case ClauseKind::Novariants: return ClauseValue::Truth;
  case ClauseKind::Collapse:
  case ClauseKind::Device:
  case ClauseKind::DistSchedule:
  case ClauseKind::Filter:
  case ClauseKind::Grainsize:
  case ClauseKind::Hint:
  case ClauseKind::NumTasks:
  case ClauseKind::NumTeams:
  case ClauseKind::NumThreads:
  case ClauseKind::Ordered:
  case ClauseKind::Partial:
  case ClauseKind::Priority:
  case ClauseKind::Safelen:
  case ClauseKind::Schedule:
  case ClauseKind::Simdlen:
  case ClauseKind::Sizes:
  case ClauseKind::ThreadLimit: return ClauseValue::Integer;
  case ClauseKind::Message: return ClauseValue::Text;
  case ClauseKind::Affinity:
  case ClauseKind::Copyin:
  case ClauseKind::Copyprivate:
  case ClauseKind::Depend:
  case ClauseKind::From:
  case ClauseKind::HasDeviceAddr:
  case ClauseKind::InReduction:
  case ClauseKind::Map:
  case ClauseKind::Reduction:
  case ClauseKind::TaskReduction:
  case ClauseKind::To:
  case ClauseKind::UseDeviceAddr: return ClauseValue::Place;
  default: return ClauseValue::None;
  }
}

} // namespace

void InstanceInference::inferRegion(const Region& region) {
  checkTaskReductions(region);
  for (std::size_t i = 0; i < region.clause_exprs.size() && i < region.directive->clauses.size(); ++i) {
    ClauseValue value = valueOf(region.directive->clauses[i].kind);
    // Iterations, not places.
    if (region.directive->kind == omp::DirectiveKind::Ordered) value = ClauseValue::Integer;
    for (const ast::Expr* expr : region.clause_exprs[i]) {
      if (!expr || value == ClauseValue::None) continue;
      if (value == ClauseValue::Truth) {
        inferTruth(*expr);
        continue;
      }
      if (value == ClauseValue::Place) {
        inferPlace(*expr);
        continue;
      }
      Type type = infer(*expr);
      if (value == ClauseValue::Text) {
        if (isSettled(type) && type->kind != TypeKind::Str) say(*expr, diag::MessageType, typeName(type));
        continue;
      }
      if (isSettled(type) && !isIntegral(type)) say(*expr, diag::ClauseType, typeName(type));
    }
  }
}

// A variable, an element or a part of an array, as a place in memory (OpenMP 5.2 section 3.2.1).
void InstanceInference::inferPlace(const ast::Expr& expr) {
  if (expr.kind == ast::NodeKind::NameExpr && function_.web(expr)) {
    infer(expr);
    return;
  }
  const auto* subscript = ast::as<ast::Subscript>(&expr);
  if (!subscript) {
    say(expr, diag::PlaceNeeded);
    return;
  }
  // A variable of the module.
  if (resolution(*subscript->value).kind == Resolution::Kind::Variable) {
    infer(expr);
    return;
  }
  Type array = infer(*subscript->value);
  if (!isSettled(array)) return;
  std::span<ast::Expr* const> indices(&subscript->slice, 1);
  if (const auto* several = ast::as<ast::Tuple>(subscript->slice)) indices = several->elts;
  if (array->kind != TypeKind::Array || indices.size() > array->ndim) {
    say(expr, diag::PlaceNeeded);
    return;
  }
  for (const ast::Expr* index : indices) {
    const auto* slice = ast::as<ast::Slice>(index);
    if (!slice) {
      inferIndex(*index);
      continue;
    }
    for (const ast::Expr* bound : {slice->lower, slice->upper, slice->step}) {
      if (bound) inferIndex(*bound);
    }
  }
}

// What tasks reduce into is shared by the region, and has no copy there.
void InstanceInference::checkTaskReductions(const Region& region) {
  for (const omp::Clause& clause : region.directive->clauses) {
    if (clause.kind != ClauseKind::TaskReduction) continue;
    for (const SharingEntry& entry : region.sharing) {
      auto named = [&](const omp::Item& item) { return item.name == context_.names.text(entry.name); };
      if (entry.outside && std::ranges::any_of(clause.items, named)) checkReduction(entry);
    }
  }
}

// Numbers, and arrays element by element; all else as the program declares it.
void InstanceInference::checkReduction(const SharingEntry& entry) {
  Type type = instance_.web_types[entry.outside.index];
  if (!isSettled(type)) return;
  using Op = omp::ReductionOperator;
  if (entry.reduction == Op::Identifier || (!isNumber(type) && !isArray(type))) return inferDeclared(entry, type);
  bool bitwise = entry.reduction == Op::BitAnd || entry.reduction == Op::BitOr || entry.reduction == Op::BitXor;
  bool sums = entry.reduction == Op::Add || entry.reduction == Op::Subtract || entry.reduction == Op::Multiply;
  bool fits = bitwise ? isIntegral(type) : isRealNumber(type) || (sums && isNumber(type));
  if (isArray(type)) {
    DTypeClass kind = facts(type->dtype).type_class;
    bool whole = kind != DTypeClass::Real && kind != DTypeClass::Complex;
    fits = bitwise ? whole : kind != DTypeClass::Complex || sums;
    // NumPy does not subtract truth values.
    if (kind == DTypeClass::Boolean && entry.reduction == Op::Subtract) fits = false;
  }
  if (!fits) sayAt(entry.loc, diag::ReductionType, context_.names.text(entry.name), typeName(type));
}

// The functions that put two parts together, and start one, for the type of the variable.
void InstanceInference::inferDeclared(const SharingEntry& entry, Type type) {
  std::string_view variable = context_.names.text(entry.name);
  std::string_view name = context_.names.text(entry.identifier);
  std::optional<std::uint32_t> found = findReduction(context_.program, function_, entry.identifier, type);
  if (!found) {
    bool named = std::ranges::any_of(context_.program.reductions, [&](const DeclaredReduction& declared) {
      return declared.name == entry.identifier && declared.module == function_.module && !declared.of_tuples;
    });
    if (named) {
      sayAt(entry.loc, diag::DeclaredReductionNotFor, name, variable, typeName(type));
    } else if (entry.reduction == omp::ReductionOperator::Identifier) {
      sayAt(entry.loc, diag::DeclaredReductionNone, name, name);
    } else {
      sayAt(entry.loc, diag::ReductionType, variable, typeName(type));
    }
    return;
  }
  const DeclaredReduction& declared = context_.program.reductions[*found];
  if (declared.rejected) return;
  ReductionCallees& callees = instance_.reductions[{*found, type}];
  bool handle = isContainer(type) || isObject(type);
  // One that gives nothing has changed what it was given.
  auto ask = [&](std::uint32_t function, std::vector<Type> params, std::string_view role, bool gives_nothing) {
    Callee callee;
    if (context_.program.functions[function]->rejected) return callee;
    std::optional<std::uint32_t> instance = context_.instances.request(function, std::move(params), instance_.index);
    if (!instance) return callee;
    callee = {.kind = Callee::Kind::Instance, .instance = *instance};
    Type result = context_.program.instances[*instance]->result;
    if (!isSettled(result)) return callee;
    bool fits = result == type || (isNumber(type) && isNumber(result) && joinTypes(types(), type, result) == type) ||
                (gives_nothing && result->kind == TypeKind::None);
    if (!fits) {
      sayAt(entry.loc, diag::DeclaredReductionResult, role, name, typeName(result), variable, typeName(type));
    }
    return callee;
  };
  callees.combiner = ask(declared.combiner, {type, type}, "combiner", handle || declared.in_place);
  if (declared.initializer) {
    std::vector<Type> params;
    if (declared.from_original) params.push_back(type);
    callees.initializer = ask(*declared.initializer, std::move(params), "initializer", isOptional(type));
  } else if (!declared.of_tuples && holdsAny(type, [](Type part) { return isContainer(part) || isObject(part); })) {
    sayAt(entry.loc, diag::DeclaredReductionStart, name, typeName(type));
  }
}

} // namespace pyompcc::sema
