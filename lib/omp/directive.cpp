// lib/omp/directive.cpp
//
// Questions about a parsed directive, and its canonical text.
#include "lib/omp/directive.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::omp {
namespace {

std::string listOf(const std::vector<Item>& items) {
  std::string text;
  for (const Item& item : items) text += (text.empty() ? "" : ", ") + item.text;
  return text;
}

// A keyword with its arguments; keywords without text are their arguments alone.
std::string textOf(const Modifier& modifier) {
  std::string_view word = keywordText(modifier.set, modifier.value);
  if (modifier.arguments.empty()) return std::string(word);
  if (word.empty()) return listOf(modifier.arguments);
  return fmt::format("{}({})", word, listOf(modifier.arguments));
}

std::string iteratorsOf(const Clause& clause) {
  std::string ranges;
  for (const IteratorRange& range : clause.iterators) {
    ranges +=
        fmt::format("{}{} = {}:{}", ranges.empty() ? "" : ", ", range.variable.text, range.begin.text, range.end.text);
    if (range.step) ranges += ":" + range.step->text;
  }
  return ranges.empty() ? ranges : fmt::format("iterator({})", ranges);
}

// Keywords that the grammar puts before others of the clause.
bool isModifierSet(KeywordSet set) { return set == KeywordSet::ScheduleModifier || set == KeywordSet::OrderModifier; }

struct Parts {
  std::string before;
  std::string after;
};

Parts partsOf(const Clause& clause) {
  Parts parts{iteratorsOf(clause), {}};
  for (const Modifier& modifier : clause.modifiers) {
    bool is_last = modifier.set == KeywordSet::LinearModifier || modifier.set == KeywordSet::AlignedModifier;
    std::string& part = is_last ? parts.after : parts.before;
    part += (part.empty() ? "" : ", ") + textOf(modifier);
  }
  return parts;
}

std::string colonSeparated(const std::string& left, const std::string& right) {
  if (left.empty() || right.empty()) return left + right;
  return left + ": " + right;
}

std::string dumpKindClause(const Clause& clause) {
  std::string modifiers;
  std::string kinds;
  for (const Modifier& modifier : clause.modifiers) {
    std::string& part = isModifierSet(modifier.set) ? modifiers : kinds;
    const char* separator = modifier.set == KeywordSet::DefaultmapCategory ? ": " : ", ";
    part += (part.empty() ? "" : separator) + textOf(modifier);
  }
  if (!clause.items.empty()) kinds += ", " + listOf(clause.items);
  return colonSeparated(modifiers, kinds);
}

std::string dumpArgument(const Clause& clause) {
  switch (clause.kind) {
  case ClauseKind::Schedule:
  case ClauseKind::DistSchedule:
  case ClauseKind::Order:
  case ClauseKind::Defaultmap: return dumpKindClause(clause);
  case ClauseKind::NumTeams:
    return clause.items.size() == 2 ? clause.items[0].text + ": " + clause.items[1].text : listOf(clause.items);
  case ClauseKind::When:
  case ClauseKind::Otherwise:
  case ClauseKind::Default:
    if (!clause.variants.empty()) return colonSeparated(listOf(clause.items), dump(clause.variants[0]));
    break;
  case ClauseKind::Doacross:
    if (clause.has(DoacrossType::Source)) return "source:" + listOf(clause.items);
    break;
  default: break;
  }
  Parts parts = partsOf(clause);
  if (clause.directive_name) parts.before = spelling(*clause.directive_name);
  return colonSeparated(colonSeparated(parts.before, listOf(clause.items)), parts.after);
}

std::string dumpDirectiveArgument(const Directive& directive) {
  if (directive.construct) return fmt::format(" {}", spelling(*directive.construct));
  const std::vector<Item>& items = directive.arguments;
  if (items.empty()) return {};
  if (directive.kind == DirectiveKind::DeclareReduction && items.size() >= 3) {
    std::vector<Item> types(items.begin() + 1, items.end() - 1);
    return fmt::format("({} : {} : {})", items.front().text, listOf(types), items.back().text);
  }
  if (directive.kind == DirectiveKind::DeclareMapper) {
    if (items.size() == 2) return fmt::format("({} {})", items[0].text, items[1].text);
    if (items.size() == 3) return fmt::format("({} : {} {})", items[0].text, items[1].text, items[2].text);
  }
  return fmt::format("({})", listOf(items));
}

} // namespace

const Clause* Directive::find(ClauseKind clause_kind) const {
  auto clause = std::ranges::find(clauses, clause_kind, &Clause::kind);
  return clause == clauses.end() ? nullptr : &*clause;
}

Association association(const Directive& directive) {
  bool alone = directive.kind == DirectiveKind::Ordered &&
               (directive.has(ClauseKind::Doacross) || directive.has(ClauseKind::Depend));
  return alone || !isExecuted(directive.kind) ? Association::None : association(directive.kind);
}

std::string dump(const Directive& directive) {
  std::string text(spelling(directive.kind));
  text += dumpDirectiveArgument(directive);
  for (const Clause& clause : directive.clauses) {
    text += fmt::format(" {}", spelling(clause.kind));
    std::string argument = dumpArgument(clause);
    if (!argument.empty()) text += fmt::format("({})", argument);
  }
  return text;
}

} // namespace pyompcc::omp
