// lib/sema/infer_sign.cpp
//
// Which int expressions are certainly not negative: literals, lengths, loop variables, remainders, and what is made of
// them. Checked arithmetic raises where it would wrap, so sums and products of such values are such values.
#include "lib/sema/builtins.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pyompcc::sema {
namespace {

/// Deeper expressions are not looked into.
constexpr int DepthLimit = 20;

// Functions of ints that give no negative ones.
bool isCount(std::string_view dotted) {
  constexpr auto Names = std::to_array<std::string_view>(
      {"int.bit_count", "int.bit_length", "math.comb", "math.factorial", "math.gcd", "math.lcm", "math.perm"});
  return std::ranges::find(Names, dotted) != Names.end();
}

} // namespace

bool InstanceInference::isNonNegative(const ast::Expr& expr, int depth) const {
  if (depth > DepthLimit) return false;
  if (std::optional<FoldedValue> folded = fold(expr)) {
    return (folded->kind == TypeKind::Int || folded->kind == TypeKind::Bool) && folded->integer >= 0;
  }
  Type type = instance_.type(expr);
  if (!type || (type->kind != TypeKind::Int && type->kind != TypeKind::Bool)) return false;
  switch (expr.kind) {
  case ast::NodeKind::NameExpr: {
    WebId web = function_.web(expr);
    auto range = web ? range_of_web_.find(web.index) : range_of_web_.end();
    if (web && counted_webs_.contains(web.index)) return true;
    return range != range_of_web_.end() && isNonNegativeLoop(*range->second, depth + 1);
  }
  case ast::NodeKind::Attribute: return instance_.callee(expr).kind == Callee::Kind::Builtin;
  case ast::NodeKind::BinOp: return isNonNegativeResult(static_cast<const ast::BinOp&>(expr), depth + 1);
  case ast::NodeKind::Call: return isNonNegativeCall(static_cast<const ast::Call&>(expr), depth + 1);
  case ast::NodeKind::IfExp: {
    const auto& choice = static_cast<const ast::IfExp&>(expr);
    return isNonNegative(*choice.body, depth + 1) && isNonNegative(*choice.orelse, depth + 1);
  }
  case ast::NodeKind::Subscript: {
    // An extent of an array.
    const ast::Expr& value = *static_cast<const ast::Subscript&>(expr).value;
    return value.kind == ast::NodeKind::Attribute && instance_.callee(value).kind == Callee::Kind::Builtin;
  }
  default: return type->kind == TypeKind::Bool;
  }
}

// for i in range(n), for i, x in enumerate(xs): what is known of i, which nothing else assigns.
void InstanceInference::noteCounting(const ast::Expr& target, const ast::Expr& iterable, bool comprehension) {
  const auto* call = ast::as<ast::Call>(&iterable);
  if (!call) return;
  auto only = [&](const ast::Expr& name) {
    WebId web = name.kind == ast::NodeKind::NameExpr ? function_.web(name) : WebId{};
    return web && (comprehension || function_.webs[web.index].loop_variable) ? web : WebId{};
  };
  Type type = instance_.type(iterable);
  if (type && type->kind == TypeKind::Range) {
    if (WebId web = only(target)) range_of_web_[web.index] = call;
    return;
  }
  const auto* pair = ast::as<ast::Tuple>(&target);
  const Resolution& resolved = resolution(*call->func);
  bool counts = resolved.kind == Resolution::Kind::Object && call->args.size() == 1 && call->keywords.empty() &&
                context_.names.text(resolved.dotted) == "builtins.enumerate";
  if (!counts || !pair || pair->elts.size() != 2) return;
  if (WebId web = only(*pair->elts[0])) counted_webs_.insert(web.index);
}

bool InstanceInference::isNonNegativeResult(const ast::BinOp& expr, int depth) const {
  auto left = [&] { return isNonNegative(*expr.left, depth); };
  auto right = [&] { return isNonNegative(*expr.right, depth); };
  switch (expr.op) {
  case ast::BinaryOp::Add:
  case ast::BinaryOp::Mult:
  case ast::BinaryOp::FloorDiv:
  case ast::BinaryOp::BitOr:
  case ast::BinaryOp::BitXor: return left() && right();
  case ast::BinaryOp::BitAnd: return left() || right();
  case ast::BinaryOp::LShift:
  case ast::BinaryOp::RShift:
  case ast::BinaryOp::Pow: return left();
  // The remainder has the sign of the divisor.
  case ast::BinaryOp::Mod: return right();
  default: return false;
  }
}

bool InstanceInference::isNonNegativeCall(const ast::Call& call, int depth) const {
  const Callee& callee = instance_.callee(call);
  if (callee.kind == Callee::Kind::Library) return isCount(facts(callee.library).dotted_name);
  if (callee.kind != Callee::Kind::Builtin) return false;
  auto is_non_negative = [&](const ast::Expr* arg) { return isNonNegative(*arg, depth); };
  switch (facts(callee.builtin).rule) {
  case BuiltinRule::Absolute:
  case BuiltinRule::IntFunction:
  case BuiltinRule::IntFunction2:
  case BuiltinRule::Length: return true;
  case BuiltinRule::ToInt: return is_non_negative(call.args[0]);
  case BuiltinRule::MinMax:
    return callee.builtin == Builtin::Max ? std::ranges::any_of(call.args, is_non_negative)
                                          : std::ranges::all_of(call.args, is_non_negative);
  default: return false;
  }
}

// The variable goes from the start upwards, or down to more than the stop.
bool InstanceInference::isNonNegativeLoop(const ast::Call& range, int depth) const {
  if (range.args.size() < 2) return true;
  bool from_zero = isNonNegative(*range.args[0], depth);
  if (range.args.size() == 2) return from_zero;
  std::optional<FoldedValue> step = fold(*range.args[2]);
  if (!step || step->kind != TypeKind::Int) return false;
  if (step->integer > 0) return from_zero;
  std::optional<FoldedValue> stop = fold(*range.args[1]);
  return (stop && stop->kind == TypeKind::Int && stop->integer == -1) || isNonNegative(*range.args[1], depth);
}

} // namespace pyompcc::sema
