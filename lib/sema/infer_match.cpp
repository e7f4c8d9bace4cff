// lib/sema/infer_match.cpp
//
// Types of the names that the patterns of `match` capture.
#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/instance_inference.h"

namespace pyompcc::sema {
namespace {

// Values of such types are never equal, whatever they are (Python language reference 6.10.1).
bool neverEqual(Type left, Type right) {
  auto family = [](Type type) { return isNumber(type) ? TypeKind::Int : type->kind; };
  auto is_known = [](TypeKind kind) {
    return kind == TypeKind::Int || kind == TypeKind::Str || kind == TypeKind::None || kind == TypeKind::Tuple;
  };
  return family(left) != family(right) && is_known(family(left)) && is_known(family(right));
}

} // namespace

void InstanceInference::inferMatch(const ast::Match& match) {
  Type subject = infer(*match.subject);
  for (const ast::MatchCase* match_case : match.cases) {
    inferPattern(*match_case->pattern, subject);
    if (match_case->guard) inferTruth(*match_case->guard);
    inferLoose(match_case->body);
  }
}

void InstanceInference::inferPattern(const ast::Pattern& pattern, Type subject) {
  switch (pattern.kind) {
  case ast::NodeKind::MatchAs: {
    const auto& capture = static_cast<const ast::MatchAs&>(pattern);
    if (capture.pattern) inferPattern(*capture.pattern, subject);
    if (capture.name) join(function_.web(capture), subject, loc(capture));
    return;
  }
  case ast::NodeKind::MatchOr: {
    const auto& alternatives = static_cast<const ast::MatchOr&>(pattern);
    for (const ast::Pattern* alternative : alternatives.patterns) inferPattern(*alternative, subject);
    return;
  }
  case ast::NodeKind::MatchSequence:
    return inferSequencePattern(static_cast<const ast::MatchSequence&>(pattern), subject);
  case ast::NodeKind::MatchValue: {
    const ast::Expr& value = *static_cast<const ast::MatchValue&>(pattern).value;
    Type type = infer(value);
    if (!isSettled(subject) || !isSettled(type) || neverEqual(subject, type)) return;
    comparisonResult(value, ast::CompareOp::Eq, subject, type);
    return;
  }
  case ast::NodeKind::MatchSingleton: return;
  default: unsupported(pattern, "this pattern", "match values, tuples and names"); return;
  }
}

// Only tuples are sequences here: an array is none (Python language reference 8.6.4.8).
void InstanceInference::inferSequencePattern(const ast::MatchSequence& pattern, Type subject) {
  if (!isSettled(subject)) {
    for (const ast::Pattern* element : pattern.patterns) inferPattern(*element, subject);
    return;
  }
  if (subject->kind == TypeKind::Tuple && subject->elements.size() == pattern.patterns.size()) {
    for (std::size_t i = 0; i < pattern.patterns.size(); ++i) inferPattern(*pattern.patterns[i], subject->elements[i]);
    return;
  }
  if (capturesNames(pattern)) say(pattern, diag::PatternNeverMatches, typeName(subject));
}

} // namespace pyompcc::sema
