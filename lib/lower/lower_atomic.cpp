// lib/lower/lower_atomic.cpp
//
// `atomic`: the place is found and the values are computed before the operation; the body of the region changes a
// variable that stands for the place.
#include "lib/ast/walk.h"
#include "lib/diag/rows/lower.h"
#include "lib/ir/runtime_function.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/atomic_form.h"
#include "lib/sema/builtins.h"
#include "lib/support/check.h"

namespace pyompcc::lower {

// atomic: a[f(i)] += g(i)    becomes    index = f(i); value = g(i); atomic element = a[index]: element += value
void FunctionLowering::lowerAtomic(const sema::Region& region, ir::Region& result, std::span<ast::Stmt* const> body) {
  std::optional<sema::AtomicForm> form = sema::atomicForm(*region.directive, body);
  if (form && !isOneVariable(*form->place, body)) {
    // What other threads see is one variable, so this is a thread's own.
    lowerInto(block_, body);
    return;
  }
  ir::Expr* place = form ? lowerPlace(*form->place) : nullptr;
  bool is_number = place && sema::isNumber(place->type) &&
                   (place->kind == ir::ExprKind::VarRef || place->kind == ir::ExprKind::Load);
  if (!is_number) {
    context_.emitter.report(loc(*region.stmt), diag::NotLowered, "this atomic operation");
    result.body = ir_.makeBlock();
    append(&result);
    return;
  }
  ir::Expr* operand = form->operand ? once(lowerExpr(*form->operand), "value") : nullptr;
  ir::Expr* assigned = nullptr;
  if (const auto* choice = ast::as<ast::If>(form->change)) {
    assigned = once(lowerExpr(*ast::as<ast::Assign>(choice->body[0])->value), "value");
  }
  auto* reference_place = ir::as<ir::VarRef>(place);
  ir::Var* element = newVar(reference_place ? reference_place->var->cpp_name : std::string_view("element"),
                            ir::VarKind::Temporary, place->type, place->loc);
  result.facts->place = place;
  result.facts->element = element;
  ir::Var* original = reference_place ? reference_place->var : nullptr;
  result.facts->sharing.push_back({element,
                                   original,
                                   original ? sema::Sharing::FirstLastPrivate : sema::Sharing::Private,
                                   sema::SharingReason::Clause,
                                   {}});
  ir::Var* captured = nullptr;
  if (form->captured) {
    const auto* name = ast::as<ast::NameExpr>(form->captured);
    ir::Var* target = name && !boundFlag(info_.web(*name)) ? varOf(*name) : nullptr;
    captured = target && target->type == place->type ? target : temporary("captured", place->type, loc(*region.stmt));
  }
  append(&result);
  result.body = blockOf([&] {
    if (captured && !form->captures_after) assign(captured, reference(element, place->loc), place->loc);
    lowerAtomicChange(*form, element, operand, assigned);
    if (captured && form->captures_after) assign(captured, reference(element, place->loc), place->loc);
  });
  if (captured && captured->kind == ir::VarKind::Temporary) {
    assignTo(*form->captured, reference(captured, loc(*form->captured)));
  }
}

/// Is a name that is changed the same variable wherever the block has it?
bool FunctionLowering::isOneVariable(const ast::Expr& place, std::span<ast::Stmt* const> body) const {
  const auto* name = ast::as<ast::NameExpr>(&place);
  if (!name) return true;
  sema::WebId web = info_.web(*name);
  bool one = true;
  for (const ast::Stmt* stmt : body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      const auto* used = ast::as<ast::NameExpr>(&node);
      one &= !used || used->id != name->id || info_.web(*used) == web;
      const auto* update = ast::as<ast::AugAssign>(&node);
      const auto* target = update ? ast::as<ast::NameExpr>(update->target) : nullptr;
      one &= !target || target->id != name->id || info_.web(*update) == web;
      return true;
    });
  }
  return one;
}

/// The variable or the element, with simple indices.
ir::Expr* FunctionLowering::lowerPlace(const ast::Expr& expr) {
  if (const auto* name = ast::as<ast::NameExpr>(&expr)) return reference(varOf(*name), loc(*name));
  ir::Expr* place = lowerElement(*ast::as<ast::Subscript>(&expr));
  if (auto* load = ir::as<ir::Load>(place)) {
    for (ir::Expr*& index : load->indices) index = once(index, "index");
    if (load->array->kind != ir::ExprKind::VarRef) load->array = keep(load->array, "array");
  }
  return place;
}

void FunctionLowering::lowerAtomicChange(const sema::AtomicForm& form, ir::Var* element, ir::Expr* operand,
                                         ir::Expr* assigned) {
  if (!form.change) return;
  support::Loc place = loc(*form.change);
  ir::Expr* old = reference(element, place);
  if (const auto* choice = ast::as<ast::If>(form.change)) {
    ast::CompareOp op = ast::as<ast::Compare>(choice->test)->ops[0];
    auto* test = ir_.make<ir::If>(place);
    test->condition =
        truth(form.operand_first ? comparison(op, operand, old, place) : comparison(op, old, operand, place));
    append(test);
    test->then_block = blockOf([&] { assign(element, assigned, place); });
    return;
  }
  if (form.is_write) {
    assign(element, operand, place);
    return;
  }
  const auto* update = ast::as<ast::AugAssign>(form.change);
  const auto* assignment = ast::as<ast::Assign>(form.change);
  ir::Expr* left = form.operand_first ? operand : old;
  ir::Expr* right = form.operand_first ? old : operand;
  const auto* call = assignment ? ast::as<ast::Call>(assignment->value) : nullptr;
  if (call) {
    const sema::Callee& callee = instance_.callee(*call);
    ir::Type common = type(*call);
    assign(element,
           runtimeCall(callee.builtin == sema::Builtin::Max ? ir::RuntimeFunction::Max : ir::RuntimeFunction::Min,
                       common, {convert(left, common), convert(right, common)}, place),
           place);
    return;
  }
  const auto* binary_value = assignment ? ast::as<ast::BinOp>(assignment->value) : nullptr;
  PYOMPCC_CHECK(update || binary_value, "an atomic change is neither an update nor an operation");
  ast::BinaryOp op = update ? update->op : binary_value->op;
  ir::Type result_type = operationType(op, left->type, right->type);
  ir::Expr* value = arithmetic(op, left, right, result_type, place);
  auto* binary = ir::as<ir::Binary>(value);
  bool commutes = op == ast::BinaryOp::Add || op == ast::BinaryOp::Mult || op == ast::BinaryOp::BitAnd ||
                  op == ast::BinaryOp::BitOr || op == ast::BinaryOp::BitXor;
  if (binary && commutes && binary->right == old) std::swap(binary->left, binary->right);
  if (binary && binary->left == old && result_type == element->type) {
    auto* in_place = ir_.make<ir::Update>(place);
    in_place->target = old;
    in_place->op = binary->op;
    in_place->mode = binary->mode;
    in_place->value = binary->right;
    append(in_place);
    return;
  }
  assign(element, value, place);
}

} // namespace pyompcc::lower
