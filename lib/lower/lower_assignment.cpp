// lib/lower/lower_assignment.cpp
//
// Assignments to names, elements and tuples of them.
#include "lib/ast/walk.h"
#include "lib/ir/asked_methods.h"
#include "lib/ir/clone.h"
#include "lib/ir/walk.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/builtins.h"
#include "lib/support/check.h"

#include <algorithm>

namespace pyompcc::lower {
namespace {

std::span<ast::Expr* const> tupleTargets(const ast::Expr& target) {
  if (const auto* tuple = ast::as<ast::Tuple>(&target)) return tuple->elts;
  if (const auto* list = ast::as<ast::List>(&target)) return list->elts;
  return {};
}

// Variables of one Python name may become one C++ variable later on.
bool reads(const ir::Expr& value, const ir::Var* var) {
  bool found = false;
  ir::forEachExpr(value, [&](const ir::Expr& expr) {
    const auto* reference = ir::as<ir::VarRef>(&expr);
    bool same_name = reference && !var->python_name.empty() && reference->var->python_name == var->python_name;
    found |= same_name || (reference && reference->var == var);
  });
  return found;
}

bool callsFunction(const ir::Expr& value) {
  bool found = false;
  ir::forEachExpr(value, [&](const ir::Expr& expr) {
    found |= expr.kind == ir::ExprKind::Call || expr.kind == ir::ExprKind::LibraryCall;
  });
  return found;
}

bool readsMemory(const ir::Expr& value) {
  bool found = false;
  ir::forEachExpr(value, [&](const ir::Expr& expr) {
    found |= expr.kind == ir::ExprKind::Load || expr.kind == ir::ExprKind::Field || expr.kind == ir::ExprKind::Call ||
             expr.kind == ir::ExprKind::LibraryCall;
  });
  return found;
}

/// May evaluating it change what others see?
bool hasEffects(const ir::Expr& value) {
  bool found = false;
  ir::forEachExpr(value, [&](const ir::Expr& expr) {
    const auto* library = ir::as<ir::LibraryCall>(&expr);
    found |= expr.kind == ir::ExprKind::Call || (library && ir::canRaise(*library)) || ir::asksMethods(expr);
  });
  return found;
}

} // namespace

void FunctionLowering::lowerAssign(const ast::Assign& stmt) {
  if (stmt.targets.size() == 1) {
    std::span<ast::Expr* const> targets = tupleTargets(*stmt.targets.front());
    const auto* values = ast::as<ast::Tuple>(stmt.value);
    if (!targets.empty() && values && values->elts.size() == targets.size()) {
      std::vector<ir::Expr*> lowered = lowerAll(values->elts);
      if (!lowerSwap(targets, lowered, loc(stmt))) assignEach(targets, std::move(lowered));
      return;
    }
    if (lowerExtreme(stmt) || makesInto(stmt)) return;
    ir::Expr* value = lowerExpr(*stmt.value);
    assignTo(*stmt.targets.front(), targets.empty() ? value : iteratorOf(*stmt.value, value));
    return;
  }
  // a = b = value: evaluated once, assigned from left to right.
  ir::Expr* value = once(lowerExpr(*stmt.value), "value");
  for (const ast::Expr* target : stmt.targets) assignTo(*target, again(value));
}

// x = max(x, value)    becomes    if (value > x) x = value, which costs nothing while x stays, and a loop that looks
// for an extreme does not wait for the last round.
bool FunctionLowering::lowerExtreme(const ast::Assign& stmt) {
  const auto* target = ast::as<ast::NameExpr>(stmt.targets.front());
  const auto* call = ast::as<ast::Call>(stmt.value);
  if (!target || !call || call->args.size() != 2) return false;
  const sema::Callee& callee = instance_.callee(*call);
  const auto* first = ast::as<ast::NameExpr>(call->args[0]);
  bool is_extreme = callee.kind == sema::Callee::Kind::Builtin &&
                    (callee.builtin == sema::Builtin::Max || callee.builtin == sema::Builtin::Min);
  sema::WebId web = info_.web(*target);
  if (!is_extreme || !first || first->id != target->id || info_.web(*first) != web || boundFlag(web)) return false;
  if (var(web)->type != type(*call)) return false;
  ir::Expr* value = once(lowerAs(*call->args[1], var(web)->type), "value");
  auto* test = ir_.make<ir::Compare>(context_.types.boolean(), loc(stmt));
  test->op = callee.builtin == sema::Builtin::Max ? ir::CompareOp::Gt : ir::CompareOp::Lt;
  test->left = again(value);
  test->right = reference(var(web), loc(*first));
  auto* choice = ir_.make<ir::If>(loc(stmt));
  choice->condition = test;
  append(choice);
  choice->then_block = blockOf([&] { assign(var(web), value, loc(stmt)); });
  return true;
}

// a, b = b, a
bool FunctionLowering::lowerSwap(std::span<ast::Expr* const> targets, std::span<ir::Expr* const> values,
                                 support::Loc loc) {
  if (targets.size() != 2) return false;
  const auto* left = ast::as<ast::NameExpr>(targets[0]);
  const auto* right = ast::as<ast::NameExpr>(targets[1]);
  const auto* left_value = ir::as<ir::VarRef>(values[0]);
  const auto* right_value = ir::as<ir::VarRef>(values[1]);
  if (!left || !right || !left_value || !right_value) return false;
  ir::Var* left_var = varOf(*left);
  ir::Var* right_var = varOf(*right);
  if (left_value->var != right_var || right_value->var != left_var || left_var == right_var) return false;
  if (left_var->type != right_var->type) return false;
  auto* swap = ir_.make<ir::Swap>(loc);
  swap->left = left_var;
  swap->right = right_var;
  append(swap);
  return true;
}

// x, y = v, w: all values are taken before the first target changes; only those that a target could change before their
// turn need a variable.
void FunctionLowering::assignEach(std::span<ast::Expr* const> targets, std::vector<ir::Expr*> values) {
  PYOMPCC_CHECK(targets.size() == values.size(), "unpacking {} values into {}", values.size(), targets.size());
  for (std::size_t later = 1; later < values.size(); ++later) {
    bool changes = false;
    for (const ast::Expr* target : targets.first(later)) {
      ast::forEachNode(*target, [&](const ast::Node& node) {
        const auto* name = ast::as<ast::NameExpr>(&node);
        bool stored = name && name->ctx == ast::ExprContext::Store;
        changes |= stored ? reads(*values[later], varOf(*name))
                          : (node.kind == ast::NodeKind::Subscript || node.kind == ast::NodeKind::Attribute) &&
                                readsMemory(*values[later]);
        return true;
      });
    }
    bool calls = values[later]->kind == ir::ExprKind::LibraryCall || hasEffects(*values[later]);
    if (!changes && !calls) continue;
    // What a call does must not come before the values on its left, nor they before what a call on their left does.
    bool ordered = std::ranges::any_of(std::span(values).first(later + 1),
                                       [](const ir::Expr* value) { return hasEffects(*value); });
    for (std::size_t earlier = 0; ordered && earlier < later; ++earlier) {
      values[earlier] = readsMemory(*values[earlier]) ? keep(values[earlier], "next") : once(values[earlier], "next");
    }
    values[later] = keep(values[later], "next");
  }
  for (std::size_t i = 0; i < targets.size(); ++i) assignTo(*targets[i], values[i]);
}

// `binding` is the name, or what else gives a name its value: a pattern, a handler.
void FunctionLowering::bindName(const ast::Node& binding, ir::Expr* value) {
  sema::WebId web = info_.web(binding);
  support::Loc place = loc(binding);
  bool has_value = !sema::isPlainFunction(value->type) && instance_.web_types[web.index]->kind != sema::TypeKind::None;
  if (has_value) {
    assign(var(web), value, place);
  } else if (value->kind == ir::ExprKind::Call) {
    evaluate(value);
  }
  if (ir::Var* flag = boundFlag(web)) assign(flag, ir::boolean(ir_, context_.types, true, place), place);
}

void FunctionLowering::assignTo(const ast::Expr& target, ir::Expr* value) {
  if (const auto* name = ast::as<ast::NameExpr>(&target)) return bindName(*name, value);
  if (const auto* attribute = ast::as<ast::Attribute>(&target)) return assignField(*attribute, value);
  if (const auto* subscript = ast::as<ast::Subscript>(&target)) {
    if (isObjectItem(*subscript)) return assignItem(*subscript, value);
    if (isSliced(*subscript)) return storeSlice(*subscript, value);
    auto* element = ir::as<ir::Load>(lowerElement(*subscript));
    if (!element) {
      unsupported(target, "assignment to a part of an array");
      return;
    }
    auto* store = ir_.make<ir::Store>(loc(target));
    store->array = element->array;
    store->indices = element->indices;
    store->bounds = element->bounds;
    store->value = convertStored(value, element->type);
    append(store);
    return;
  }
  std::span<ast::Expr* const> targets = tupleTargets(target);
  ir::Type each = sema::isTuple(value->type) ? nullptr : sema::itemType(context_.types, value->type);
  if (each && !targets.empty() && !sema::isArray(value->type)) {
    if (value->type->kind != sema::TypeKind::List) value = libraryCall("builtins.list", {value}, value->loc);
    return unpackList(targets, value);
  }
  if (sema::isTuple(value->type)) value = gatherStarred(targets, value);
  if (targets.empty() || !sema::isTuple(value->type) || value->type->elements.size() != targets.size()) {
    unsupported(target, "this target of an assignment");
    return;
  }
  std::vector<ir::Expr*> elements;
  if (auto* tuple = ir::as<ir::MakeTuple>(value)) {
    elements.assign(tuple->elements.begin(), tuple->elements.end());
  } else {
    value = once(value, "values");
    for (std::size_t i = 0; i < targets.size(); ++i) {
      auto* element = ir_.make<ir::TupleElement>(value->type->elements[i], value->loc);
      element->tuple = again(value);
      element->index = static_cast<int>(i);
      elements.push_back(element);
    }
  }
  assignEach(targets, std::move(elements));
}

// target op= value, with the target's place computed once
void FunctionLowering::lowerAugAssign(const ast::AugAssign& stmt) {
  if (lowerLibraryUpdate(stmt)) return;
  if (lowerObjectUpdate(stmt)) return;
  ir::Expr* target = nullptr;
  ir::Var* result = nullptr;
  if (const auto* name = ast::as<ast::NameExpr>(stmt.target)) {
    // x /= 2 with an int: the variable that is read and the one that is assigned differ in type.
    sema::WebId read = info_.web(stmt);
    sema::WebId written = info_.web(*name);
    target = read == written || !read ? lowerName(*name) : readWeb(read, *name);
    result = var(written);
  } else if (const auto* subscript = ast::as<ast::Subscript>(stmt.target)) {
    target = lowerElement(*subscript);
  }
  if (!target || (target->kind != ir::ExprKind::VarRef && target->kind != ir::ExprKind::Load)) {
    unsupported(stmt, "this target of an augmented assignment");
    return;
  }
  ir::Expr* old[] = {target};
  ir::Expr* value = lowerNext(old, [&] { return lowerExpr(*stmt.value); });
  old[0] = operand(old[0], stmt.op, value, true, true);
  value = operand(value, stmt.op, old[0], false, true);
  if (old[0] != target) {
    // x += (x := 2): the value before counts.
    ir::Expr* sum = arithmetic(stmt.op, old[0], value, operationType(stmt.op, old[0]->type, value->type), loc(stmt));
    if (auto* load = ir::as<ir::Load>(target)) return storeElement(*load, sum, loc(stmt));
    return assign(result, sum, loc(stmt));
  }
  // a[i] += f(a): Python reads the element before the call, C++ after it.
  if (auto* load = ir::as<ir::Load>(target); load && callsFunction(*value)) {
    for (ir::Expr*& index : load->indices) index = once(index, "index");
    if (load->array->kind != ir::ExprKind::VarRef) load->array = keep(load->array, "array");
    storeElement(*load,
                 arithmetic(stmt.op, keep(ir::clone(ir_, load), "element"), value,
                            operationType(stmt.op, load->type, value->type), loc(stmt)),
                 loc(stmt));
    return;
  }
  if (sema::isContainer(target->type)) {
    ir::Expr* sum = lowerLibraryOperator(stmt.op, target, value, loc(stmt));
    if (auto* load = ir::as<ir::Load>(target)) return storeElement(*load, sum, loc(stmt));
    return assign(result, convert(sum, result->type), loc(stmt));
  }
  ir::Type type = operationType(stmt.op, target->type, value->type);
  const auto* read = ir::as<ir::VarRef>(target);
  bool in_place = !read || read->var == result;
  if (in_place && type == target->type && stmt.op != ast::BinaryOp::Pow) {
    ir::Expr* operation = arithmetic(stmt.op, target, value, type, loc(stmt));
    if (auto* binary = ir::as<ir::Binary>(operation); binary && binary->left == target) {
      auto* update = ir_.make<ir::Update>(loc(stmt));
      update->target = target;
      update->op = binary->op;
      update->mode = binary->mode;
      update->value = binary->right;
      append(update);
      return;
    }
  }
  if (auto* load = ir::as<ir::Load>(target)) {
    for (ir::Expr*& index : load->indices) index = once(index, "index");
    storeElement(*load, arithmetic(stmt.op, target, value, type, loc(stmt)), loc(stmt));
    return;
  }
  assign(result, arithmetic(stmt.op, target, value, type, loc(stmt)), loc(stmt));
}

/// Assigns the element that `place` reads; its array and its indices are simple.
void FunctionLowering::storeElement(const ir::Load& place, ir::Expr* value, support::Loc loc) {
  auto* store = ir_.make<ir::Store>(loc);
  store->array = again(place.array);
  std::vector<ir::Expr*> indices;
  for (const ir::Expr* index : place.indices) indices.push_back(again(index));
  store->indices = ir_.arena.copy(indices);
  store->bounds = place.bounds;
  store->value = convertStored(value, place.type);
  append(store);
}

} // namespace pyompcc::lower
