// lib/scope/check_patterns.cpp
//
// The rules of patterns that no grammar can say (language reference, section 8.6.4).
#include "lib/ast/python_text.h"
#include "lib/ast/walk.h"
#include "lib/diag/rows/scope.h"
#include "lib/scope/check_syntax.h"

#include <fmt/format.h>

#include <set>
#include <string>

namespace pyompcc::scope {
namespace {

using NameSet = std::set<Name>;

// The value of a literal key: equal for keys that are equal, as 0, -0, 0.0, 0j and False are. Empty for an attribute.
std::string keyText(const ast::Expr& key) {
  using Kind = ast::ConstantValue::Kind;
  auto number = [](double real, double imaginary) { return fmt::format("{}+{}j", real + 0.0, imaginary + 0.0); };
  if (const auto* constant = ast::as<ast::Constant>(&key)) {
    const ast::ConstantValue& value = constant->value;
    bool is_exact = value.integer > -(1LL << 53) && value.integer < 1LL << 53;
    if (value.kind == Kind::False || value.kind == Kind::True) return number(value.kind == Kind::True ? 1 : 0, 0);
    if (value.kind == Kind::Int && is_exact) return number(static_cast<double>(value.integer), 0);
    if (value.kind == Kind::Float) return number(value.number, 0);
    if (value.kind == Kind::Imaginary) return number(0, value.number);
    std::string text;
    ast::appendRepr(text, value);
    return text;
  }
  if (const auto* negated = ast::as<ast::UnaryOp>(&key)) {
    const auto& constant = static_cast<const ast::Constant&>(*negated->operand);
    ast::ConstantValue value = constant.value;
    if (value.kind == Kind::BigInt) return "-" + keyText(constant);
    if (value.kind == Kind::Int) return number(-static_cast<double>(value.integer), 0);
    return value.kind == Kind::Float ? number(-value.number, 0) : number(0, -value.number);
  }
  return {};
}

// The key as Python writes it.
std::string shownKey(const ast::Expr& key) {
  const auto* negated = ast::as<ast::UnaryOp>(&key);
  std::string text = negated ? "-" : "";
  ast::appendRepr(text, static_cast<const ast::Constant&>(negated ? *negated->operand : key).value);
  return text;
}

class PatternChecker {
 public:
  PatternChecker(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter)
      : module_(module), names_(names), emitter_(emitter) {}

  void checkMatch(const ast::Match& match) {
    for (const ast::MatchCase* match_case : match.cases) {
      NameSet bound;
      visit(*match_case->pattern, bound);
      bool is_last = match_case == match.cases.back();
      if (!match_case->guard && !is_last) refuseIrrefutable(*match_case->pattern);
    }
  }

 private:
  template <class... Args>
  void report(const ast::Node& node, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    emitter_.report(module_.loc(node), row, args...);
  }
  void visit(const ast::Pattern& pattern, NameSet& bound);
  void visitAll(std::span<ast::Pattern* const> patterns, NameSet& bound) {
    for (const ast::Pattern* pattern : patterns) visit(*pattern, bound);
  }
  void visitOr(const ast::MatchOr& either, NameSet& bound);
  void visitClass(const ast::MatchClass& cls, NameSet& bound);
  void visitMapping(const ast::MatchMapping& mapping, NameSet& bound);
  void bind(Name name, const ast::Pattern& pattern, NameSet& bound) {
    if (name && !bound.insert(name).second) report(pattern, diag::PatternNameRepeated, names_.text(name));
  }
  void refuseIrrefutable(const ast::Pattern& pattern);

  const ast::ParsedModule& module_;
  const support::NameTable& names_;
  diag::Emitter& emitter_;
};

void PatternChecker::visit(const ast::Pattern& pattern, NameSet& bound) {
  switch (pattern.kind) {
  case ast::NodeKind::MatchOr: return visitOr(static_cast<const ast::MatchOr&>(pattern), bound);
  case ast::NodeKind::MatchClass: return visitClass(static_cast<const ast::MatchClass&>(pattern), bound);
  case ast::NodeKind::MatchMapping: return visitMapping(static_cast<const ast::MatchMapping&>(pattern), bound);
  case ast::NodeKind::MatchStar: return bind(static_cast<const ast::MatchStar&>(pattern).name, pattern, bound);
  case ast::NodeKind::MatchAs: {
    const auto& capture = static_cast<const ast::MatchAs&>(pattern);
    if (capture.pattern) visit(*capture.pattern, bound);
    return bind(capture.name, pattern, bound);
  }
  case ast::NodeKind::MatchSequence: {
    const auto& sequence = static_cast<const ast::MatchSequence&>(pattern);
    bool has_star = false;
    for (const ast::Pattern* element : sequence.patterns) {
      bool is_star = element->kind == ast::NodeKind::MatchStar;
      if (is_star && has_star) report(pattern, diag::PatternStarRepeated);
      has_star = has_star || is_star;
    }
    return visitAll(sequence.patterns, bound);
  }
  default: return;
  }
}

// All alternatives bind the same names, and only the last may match everything.
void PatternChecker::visitOr(const ast::MatchOr& either, NameSet& bound) {
  NameSet of_first;
  for (const ast::Pattern* alternative : either.patterns) {
    NameSet here;
    visit(*alternative, here);
    if (alternative != either.patterns.back()) refuseIrrefutable(*alternative);
    if (alternative == either.patterns.front()) of_first = here;
    for (Name name : here) {
      if (!of_first.contains(name)) return report(either, diag::PatternNameMissing, names_.text(name));
    }
    for (Name name : of_first) {
      if (!here.contains(name)) return report(either, diag::PatternNameMissing, names_.text(name));
    }
  }
  for (Name name : of_first) bind(name, either, bound);
}

void PatternChecker::visitClass(const ast::MatchClass& cls, NameSet& bound) {
  visitAll(cls.patterns, bound);
  NameSet attributes;
  for (std::size_t i = 0; i < cls.kwd_attrs.size(); ++i) {
    std::string_view attribute = names_.text(cls.kwd_attrs[i]);
    if (attribute == "__debug__") report(*cls.kwd_patterns[i], diag::DebugAssigned);
    if (!attributes.insert(cls.kwd_attrs[i]).second) {
      report(*cls.kwd_patterns[i], diag::PatternAttributeRepeated, attribute);
    }
  }
  visitAll(cls.kwd_patterns, bound);
}

void PatternChecker::visitMapping(const ast::MatchMapping& mapping, NameSet& bound) {
  std::set<std::string> keys;
  for (const ast::Expr* key : mapping.keys) {
    std::string text = keyText(*key);
    if (!text.empty() && !keys.insert(text).second) report(mapping, diag::PatternKeyRepeated, shownKey(*key));
  }
  visitAll(mapping.patterns, bound);
  bind(mapping.rest, mapping, bound);
}

// A name or `_` matches everything, `... as name` what its pattern matches, alternatives when the last one does.
void PatternChecker::refuseIrrefutable(const ast::Pattern& pattern) {
  const ast::Pattern* inner = &pattern;
  for (;;) {
    if (const auto* either = ast::as<ast::MatchOr>(inner)) {
      inner = either->patterns.back();
      continue;
    }
    const auto* capture = ast::as<ast::MatchAs>(inner);
    if (!capture) return;
    if (!capture->pattern) {
      std::string what = capture->name ? fmt::format("`{}`", names_.text(capture->name)) : "`_`";
      return report(*inner, diag::PatternUnreachable, what);
    }
    inner = capture->pattern;
  }
}

} // namespace

void checkPatterns(const ast::ParsedModule& module, const support::NameTable& names, diag::Emitter& emitter) {
  PatternChecker checker(module, names, emitter);
  ast::forEachNode(*module.root, [&](const ast::Node& node) {
    if (const auto* match = ast::as<ast::Match>(&node)) checker.checkMatch(*match);
    return true;
  });
}

} // namespace pyompcc::scope
