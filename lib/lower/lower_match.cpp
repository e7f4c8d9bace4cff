// lib/lower/lower_match.cpp
//
// `match`: a chain of conditions over parts of the subject.
#include "lib/ast/walk.h"
#include "lib/ir/builder.h"
#include "lib/ir/clone.h"
#include "lib/lower/function_lowering.h"
#include "lib/sema/bound_names.h"

#include <algorithm>

namespace pyompcc::lower {
namespace {

using sema::TypeKind;

bool isFalse(const ir::Expr* test) {
  const auto* constant = ir::as<ir::BoolConst>(test);
  return constant && !constant->value;
}

} // namespace

// match s: case P if g: B; case Q: C    becomes    if (P of s && g) { names of P; B } else if (Q of s) { names of Q; C
// } The subject is computed once; what patterns look at are its parts.
void FunctionLowering::lowerMatch(const ast::Match& stmt) {
  ir::Expr* subject = lowerExpr(*stmt.subject);
  auto binds_anyway = [&](const ir::Var& var) {
    bool found = false;
    ast::forEachNode(stmt, [&](const ast::Node& node) {
      const auto* capture = ast::as<ast::MatchAs>(&node);
      const auto* named = ast::as<ast::NamedExpr>(&node);
      const auto* target = named ? ast::as<ast::NameExpr>(named->target) : nullptr;
      found |= capture && capture->name && text(capture->name) == var.python_name;
      found |= target && text(target->id) == var.python_name;
      return true;
    });
    return found;
  };
  auto fix = [&](ir::Expr*& part) {
    const auto* reference = ir::as<ir::VarRef>(part);
    bool changes = reference && !reference->var->python_name.empty() && binds_anyway(*reference->var);
    part = changes ? keep(part, "subject") : once(part, "subject");
  };
  if (auto* tuple = ir::as<ir::MakeTuple>(subject)) {
    for (ir::Expr*& element : tuple->elements) fix(element);
  } else {
    fix(subject);
  }
  lowerCases(stmt.cases, *subject);
}

void FunctionLowering::lowerCases(std::span<ast::MatchCase* const> cases, const ir::Expr& subject) {
  if (cases.empty()) return;
  const ast::MatchCase& first = *cases.front();
  std::span<ast::MatchCase* const> others = cases.subspan(1);
  ir::Expr* test = patternTest(*first.pattern, subject);
  if (isFalse(test) && !sema::capturesNames(*first.pattern)) {
    lowerCases(others, subject);
    return;
  }
  bool binds = sema::capturesNames(*first.pattern);
  if (!first.guard && !test) {
    bindPattern(*first.pattern, subject);
    lowerInto(block_, first.body);
    return;
  }
  ir::Expr* condition = test;
  bool bound = false;
  if (first.guard) {
    condition = guardedTest(first, subject, test);
    bound = binds;
  }
  auto* choice = ir_.make<ir::If>(loc(first));
  choice->condition = condition;
  append(choice);
  choice->then_block = blockOf([&] {
    if (!bound) bindPattern(*first.pattern, subject);
    lowerInto(block_, first.body);
  });
  if (others.empty()) return;
  if (ir::leaves(*choice->then_block)) {
    lowerCases(others, subject);
    return;
  }
  ir::Block* rest = blockOf([&] { lowerCases(others, subject); });
  if (!rest->stmts.empty()) choice->else_block = rest;
}

// The condition of a case with a guard, which sees the captured names: those are assigned before it is evaluated.
ir::Expr* FunctionLowering::guardedTest(const ast::MatchCase& match_case, const ir::Expr& subject, ir::Expr* test) {
  support::Loc place = loc(*match_case.guard);
  if (!test) {
    bindPattern(*match_case.pattern, subject);
    return lowerCondition(*match_case.guard);
  }
  if (!sema::capturesNames(*match_case.pattern)) {
    Apart guard = apart([&] { return lowerCondition(*match_case.guard); });
    if (guard.prelude->stmts.empty()) {
      return ir::logical(ir_, context_.types, ir::LogicalOp::And, test, guard.value);
    }
    Apart otherwise = apart([&] { return ir::boolean(ir_, context_.types, false, place); });
    return chooseBetween(test, guard, otherwise, context_.types.boolean(), place);
  }
  ir::Var* matches = temporary("matches", context_.types.boolean(), place);
  assign(matches, ir::boolean(ir_, context_.types, false, place), place);
  auto* choice = ir_.make<ir::If>(place);
  choice->condition = test;
  append(choice);
  choice->then_block = blockOf([&] {
    bindPattern(*match_case.pattern, subject);
    assign(matches, lowerCondition(*match_case.guard), place);
  });
  return reference(matches, place);
}

// Element `index` of the subject, without computing anything.
ir::Expr* FunctionLowering::partOf(const ir::Expr& subject, std::size_t index) {
  if (const auto* tuple = ir::as<ir::MakeTuple>(&subject)) return ir::clone(ir_, tuple->elements[index]);
  auto* element = ir_.make<ir::TupleElement>(subject.type->elements[index], subject.loc);
  element->tuple = ir::clone(ir_, &subject);
  element->index = static_cast<int>(index);
  return element;
}

/// The condition under which a pattern matches, or null where it always does (Python language reference 8.6.4).
ir::Expr* FunctionLowering::patternTest(const ast::Pattern& pattern, const ir::Expr& subject) {
  support::Loc place = loc(pattern);
  auto never = [&] { return ir::boolean(ir_, context_.types, false, place); };
  if (const auto* capture = ast::as<ast::MatchAs>(&pattern)) {
    return capture->pattern ? patternTest(*capture->pattern, subject) : nullptr;
  }
  if (const auto* alternatives = ast::as<ast::MatchOr>(&pattern)) {
    ir::Expr* any = nullptr;
    for (const ast::Pattern* alternative : alternatives->patterns) {
      ir::Expr* test = patternTest(*alternative, subject);
      if (!test) return nullptr;
      if (isFalse(test)) continue;
      any = any ? ir::logical(ir_, context_.types, ir::LogicalOp::Or, any, test) : test;
    }
    return any ? any : never();
  }
  if (const auto* sequence = ast::as<ast::MatchSequence>(&pattern)) {
    if (!sema::isTuple(subject.type) || subject.type->elements.size() != sequence->patterns.size()) return never();
    ir::Expr* all = nullptr;
    for (std::size_t i = 0; i < sequence->patterns.size(); ++i) {
      ir::Expr* test = patternTest(*sequence->patterns[i], *partOf(subject, i));
      if (isFalse(test)) return never();
      if (test) all = all ? ir::logical(ir_, context_.types, ir::LogicalOp::And, all, test) : test;
    }
    return all;
  }
  if (const auto* singleton = ast::as<ast::MatchSingleton>(&pattern)) return singletonTest(*singleton, subject);
  if (const auto* value = ast::as<ast::MatchValue>(&pattern)) {
    auto family = [](ir::Type type) { return sema::isNumber(type) ? TypeKind::Int : type->kind; };
    if (family(subject.type) != family(type(*value->value))) return never();
    return truth(comparison(ast::CompareOp::Eq, ir::clone(ir_, &subject), lowerExpr(*value->value), place));
  }
  return unsupported(pattern, "this pattern");
}

// None, True and False match themselves only, and no number that equals them.
ir::Expr* FunctionLowering::singletonTest(const ast::MatchSingleton& pattern, const ir::Expr& subject) {
  using Kind = ast::ConstantValue::Kind;
  support::Loc place = loc(pattern);
  if (pattern.value.kind == Kind::None && subject.type->kind == TypeKind::None) return nullptr;
  bool is_bool = pattern.value.kind == Kind::True || pattern.value.kind == Kind::False;
  if (!is_bool || subject.type->kind != TypeKind::Bool) return ir::boolean(ir_, context_.types, false, place);
  ir::Expr* value = ir::clone(ir_, &subject);
  return pattern.value.kind == Kind::True ? value : ir::negated(ir_, context_.types, value);
}

/// Assigns the names that a pattern captures, once it is known to match.
void FunctionLowering::bindPattern(const ast::Pattern& pattern, const ir::Expr& subject) {
  if (const auto* capture = ast::as<ast::MatchAs>(&pattern)) {
    if (capture->pattern) bindPattern(*capture->pattern, subject);
    if (capture->name) bindName(*capture, ir::clone(ir_, &subject));
  } else if (const auto* sequence = ast::as<ast::MatchSequence>(&pattern)) {
    for (std::size_t i = 0; i < sequence->patterns.size(); ++i) {
      bindPattern(*sequence->patterns[i], *partOf(subject, i));
    }
  } else if (const auto* alternatives = ast::as<ast::MatchOr>(&pattern); alternatives && sema::capturesNames(pattern)) {
    bindAlternatives(alternatives->patterns, subject);
  }
}

// The first alternative that matches says what the names are.
void FunctionLowering::bindAlternatives(std::span<ast::Pattern* const> alternatives, const ir::Expr& subject) {
  ir::Expr* test = alternatives.size() > 1 ? patternTest(*alternatives.front(), subject) : nullptr;
  if (!test) return bindPattern(*alternatives.front(), subject);
  if (isFalse(test)) return bindAlternatives(alternatives.subspan(1), subject);
  auto* choice = ir_.make<ir::If>(loc(*alternatives.front()));
  choice->condition = test;
  append(choice);
  choice->then_block = blockOf([&] { bindPattern(*alternatives.front(), subject); });
  choice->else_block = blockOf([&] { bindAlternatives(alternatives.subspan(1), subject); });
}

} // namespace pyompcc::lower
