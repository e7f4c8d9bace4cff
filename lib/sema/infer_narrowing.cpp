// lib/sema/infer_narrowing.cpp
//
// What tests say of variables that may be None: `if x is None`, `if node`, and conditions that the types decide.
#include "lib/ast/walk.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/instance_inference.h"

namespace pyompcc::sema {
namespace {

bool isNone(const ast::Expr& expr) {
  const auto* constant = ast::as<ast::Constant>(&expr);
  return constant && constant->value.kind == ast::ConstantValue::Kind::None;
}

/// `x is None` or `x is not None`: x, and whether the test asks for None.
struct NoneTest {
  const ast::Expr* value = nullptr;
  bool is_none = false;
};

NoneTest noneTest(const ast::Expr& test) {
  const auto* compare = ast::as<ast::Compare>(&test);
  if (!compare || compare->ops.size() != 1 || !isNone(*compare->comparators[0])) return {};
  using Op = ast::CompareOp;
  Op op = compare->ops[0];
  bool asks = op == Op::Is || op == Op::Eq;
  if (!asks && op != Op::IsNot && op != Op::NotEq) return {};
  return {compare->left, asks};
}

} // namespace

std::optional<WebId> InstanceInference::webOf(const ast::Expr& expr) const {
  const ast::Expr* name = &expr;
  if (const auto* named = ast::as<ast::NamedExpr>(name)) name = named->target;
  if (name->kind != ast::NodeKind::NameExpr || resolution(*name).kind != Resolution::Kind::Local) return std::nullopt;
  WebId web = function_.web(*name);
  return web ? std::optional(web) : std::nullopt;
}

// Notes what holds behind the test, where it is true or false.
void InstanceInference::narrow(const ast::Expr& test, bool holds) {
  if (const auto* negated = ast::as<ast::UnaryOp>(&test); negated && negated->op == ast::UnaryOperator::Not) {
    return narrow(*negated->operand, !holds);
  }
  if (const auto* both = ast::as<ast::BoolOp>(&test)) {
    // Of `a and b` both hold where it is true; where it is false only one need not.
    bool all = (both->op == ast::BooleanOp::And) == holds;
    for (const ast::Expr* value : both->values) {
      if (all) narrow(*value, holds);
    }
    return;
  }
  NoneTest none = noneTest(test);
  bool is_none = none.value && none.is_none == holds;
  auto web = webOf(none.value ? *none.value : test);
  if (!web) return;
  Type type = instance_.web_types[web->index];
  if (!isOptional(type)) return;
  if (is_none) {
    narrowed_[web->index] = types().none();
  } else if (none.value || holds) {
    narrowed_[web->index] = type->elements[0];
  }
}

// x is None where x is never None, or nothing else; what `not`, `and` and `or` make of such conditions.
void InstanceInference::noteTruth(const ast::Expr& test) {
  auto& truth = instance_.static_truth;
  std::uint32_t id = test.node_id.index;
  if (test.kind == ast::NodeKind::Call) return;
  truth.erase(id);
  if (const auto* negated = ast::as<ast::UnaryOp>(&test); negated && negated->op == ast::UnaryOperator::Not) {
    if (auto operand = instance_.truthOf(*negated->operand)) truth[id] = !*operand;
    return;
  }
  if (const auto* both = ast::as<ast::BoolOp>(&test)) {
    bool deciding = both->op == ast::BooleanOp::Or;
    bool all = true;
    for (const ast::Expr* value : both->values) {
      auto known = instance_.truthOf(*value);
      // What stands before it may have to be evaluated.
      if (known && *known == deciding && all) {
        truth[id] = deciding;
        return;
      }
      all &= known.has_value();
    }
    if (all) truth[id] = !deciding;
    return;
  }
  NoneTest none = noneTest(test);
  bool simple = none.value && (none.value->kind == ast::NodeKind::NameExpr || isNone(*none.value));
  Type type = simple ? instance_.type(*none.value) : nullptr;
  if (!type || !isSettled(type) || isOptional(type)) return;
  truth[id] = (type->kind == TypeKind::None) == none.is_none;
}

// Behind code that may run again, or may not have run, nothing is known of what it assigns.
void InstanceInference::forgetAssigned(const ast::Node& root) {
  if (narrowed_.empty()) return;
  ast::forEachNode(root, [&](const ast::Node& node) {
    forEachBinding(node, [&](Name, const ast::Node& binding) {
      bool has_web = binding.kind == ast::NodeKind::NameExpr && function_.web(binding);
      if (has_web) narrowed_.erase(function_.web(binding).index);
    });
    return true;
  });
}

} // namespace pyompcc::sema
