// lib/omp/directive.h
//
// What a parsed directive is: its kind, its clauses, and the pieces of Python text in their arguments.
#pragma once

#include "lib/omp/directive_text.h"
#include "lib/omp/tables.h"
#include "lib/support/source.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pyompcc::omp {

/// One element of an argument list.
struct Item {
  enum class Form : std::uint8_t {
    Name,       ///< an identifier
    Section,    ///< a name with subscripts: `a[i, 1:n]`, `a[i][j]`; Python syntax
    Expression, ///< any other Python expression
  };
  Form form = Form::Name;
  /// The identifier, or the name that is subscripted; empty for an expression.
  std::string name;
  /// The Python text without surrounding blanks. Line continuations and line ends are blanks, so it has as many bytes
  /// as `range`.
  std::string text;
  TextRange range;
  support::Loc loc;
};

/// A keyword that stands in the argument of a clause, with its own argument if it takes one: `dynamic`,
/// `conditional`, `+`, `step(2)`, `allocator(x)`.
struct Modifier {
  KeywordSet set{};
  /// The enumerator's number in its set; read through Clause::get.
  std::uint8_t value = 0;
  support::Loc loc;
  std::vector<Item> arguments;
};

/// One range of `iterator(i=0:n, j=0:m:2)`.
struct IteratorRange {
  Item variable;
  Item begin;
  Item end;
  std::optional<Item> step;
};

struct Directive;

/// One clause. What its parts mean, by form of argument:
///   private, shared, sizes, num_threads, ...      items
///   default, proc_bind, bind, order, at, ...      get<DefaultKind>() and so on
///   schedule, dist_schedule                       get<ScheduleKind>(), get<ScheduleModifier>(), items[0] the chunk
///   reduction, in_reduction, task_reduction       get<ReductionOperator>(), get<ReductionModifier>(), items; for an
///                                                 identifier, find<ReductionOperator>()->arguments[0] names it
///   linear, aligned, allocate                     items; step, alignment, allocator are arguments of the modifier
///   depend, doacross, map, to, from, affinity     get<DependType>() and so on, items, iterators
///   if                                            items[0], directive_name
///   num_teams                                     items.back() the upper bound, items[0] the lower if there are two
///   when, otherwise, default of a metadirective   items[0] the context selector (when), variants[0] the directive
struct Clause {
  ClauseKind kind{};
  /// The name.
  support::Loc loc;
  /// Name and argument.
  TextRange range;
  std::optional<DirectiveKind> directive_name;
  std::vector<Modifier> modifiers;
  std::vector<Item> items;
  std::vector<IteratorRange> iterators;
  std::vector<Directive> variants;

  /// The first modifier of the keyword set E, or nullptr.
  template <class E> const Modifier* find() const {
    for (const Modifier& modifier : modifiers) {
      if (modifier.set == KeywordSetOf<E>) return &modifier;
    }
    return nullptr;
  }
  /// The first keyword of the set E, if one stands there.
  template <class E> std::optional<E> get() const {
    const Modifier* modifier = find<E>();
    return modifier ? std::optional<E>(static_cast<E>(modifier->value)) : std::nullopt;
  }
  /// Does the keyword stand there?
  template <class E> bool has(E value) const {
    for (const Modifier& modifier : modifiers) {
      if (modifier.set == KeywordSetOf<E> && modifier.value == static_cast<std::uint8_t>(value)) return true;
    }
    return false;
  }
};

/// One directive.
struct Directive {
  DirectiveKind kind{};
  /// All words of the name.
  support::Loc loc;
  /// What stands in parentheses after the name: the name of `critical`, the list of `flush`, `threadprivate`,
  /// `allocate` and `declare target`, the object of `depobj`; for `declare reduction` the identifier, the types and
  /// last the combiner; for `declare mapper` the identifier, the type and the variable.
  std::vector<Item> arguments;
  /// The construct that `cancel` and `cancellation point` name.
  std::optional<DirectiveKind> construct;
  std::vector<Clause> clauses;

  /// The first clause of a kind, or nullptr.
  const Clause* find(ClauseKind clause_kind) const;
  bool has(ClauseKind clause_kind) const { return find(clause_kind) != nullptr; }
};

/// What the directive stands on. As association(kind), but `ordered` with a dependence stands alone, and so does what
/// says something about a program without doing anything: the statements of its block are those of the block around.
Association association(const Directive& directive);

/// Canonical text: one blank between words, clauses in the order written, keywords in lower case.
std::string dump(const Directive& directive);

} // namespace pyompcc::omp
