// lib/sema/infer_widening.cpp
//
// Displays and comprehensions whose elements turn out to be of a wider type: `totals = [0] * n` that floats are put
// into is a list of floats. Only a container that nobody else has seen yet can still become one.
#include "lib/ast/walk.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace pyompcc::sema {

// Can the value of the expression be made with the type? `apply` notes it for the lowering.
bool InstanceInference::settle(const ast::Expr& expr, Type wanted, bool apply) {
  Type type = instance_.type(expr);
  if (!type || type->kind == TypeKind::Error) return false;
  if (type == wanted) return true;
  if (!isContainer(type)) return joinTypes(types(), type, wanted) == wanted;
  if (type->kind != wanted->kind || widenTypes(types(), type, wanted) != wanted) return false;
  auto all = [&](std::span<ast::Expr* const> parts, Type element) {
    return std::ranges::all_of(parts, [&](const ast::Expr* part) {
      return part && part->kind != ast::NodeKind::Starred && settle(*part, element, apply);
    });
  };
  auto one = [&](const ast::Expr* part, Type element) { return settle(*part, element, apply); };
  bool fresh = false;
  switch (expr.kind) {
  case ast::NodeKind::List: fresh = all(static_cast<const ast::List&>(expr).elts, wanted->elements[0]); break;
  case ast::NodeKind::Set: fresh = all(static_cast<const ast::Set&>(expr).elts, wanted->elements[0]); break;
  case ast::NodeKind::Dict: {
    const auto& dict = static_cast<const ast::Dict&>(expr);
    fresh = all(dict.keys, wanted->elements[0]) && all(dict.values, wanted->elements[1]);
    break;
  }
  case ast::NodeKind::ListComp: fresh = one(static_cast<const ast::ListComp&>(expr).elt, wanted->elements[0]); break;
  case ast::NodeKind::SetComp: fresh = one(static_cast<const ast::SetComp&>(expr).elt, wanted->elements[0]); break;
  case ast::NodeKind::DictComp: {
    const auto& dict = static_cast<const ast::DictComp&>(expr);
    fresh = one(dict.key, wanted->elements[0]) && one(dict.value, wanted->elements[1]);
    break;
  }
  case ast::NodeKind::BinOp: {
    const auto& both = static_cast<const ast::BinOp&>(expr);
    auto part = [&](const ast::Expr& operand) {
      Type operand_type = instance_.type(operand);
      return operand_type && (!isContainer(operand_type) || settle(operand, wanted, apply));
    };
    fresh = (both.op == ast::BinaryOp::Add || both.op == ast::BinaryOp::Mult) && part(*both.left) && part(*both.right);
    break;
  }
  case ast::NodeKind::IfExp: {
    const auto& choice = static_cast<const ast::IfExp&>(expr);
    fresh = one(choice.body, wanted) && one(choice.orelse, wanted);
    break;
  }
  // list(), set(): what its use says.
  case ast::NodeKind::Call: return hasUnknown(type) && joinTypes(types(), type, wanted) == wanted;
  default: break;
  }
  if (fresh && apply) set(expr, wanted);
  return fresh;
}

// The type of a value where one of a wider type is wanted: that type if the value can be made with it.
Type InstanceInference::adapted(const ast::Expr& expr, Type type, Type wanted) {
  if (!wanted || !isSettled(wanted) || !isSettled(type) || type == wanted || !isContainer(type)) return type;
  Type widened = widenTypes(types(), type, wanted);
  if (!widened || widened == type || !settle(expr, widened, false)) return type;
  settle(expr, widened, true);
  return widened;
}

// What is known so far of what an assignment assigns to; null where nothing is.
Type InstanceInference::wantedBy(const ast::Expr& target) {
  if (const auto* name = ast::as<ast::NameExpr>(&target)) {
    WebId web = function_.web(*name);
    return web ? instance_.web_types[web.index] : nullptr;
  }
  if (const auto* attribute = ast::as<ast::Attribute>(&target)) {
    Type holder = instance_.type(*attribute->value);
    if (holder) holder = present(holder);
    if (!holder || !isObject(holder)) return nullptr;
    for (const ObjectField& field : holder->object->fields) {
      if (field.name == context_.names.text(attribute->attr)) return field.type;
    }
    return nullptr;
  }
  const auto* subscript = ast::as<ast::Subscript>(&target);
  Type holder =
      subscript && subscript->slice->kind != ast::NodeKind::Slice ? instance_.type(*subscript->value) : nullptr;
  return holder && (isMapping(holder) || isIndexed(holder)) ? holder->elements.back() : nullptr;
}

namespace {

bool isMade(const ast::Expr& value) {
  constexpr std::array Kinds = {ast::NodeKind::List,     ast::NodeKind::Set,     ast::NodeKind::Dict,
                                ast::NodeKind::ListComp, ast::NodeKind::SetComp, ast::NodeKind::DictComp};
  if (std::ranges::find(Kinds, value.kind) != Kinds.end()) return true;
  if (const auto* both = ast::as<ast::BinOp>(&value)) return isMade(*both->left) || isMade(*both->right);
  const auto* choice = ast::as<ast::IfExp>(&value);
  return choice && isMade(*choice->body) && isMade(*choice->orelse);
}

} // namespace

// Is every value of the variable one that an assignment makes on the spot?
bool InstanceInference::holdsFresh(WebId web) {
  if (fresh_webs_.empty()) {
    fresh_webs_.assign(function_.webs.size(), true);
    std::unordered_set<const ast::Node*> made;
    ast::forEachNode(*function_.def, [&](const ast::Node& node) {
      const auto* assign = ast::as<ast::Assign>(&node);
      if (assign && assign->targets.size() == 1 && isMade(*assign->value)) made.insert(assign->targets[0]);
      const auto* annotated = ast::as<ast::AnnAssign>(&node);
      bool declared = annotated && function_.annotations.contains(annotated);
      if (annotated && annotated->value && !declared && isMade(*annotated->value)) made.insert(annotated->target);
      return true;
    });
    ast::forEachNode(*function_.def, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      bool other = name && name->ctx == ast::ExprContext::Store && !made.contains(name);
      if (other && function_.web(*name)) fresh_webs_[function_.web(*name).index] = false;
      return true;
    });
    for (std::size_t i = 0; i < fresh_webs_.size(); ++i) {
      if (function_.webs[i].is_parameter) fresh_webs_[i] = false;
    }
  }
  return fresh_webs_[web.index];
}

// A value that does not fit a variable, but may before the walks end: the variable's containers become wider.
Type InstanceInference::widened(WebId web, Type type, bool by_use) {
  if (mode_ == Mode::Reporting || function_.webs[web.index].is_parameter) return nullptr;
  Type both = widenTypes(types(), instance_.web_types[web.index], type);
  return both && (holdsFresh(web) || (!by_use && both == type)) ? both : nullptr;
}

} // namespace pyompcc::sema
