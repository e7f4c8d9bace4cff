// lib/emit/emit_atomic.cpp
//
// Atomic operations: a pragma where C++ has an operator for them, else a call of the runtime.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/omp/directive.h"
#include "lib/omp/tables.h"
#include "lib/sema/type.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::emit {
namespace {

using omp::ClauseKind;

bool isElement(const ir::Expr* expr, const ir::Var& element) {
  const auto* reference = ir::as<ir::VarRef>(expr);
  return reference && reference->var == &element;
}

// v = x
bool isCapture(const ir::Stmt& stmt, const ir::Var& element) {
  const auto* assign = ir::as<ir::Assign>(&stmt);
  return assign && isElement(assign->value, element) && !assign->declares;
}

// x = e
bool isWrite(const ir::Stmt& stmt, const ir::Var& element) {
  const auto* assign = ir::as<ir::Assign>(&stmt);
  if (!assign || assign->target != &element) return false;
  const ir::Expr* value = assign->value;
  if (const auto* conversion = ir::as<ir::Convert>(value); conversion && conversion->mode == ir::Arithmetic::Plain) {
    value = conversion->operand;
  }
  return value->kind == ir::ExprKind::VarRef || value->kind == ir::ExprKind::IntConst ||
         value->kind == ir::ExprKind::FloatConst || value->kind == ir::ExprKind::BoolConst;
}

} // namespace

/// Is it `x op= e` with an operator of C++? Sums of NumPy's integers wrap in the instruction too.
bool FunctionEmitter::isOperator(const ir::Stmt& stmt, const ir::Var& element) const {
  const auto* update = ir::as<ir::Update>(&stmt);
  if (!update || !isElement(update->target, element)) return false;
  bool simple = update->value->kind == ir::ExprKind::VarRef || update->value->kind == ir::ExprKind::IntConst ||
                update->value->kind == ir::ExprKind::FloatConst || update->value->kind == ir::ExprKind::Convert;
  switch (update->op) {
  case ir::BinaryOp::Add:
  case ir::BinaryOp::Sub:
    return simple && (update->mode == ir::Arithmetic::Plain || update->mode == ir::Arithmetic::Wrapping);
  case ir::BinaryOp::BitAnd:
  case ir::BinaryOp::BitOr:
  case ir::BinaryOp::BitXor: return simple;
  case ir::BinaryOp::Mul:
  case ir::BinaryOp::TrueDiv: return simple && update->mode == ir::Arithmetic::Plain && !sema::isIntegral(element.type);
  default: return false;
  }
}

void FunctionEmitter::atomic(const ir::Region& stmt) {
  const ir::RegionFacts& facts = *stmt.facts;
  const ir::Var& element = *facts.element;
  const auto& body = stmt.body->stmts;
  const omp::Directive& directive = *facts.directive;
  bool captures = directive.has(ClauseKind::Capture);
  auto is_change = [&](const ir::Stmt* change) { return isOperator(*change, element) || isWrite(*change, element); };
  bool plain =
      std::ranges::all_of(body, [&](const ir::Stmt* part) { return is_change(part) || isCapture(*part, element); });
  plain &= stmt.body->declarations.empty() && !directive.has(ClauseKind::Compare);
  std::string place = expr(facts.place).text;
  const auto* load = ir::as<ir::Load>(facts.place);
  bool tested = load && load->bounds != ir::Bounds::Proved;
  out_.setPlace(pythonLine(facts.place->loc), function_.python_name, tested);
  auto outer_names = renamed_;
  if (!plain) {
    renamed_[&element] = element.cpp_name;
    braced(fmt::format("py::atomic_update({}, [&]({}& {}) ", place, numberType(element.type), element.cpp_name),
           *stmt.body, "});");
    renamed_ = std::move(outer_names);
    return;
  }
  // An element whose place is tested is found before the operation.
  if (tested) {
    out_.line("{");
    out_.indent();
    out_.line(fmt::format("{}& {} = {};", numberType(element.type), element.cpp_name, place));
    place = element.cpp_name;
  }
  renamed_[&element] = place;
  out_.pragma(fmt::format("#pragma omp {}", omp::dump(directive)));
  if (captures) {
    out_.line("{");
    out_.indent();
  }
  for (const ir::Stmt* part : body) {
    const auto* update = ir::as<ir::Update>(part);
    if (update && update->mode == ir::Arithmetic::Wrapping) {
      std::string_view symbol = update->op == ir::BinaryOp::Add ? "+=" : "-=";
      out_.line(fmt::format("{} {} {};", place, symbol, implicitly(update->value)));
    } else {
      out_.line(lineOf(*part));
    }
  }
  if (captures) {
    out_.dedent();
    out_.line("}");
  }
  if (tested) {
    out_.dedent();
    out_.line("}");
  }
  renamed_ = std::move(outer_names);
}

} // namespace pyompcc::emit
