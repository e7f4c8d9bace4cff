// lib/emit/emit_pragma.cpp
//
// OpenMP constructs: the directive as it was written, with the names and values of the C++ function, and the clauses
// that the analysis found.
#include "lib/emit/cpp_text.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/walk.h"
#include "lib/omp/directive.h"
#include "lib/omp/tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::emit {
namespace {

using omp::ClauseKind;
using sema::Sharing;
using sema::SharingReason;

std::string joined(std::span<const std::string> names) {
  std::string result;
  for (const std::string& name : names) {
    if (!result.empty()) result += ", ";
    result += name;
  }
  return result;
}

/// The variable outside that a construct's clauses name.
const ir::Var& named(const ir::SharedVar& shared) { return shared.original ? *shared.original : *shared.var; }

bool isDefaultNone(const omp::Directive& directive) {
  const omp::Clause* clause = directive.find(ClauseKind::Default);
  return clause && clause->get<omp::DefaultKind>() == omp::DefaultKind::None;
}

/// The reduction identifier that combines parts of a type as Python does: an operator of C++, or one that
/// runtime/include/pyomp/reduction.hpp declares.
std::string_view combinerName(omp::ReductionOperator op, const ir::SharedVar& shared) {
  using Op = omp::ReductionOperator;
  if (shared.declared) return shared.declared->cpp_name;
  ir::Type type = named(shared).type;
  if (sema::isArray(type)) return combination(op).name;
  bool real = sema::isReal(type);
  bool complex = type->kind == sema::TypeKind::Complex || sema::hasClass(type, sema::DTypeClass::Complex);
  if (complex) return op == Op::Multiply ? "py::mul" : "py::add";
  if (type->kind == sema::TypeKind::Int && (op == Op::Add || op == Op::Subtract)) return "py::add";
  if (type->kind == sema::TypeKind::Int && op == Op::Multiply) return "py::mul";
  // NumPy's ints wrap, and C++'s signed ones may not overflow.
  bool wraps = sema::hasClass(type, sema::DTypeClass::Signed);
  if (wraps && (op == Op::Add || op == Op::Subtract)) return "py::wrapping_add";
  if (wraps && op == Op::Multiply) return "py::wrapping_mul";
  if (real && op == Op::Min) return "py::min";
  if (real && op == Op::Max) return "py::max";
  return omp::keywordText(op);
}

/// clang 19 makes no tasks for `masked taskloop`; without a filter `master` says the same.
omp::DirectiveKind withoutMasked(omp::DirectiveKind kind) {
  using enum omp::DirectiveKind;
  switch (kind) {
  case MaskedTaskloop: return MasterTaskloop;
  case MaskedTaskloopSimd: return MasterTaskloopSimd;
  case ParallelMaskedTaskloop: return ParallelMasterTaskloop;
  case ParallelMaskedTaskloopSimd: return ParallelMasterTaskloopSimd;
  default: return kind;
  }
}

/// The clause as it was written.
std::string writtenText(const omp::Clause& clause, omp::DirectiveKind kind) {
  omp::Directive alone;
  alone.kind = kind;
  alone.clauses.push_back(clause);
  std::string text = omp::dump(alone);
  std::string_view name = omp::spelling(kind);
  return text.substr(std::min(name.size() + 1, text.size()));
}

} // namespace

/// The variables that a clause of names lists; those that the region does not use are left out.
static std::vector<const ir::SharedVar*> listedBy(const omp::Clause& clause, const ir::RegionFacts& facts) {
  std::vector<const ir::SharedVar*> listed;
  for (const omp::Item& item : clause.items) {
    for (const ir::SharedVar& shared : facts.sharing) {
      bool found = shared.var->python_name == item.name || named(shared).python_name == item.name;
      if (found && shared.sharing != Sharing::Private) listed.push_back(&shared);
    }
  }
  return listed;
}

/// Their C++ names.
std::string FunctionEmitter::namesOf(const ir::RegionFacts& facts, const omp::Clause& clause) {
  std::vector<std::string> names;
  for (const ir::SharedVar* shared : listedBy(clause, facts)) names.push_back(name(named(*shared)));
  return joined(names);
}

/// The clauses of a reduction clause: variables whose types are combined in different ways stand in clauses of their
/// own.
std::string FunctionEmitter::reductions(const ir::RegionFacts& facts, const omp::Clause& clause,
                                        std::string_view head) {
  std::vector<std::pair<std::string_view, std::vector<std::string>>> groups;
  auto written = clause.get<omp::ReductionOperator>();
  for (const ir::SharedVar* shared : listedBy(clause, facts)) {
    std::string_view combiner = combinerName(written.value_or(omp::ReductionOperator::Add), *shared);
    auto group = std::ranges::find(groups, combiner, [](const auto& entry) { return entry.first; });
    if (group == groups.end()) group = groups.insert(group, {combiner, {}});
    group->second.push_back(name(named(*shared)));
  }
  std::string text;
  for (const auto& [combiner, names] : groups) {
    text += fmt::format("{}{}{} : {})", text.empty() ? "" : " ", head, combiner, joined(names));
  }
  return text;
}

/// py::Reduced<py::Sum, double, 1> h_parts(h, {{0, n}});
std::string FunctionEmitter::reducedArray(const ir::Assign& stmt) {
  const auto& made = *ir::as<ir::RuntimeCall>(stmt.value);
  std::string sections;
  for (std::size_t i = 1; i + 1 < made.args.size(); i += 2) {
    sections += fmt::format("{}{{{}, {}}}", i > 1 ? ", " : "", implicitly(made.args[i]), implicitly(made.args[i + 1]));
  }
  if (!sections.empty()) sections = fmt::format(", {{{}}}", sections);
  return fmt::format("{} {}({}{});", variableType(*stmt.target), name(*stmt.target), expr(made.args[0]).text, sections);
}

/// Variables and elements as places in memory.
std::string FunctionEmitter::places(std::span<ir::Expr* const> values) {
  std::vector<std::string> places;
  for (const ir::Expr* value : values) places.push_back(expr(value).text);
  return joined(places);
}

std::string FunctionEmitter::clause(const ir::RegionFacts& facts, const omp::Clause& clause,
                                    std::span<ir::Expr* const> values) {
  auto value = [&](std::size_t i) { return implicitly(values[i]); };
  auto with_names = [&](std::string_view head) {
    std::string names = namesOf(facts, clause);
    return names.empty() ? std::string() : fmt::format("{}{})", head, names);
  };
  switch (clause.kind) {
  // Private variables are declared in the block, shared ones are the rule.
  case ClauseKind::Private:
  case ClauseKind::Shared: return {};
  // Promises and wishes about memory: arrays are descriptors here, private variables stand in their block.
  case ClauseKind::Aligned:
  case ClauseKind::Allocate:
  case ClauseKind::Nontemporal: return {};
  // A permission; LLVM 19's runtime fails where an untied task is not deferred.
  case ClauseKind::Untied: return {};
  case ClauseKind::Linear: {
    std::string names = namesOf(facts, clause);
    const omp::Modifier* step = nullptr;
    for (const omp::Modifier& modifier : clause.modifiers) {
      if (!modifier.arguments.empty()) step = &modifier;
    }
    if (names.empty()) return {};
    return step ? fmt::format("linear({} : {})", names, step->arguments[0].text) : fmt::format("linear({})", names);
  }
  case ClauseKind::Default: return isDefaultNone(*facts.directive) ? "default(none)" : "";
  case ClauseKind::Firstprivate: return with_names("firstprivate(");
  case ClauseKind::Lastprivate: return with_names("lastprivate(");
  case ClauseKind::Copyin:
  case ClauseKind::Copyprivate: {
    // Variables of the module stand among the values.
    std::string names = namesOf(facts, clause);
    if (!values.empty()) names += (names.empty() ? "" : ", ") + places(values);
    return names.empty() ? names : fmt::format("{}({})", omp::spelling(clause.kind), names);
  }
  case ClauseKind::Reduction:
  case ClauseKind::InReduction:
  case ClauseKind::TaskReduction: {
    std::string modifier;
    if (auto given = clause.get<omp::ReductionModifier>(); given) {
      modifier = fmt::format("{}, ", omp::keywordText(*given));
    }
    return reductions(facts, clause, fmt::format("{}({}", omp::spelling(clause.kind), modifier));
  }
  case ClauseKind::Schedule: {
    // The OpenMP runtime of LLVM 19 loses the last iteration's values where threads steal chunks from each other.
    auto schedule = clause.get<omp::ScheduleKind>();
    bool steals = facts.directive->has(ClauseKind::Lastprivate) &&
                  (schedule == omp::ScheduleKind::Dynamic || schedule == omp::ScheduleKind::Runtime);
    std::string modifiers(steals ? "monotonic" : "");
    for (const omp::Modifier& modifier : clause.modifiers) {
      if (modifier.set != omp::KeywordSetOf<omp::ScheduleModifier>) continue;
      // clang 19 runs iterations twice where `simd` meets a chunk; it asks for nothing that a result shows.
      auto which = static_cast<omp::ScheduleModifier>(modifier.value);
      if (which == omp::ScheduleModifier::Simd || (steals && which == omp::ScheduleModifier::Nonmonotonic)) continue;
      if (steals && which == omp::ScheduleModifier::Monotonic) continue;
      modifiers += modifiers.empty() ? "" : ", ";
      modifiers += omp::keywordText(modifier.set, modifier.value);
    }
    return fmt::format("schedule({}{}{}{})", modifiers, modifiers.empty() ? "" : " : ",
                       schedule ? omp::keywordText(*schedule) : std::string_view("static"),
                       values.empty() ? std::string() : fmt::format(", {}", value(0)));
  }
  case ClauseKind::Depend: {
    auto type = clause.get<omp::DependType>();
    return fmt::format("depend({} : {})", omp::keywordText(type.value_or(omp::DependType::Inout)), places(values));
  }
  case ClauseKind::Affinity: return fmt::format("affinity({})", places(values));
  case ClauseKind::Grainsize:
  case ClauseKind::NumTasks: {
    std::string_view strict = clause.has(omp::Prescriptiveness::Strict) ? "strict : " : "";
    return fmt::format("{}({}{})", omp::spelling(clause.kind), strict, value(0));
  }
  case ClauseKind::DistSchedule:
    return values.empty() ? "dist_schedule(static)" : fmt::format("dist_schedule(static, {})", value(0));
  case ClauseKind::NumTeams: return fmt::format("num_teams({})", value(values.size() - 1));
  case ClauseKind::NumThreads: {
    if (values.empty()) break;
    const auto* constant = ir::as<ir::IntConst>(values[0]);
    bool plain = constant && constant->value > 0 && constant->value <= INT32_MAX;
    return fmt::format(fmt::runtime(plain ? "num_threads({})" : "num_threads(py::num_threads({}))"), value(0));
  }
  case ClauseKind::If: {
    if (values.empty()) break;
    std::string of = clause.directive_name ? fmt::format("{} : ", omp::spelling(*clause.directive_name)) : "";
    return fmt::format("if({}{})", of, value(0));
  }
  default:
    if (values.size() == 1) return fmt::format("{}({})", omp::spelling(clause.kind), value(0));
    break;
  }
  return writtenText(clause, facts.directive->kind);
}

/// Names that a `shared` clause lists: what the table says is shared and, for default(none), everything else that the
/// body takes from outside.
std::vector<std::string> FunctionEmitter::sharedNames(const ir::Region& stmt, bool all) {
  const ir::RegionFacts& facts = *stmt.facts;
  std::vector<std::string> names;
  std::set<const ir::Var*> seen;
  for (const ir::SharedVar& shared : facts.sharing) {
    const ir::Var& var = named(shared);
    bool fresh = seen.insert(&var).second;
    seen.insert(shared.var);
    bool is_shared = shared.sharing == Sharing::Shared && var.kind != ir::VarKind::Constant;
    if (is_shared && fresh) names.push_back(name(var));
  }
  if (facts.raised) {
    seen.insert(facts.raised);
    names.push_back(name(*facts.raised));
  }
  if (!all || !stmt.body) return names;
  std::vector<const ir::Var*> used;
  ir::forEachVar(*stmt.body, [&](ir::Var& var, ir::Access) { used.push_back(&var); });
  ir::forEachBlock(*stmt.body,
                   [&](ir::Block& inner) { seen.insert(inner.declarations.begin(), inner.declarations.end()); });
  ir::forEachStmt(*stmt.body, [&](ir::Stmt& inner) {
    if (const auto* declared = ir::as<ir::Assign>(&inner); declared && declared->declares)
      seen.insert(declared->target);
    if (const auto* loop = ir::as<ir::For>(&inner)) seen.insert(loop->index);
    // It only has another name for its place.
    if (const auto* region = ir::as<ir::Region>(&inner)) seen.insert(region->facts->element);
  });
  for (const ir::Var* var : used) {
    bool listed = var->kind != ir::VarKind::Constant || (var->in_module && !var->threadprivate);
    if (listed && seen.insert(var).second) names.push_back(name(*var));
  }
  if (hoisted_ > 0) names.emplace_back("at");
  return names;
}

/// Names for what a taskloop copies, in a lambda: clang 19 looks for a variable that the lambda captures where it is
/// not.
void FunctionEmitter::aliasCopies(const ir::RegionFacts& facts) {
  omp::DirectiveKind kind = facts.directive->kind;
  if (!isInLambda() || !omp::hasLeaf(kind, omp::DirectiveKind::Taskloop) || omp::isParallel(kind)) return;
  if (facts.directive->has(ClauseKind::InReduction)) return;
  for (const ir::SharedVar& shared : facts.sharing) {
    bool comes_out = shared.sharing == Sharing::Reduction || shared.sharing == Sharing::LastPrivate ||
                     shared.sharing == Sharing::FirstLastPrivate;
    if (!comes_out) continue;
    const ir::Var& original = named(shared);
    std::string alias = freshName(std::string(original.cpp_name));
    while (std::ranges::find(aliases_, alias) != aliases_.end()) alias += '_';
    out_.line(fmt::format("auto& {} = {};", alias, name(original)));
    renamed_[&original] = aliases_.emplace_back(std::move(alias));
  }
}

std::string FunctionEmitter::pragmaText(const ir::Region& stmt) {
  const ir::RegionFacts& facts = *stmt.facts;
  omp::Directive head = *facts.directive;
  head.clauses.clear();
  // All memory is flushed, which is more than a list says.
  if (head.kind == omp::DirectiveKind::Flush) head.arguments.clear();
  head.kind = withoutMasked(head.kind);
  std::string text = fmt::format("#pragma omp {}{}", omp::dump(head), facts.simd ? " simd" : "");
  // clang 19 has no `scope`: a loop of which each thread runs one round means the same.
  if (head.kind == omp::DirectiveKind::Scope) text = "#pragma omp for schedule(static, 1)";
  auto add = [&](const std::string& written) {
    if (!written.empty()) text += " " + written;
  };
  for (const omp::Clause& written : facts.directive->clauses) {
    std::span<ir::Expr* const> values;
    for (const ir::RegionClause& lowered : facts.clauses) {
      if (lowered.clause == &written) values = lowered.values;
    }
    add(clause(facts, written, values));
  }
  if (facts.in_order) add("schedule(static, py::in_order())");
  // One loop of Python's may be several of C++'s.
  const omp::Clause* ordered = facts.directive->find(ClauseKind::Ordered);
  bool counts_loops = facts.directive->has(ClauseKind::Collapse) || facts.directive->has(ClauseKind::Sizes) ||
                      (ordered && !ordered->items.empty());
  if (facts.depth > 1 && !counts_loops) add(fmt::format("collapse({})", facts.depth));
  bool none = isDefaultNone(*facts.directive);
  // In a task, the variables of the function around it are firstprivate unless they are named.
  if (none || omp::isTaskGenerating(facts.directive->kind)) {
    // clang 19 fails on variables that a taskloop takes from a lambda around it unless they are shared.
    bool all = none || omp::hasLeaf(facts.directive->kind, omp::DirectiveKind::Taskloop);
    std::vector<std::string> names = sharedNames(stmt, all);
    if (!names.empty()) add(fmt::format("shared({})", joined(names)));
  }
  // clang 19 does not find a variable that only a lambda in the construct names, where a generic lambda is around it.
  if (hoisted_ > 0 && omp::startsThreads(facts.directive->kind) && !none) {
    std::vector<std::string> names = sharedNames(stmt, false);
    if (facts.raised) std::erase(names, name(*facts.raised));
    if (!names.empty()) add(fmt::format("shared({})", joined(names)));
  }
  std::vector<std::string> copied;
  std::vector<std::string> last;
  auto add_to = [&](std::vector<std::string>& names, const ir::Var& var) {
    std::string text = name(var);
    if (std::ranges::find(names, text) == names.end()) names.push_back(std::move(text));
  };
  for (const ir::Var* var : facts.outliving) add_to(copied, *var);
  for (const ir::SharedVar& shared : facts.sharing) {
    // What no clause says of a loop over `prange`.
    bool unwritten = shared.sharing == Sharing::LastPrivate && shared.reason == SharingReason::LoopVariable;
    if (unwritten) add_to(last, named(shared));
    bool found = shared.reason == SharingReason::ReadOnly || shared.reason == SharingReason::DefaultClause ||
                 shared.reason == SharingReason::BoundFlag;
    if (!found || shared.var->kind == ir::VarKind::Constant) continue;
    bool both = shared.sharing == Sharing::FirstLastPrivate;
    if (shared.sharing == Sharing::FirstPrivate || both) add_to(copied, named(shared));
    if (shared.sharing == Sharing::LastPrivate || both) add_to(last, named(shared));
  }
  // Where nothing runs side by side, or no copies are possible, the variable is used as it is.
  if (!omp::allowed(facts.directive->kind, ClauseKind::Firstprivate)) copied.clear();
  if (!copied.empty()) add(fmt::format("firstprivate({})", joined(copied)));
  if (!last.empty()) add(fmt::format("lastprivate({})", joined(last)));
  return text;
}

void FunctionEmitter::regionBody(const ir::RegionFacts& facts, const ir::Block& body) {
  bool bare = body.declarations.empty() && body.stmts.size() == 1 && body.stmts.front()->comments.empty();
  // Without braces stands what prints as one statement that may be a construct's block.
  if (bare) {
    const ir::Stmt* only = body.stmts.front();
    const auto* declared = ir::as<ir::Assign>(only);
    const auto* inner = ir::as<ir::Region>(only);
    switch (only->kind) {
    case ir::StmtKind::Assign:
    case ir::StmtKind::Store:
    case ir::StmtKind::Update:
    case ir::StmtKind::ExprStmt: bare = !(declared && declared->declares) && !lineOf(*only).empty(); break;
    case ir::StmtKind::Region:
      bare = inner->body && omp::association(*inner->facts->directive) != omp::Association::Separating;
      break;
    case ir::StmtKind::DeclareRaised:
    case ir::StmtKind::Try: bare = false; break;
    default: break;
    }
  }
  bool loop = omp::association(*facts.directive) == omp::Association::Loop;
  if (bare || loop) {
    block(body);
  } else {
    braced("", body);
  }
}

bool FunctionEmitter::isInLambda() const { return hoisted_ > 0 || loops_in_guard_ >= 0 || out_of_line_; }

/// clang 19 fails on `in_reduction` of a taskloop in a lambda: there, a task that is not deferred reduces for the
/// group, and the taskloop for that task.
void FunctionEmitter::reducingTaskloop(const ir::Region& stmt) {
  omp::Directive task;
  task.kind = omp::DirectiveKind::Task;
  omp::Directive loop = *stmt.facts->directive;
  ir::RegionFacts facts = *stmt.facts;
  std::vector<omp::DirectiveKind> leaves;
  for (omp::DirectiveKind leaf : omp::leafConstructs(withoutMasked(loop.kind))) {
    if (leaf == omp::DirectiveKind::Master) {
      out_.pragma("#pragma omp master");
    } else {
      leaves.push_back(leaf);
    }
  }
  loop.kind = *omp::combined(leaves);
  std::string inherited;
  loop.clauses.clear();
  loop.clauses.reserve(stmt.facts->directive->clauses.size());
  facts.clauses.clear();
  for (const omp::Clause& written : stmt.facts->directive->clauses) {
    // The task waits for the reduction.
    if (written.kind == ClauseKind::Nogroup) continue;
    omp::Clause& clause = loop.clauses.emplace_back(written);
    for (const ir::RegionClause& lowered : stmt.facts->clauses) {
      if (lowered.clause == &written) facts.clauses.push_back({&clause, lowered.values});
    }
    if (clause.kind != ClauseKind::InReduction) continue;
    inherited += " " + reductions(facts, clause, "in_reduction(");
    clause.kind = ClauseKind::Reduction;
  }
  facts.directive = &loop;
  ir::Region inner = stmt;
  inner.facts = &facts;
  out_.pragma(fmt::format("#pragma omp {} if(false) default(shared){}", omp::dump(task), inherited));
  out_.pragma(pragmaText(inner));
}

void FunctionEmitter::region(const ir::Region& stmt) {
  const ir::RegionFacts& facts = *stmt.facts;
  if (facts.place) {
    atomic(stmt);
    return;
  }
  // A loop that is compiled twice stands in a lambda, its directive with it.
  if (stmt.body && stmt.body->stmts.size() == 1 && omp::association(*facts.directive) == omp::Association::Loop) {
    if (const auto* twice = ir::as<ir::Hoisted>(stmt.body->stmts.front())) {
      ir::Region inner = stmt;
      inner.comments = {};
      inner.body = twice->body;
      ir::Stmt* only[] = {&inner};
      ir::Block block;
      block.stmts.assign(std::begin(only), std::end(only));
      ir::Hoisted outer = *twice;
      outer.body = &block;
      hoisted(outer);
      return;
    }
  }
  auto outer_names = renamed_;
  aliasCopies(facts);
  bool is_taskloop = omp::hasLeaf(facts.directive->kind, omp::DirectiveKind::Taskloop);
  if (is_taskloop && isInLambda() && facts.directive->has(ClauseKind::InReduction)) {
    reducingTaskloop(stmt);
  } else {
    out_.pragma(pragmaText(stmt));
  }
  if (!stmt.body) return;
  // Inside, a copy goes by the name of the variable that it is a copy of, as in the clause.
  for (const ir::SharedVar& shared : facts.sharing) {
    if (shared.original && shared.original != shared.var && shared.sharing != Sharing::Private) {
      auto alias = renamed_.find(shared.original);
      renamed_[shared.var] = alias == renamed_.end() ? shared.original->cpp_name : alias->second;
    }
  }
  if (facts.directive->kind == omp::DirectiveKind::Scope) {
    std::string thread = freshName("thread");
    braced(fmt::format("for (int {0} = 0; {0} < omp_get_num_threads(); ++{0}) ", thread), *stmt.body);
  } else {
    regionBody(facts, *stmt.body);
  }
  renamed_ = std::move(outer_names);
}

} // namespace pyompcc::emit
