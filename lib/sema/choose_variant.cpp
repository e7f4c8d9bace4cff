// lib/sema/choose_variant.cpp
//
// Evaluates context selectors while compiling.
#include "lib/sema/choose_variant.h"

#include "lib/diag/rows/sema.h"
#include "lib/omp/context_selector.h"

#include <cstdint>

namespace pyompcc::sema {
namespace {

using omp::ClauseKind;

struct Score {
  bool holds = true;
  std::int64_t sum = 0;
};

class VariantChoice {
 public:
  VariantChoice(std::span<const omp::DirectiveKind> constructs, const ItemValue& value, diag::Emitter& emitter)
      : constructs_(constructs), value_(value), emitter_(emitter) {}

  /// What the selector of a `when` clause says for its variant; nothing where it was reported.
  std::optional<Score> score(const omp::Item& selector) {
    auto traits = omp::parseContextSelector(selector.text);
    if (!traits) {
      emitter_.report(selector.loc, diag::ContextSelector, selector.text);
      return std::nullopt;
    }
    Score result;
    for (const omp::Trait& trait : *traits) {
      std::optional<bool> holds =
          trait.set == omp::Trait::Set::User ? condition(trait, selector) : omp::holds(trait, constructs_);
      std::optional<std::int64_t> written = trait.score.empty() ? 0 : number(selector, trait.score);
      if (!holds || !written) {
        emitter_.report(selector.loc, diag::ContextNotKnown, trait.name);
        return std::nullopt;
      }
      result.holds &= *holds;
      result.sum += *written + omp::defaultScore(trait, constructs_);
    }
    return result;
  }

 private:
  std::optional<bool> condition(const omp::Trait& trait, const omp::Item& selector) {
    if (trait.name != "condition" || trait.properties.size() != 1) return std::nullopt;
    std::optional<std::int64_t> value = number(selector, trait.properties.front());
    return value ? std::optional(*value != 0) : std::nullopt;
  }

  std::optional<std::int64_t> number(const omp::Item& selector, std::string_view part) {
    std::optional<FoldedValue> value = value_(selector, part);
    bool whole = value && (value->kind == TypeKind::Int || value->kind == TypeKind::Bool);
    return whole ? std::optional(value->integer) : std::nullopt;
  }

  std::span<const omp::DirectiveKind> constructs_;
  const ItemValue& value_;
  diag::Emitter& emitter_;
};

} // namespace

omp::Directive chooseVariant(const omp::Directive& metadirective, std::span<const omp::DirectiveKind> constructs,
                             const ItemValue& value, diag::Emitter& emitter) {
  VariantChoice choice(constructs, value, emitter);
  const omp::Clause* chosen = nullptr;
  std::int64_t most = 0;
  for (const omp::Clause& clause : metadirective.clauses) {
    if (clause.kind != ClauseKind::When || clause.items.empty()) continue;
    std::optional<Score> score = choice.score(clause.items.front());
    if (!score || !score->holds || (chosen && score->sum <= most)) continue;
    chosen = &clause;
    most = score->sum;
  }
  for (ClauseKind kind : {ClauseKind::Otherwise, ClauseKind::Default}) {
    if (!chosen) chosen = metadirective.find(kind);
  }
  if (chosen && !chosen->variants.empty()) return chosen->variants.front();
  return {omp::DirectiveKind::Nothing, metadirective.loc, {}, std::nullopt, {}};
}

} // namespace pyompcc::sema
