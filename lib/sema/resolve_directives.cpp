// lib/sema/resolve_directives.cpp
//
// Walks function bodies for `with openmp("...")` and `openmp("...")`.
#include "lib/sema/resolve_directives.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/omp/parse_directive.h"
#include "lib/omp/tables.h"
#include "lib/parse/parse.h"
#include "lib/sema/builtins.h"
#include "lib/sema/choose_variant.h"
#include "lib/sema/declare_reduction.h"
#include "lib/sema/directive_string.h"
#include "lib/sema/expand_globals.h"
#include "lib/sema/expand_prange.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/resolve_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

using omp::ArgumentForm;
using omp::ClauseKind;

// Is a plain name in such a clause a variable to list, and not an expression to evaluate?
bool listsVariables(ArgumentForm form) {
  switch (form) {
  case ArgumentForm::Names:
  case ArgumentForm::Locators:
  case ArgumentForm::KeywordNames:
  case ArgumentForm::Reduction:
  case ArgumentForm::Linear:
  case ArgumentForm::Aligned:
  case ArgumentForm::Allocate:
  case ArgumentForm::Affinity:
  case ArgumentForm::Depend:
  case ArgumentForm::Map:
  case ArgumentForm::Motion: return true;
  default: return false;
  }
}

// Does it list places in memory, which are found by expressions?
bool listsPlaces(ArgumentForm form) { return form == ArgumentForm::Affinity || form == ArgumentForm::Depend; }

// Does its argument hold no Python at all?
bool holdsNoPython(ArgumentForm form) {
  switch (form) {
  case ArgumentForm::UsesAllocators:
  case ArgumentForm::Init:
  case ArgumentForm::When:
  case ArgumentForm::Variant:
  case ArgumentForm::DirectiveNames:
  case ArgumentForm::Opaque: return true;
  default: return false;
  }
}

bool needsConstant(ClauseKind kind) {
  switch (kind) {
  case ClauseKind::Collapse:
  case ClauseKind::Hint:
  case ClauseKind::Ordered:
  case ClauseKind::Partial:
  case ClauseKind::Safelen:
  case ClauseKind::Simdlen: return true;
  default: return false;
  }
}

class DirectiveResolver {
 public:
  DirectiveResolver(FunctionInfo& function, ast::ParsedModule& parsed, const support::SourceFile& source,
                    Program& program, Resolutions& resolutions, support::NameTable& names, diag::Emitter& emitter)
      : function_(function), parsed_(parsed), source_(source), program_(program), resolutions_(resolutions),
        names_(names), emitter_(emitter) {}

  void run() {
    function_.first_clause_node = parsed_.node_count;
    std::size_t errors = emitter_.errorCount();
    // Statements nest without bound (`elif`), so the walk keeps its own stack.
    std::vector<Place> stack;
    pushBody(stack, function_.def->body, -1);
    while (!stack.empty()) {
      Place place = stack.back();
      stack.pop_back();
      visit(stack, place);
    }
    function_.clause_node_count = parsed_.node_count - function_.first_clause_node;
    ReductionPlace place{parsed_, source_, program_, resolutions_, names_, emitter_, function_.module, function_.index};
    for (const omp::Directive* declaration : declarations_) declareReduction(*declaration, place);
    place.function = std::nullopt;
    for (const auto& [op, loc] : extremes_) declareTupleReduction(op, loc, place);
    function_.rejected = emitter_.errorCount() != errors;
  }

 private:
  struct Place {
    const ast::Node* node;
    int region;
  };

  template <class Nodes> void pushBody(std::vector<Place>& stack, const Nodes& nodes, int region) {
    for (auto it = nodes.rbegin(); it != nodes.rend(); ++it) stack.push_back({*it, region});
  }

  void visit(std::vector<Place>& stack, const Place& place) {
    if (const auto* with = ast::as<ast::With>(place.node)) {
      if (const ast::Call* context = contextOf(*with)) {
        pushBody(stack, with->body, addRegion(*with, *context, place.region));
        return;
      }
    }
    if (const auto* stmt = ast::as<ast::ExprStmt>(place.node)) {
      const auto* call = ast::as<ast::Call>(stmt->value);
      if (call && isOpenmp(*call->func)) {
        addRegion(*stmt, *call, place.region);
        return;
      }
    }
    if (isOpenmp(*place.node)) {
      function_.native = true;
      emitter_.report(parsed_.loc(*place.node), diag::ContextOutOfPlace);
    }
    bool scope = ast::as<ast::FunctionDef>(place.node) || ast::as<ast::AsyncFunctionDef>(place.node) ||
                 ast::as<ast::ClassDef>(place.node);
    if (scope) return;
    std::size_t first = stack.size();
    ast::forEachChild(*place.node, [&](const ast::Node& child) { stack.push_back({&child, place.region}); });
    std::reverse(stack.begin() + static_cast<std::ptrdiff_t>(first), stack.end());
  }

  bool isOpenmp(const ast::Node& node) const {
    const Resolution& resolution = resolutions_(function_, node);
    return resolution.kind == Resolution::Kind::Builtin && resolution.builtin == Builtin::PyompOpenmp;
  }

  // The call `openmp(...)` of a with statement; those of several have been taken apart (expand_contexts).
  const ast::Call* contextOf(const ast::With& with) {
    const ast::Call* found = nullptr;
    for (const ast::WithItem* item : with.items) {
      const auto* call = ast::as<ast::Call>(item->context_expr);
      if (!call || !isOpenmp(*call->func)) continue;
      found = call;
      if (with.items.size() == 1 && !item->optional_vars) continue;
      function_.native = true;
      emitter_.report(parsed_.loc(*item), diag::ContextNotAlone);
    }
    return found;
  }

  // The region that the statements of the block stand in; that around the context when the directive cannot be read.
  int addRegion(const ast::Stmt& stmt, const ast::Call& context, int parent) {
    function_.native = true;
    if (context.args.size() != 1 || !context.keywords.empty()) {
      emitter_.report(parsed_.loc(context), diag::ContextArguments);
      return parent;
    }
    const ast::Expr& argument = *context.args[0];
    auto lookup = [&](const ast::Expr& expr) { return constantValue(program_, resolutions_(function_, expr)); };
    std::optional<omp::DirectiveText> text = directiveString(argument, parsed_, source_, lookup);
    if (!text) {
      emitter_.report(parsed_.loc(argument), diag::DirectiveNotConstant);
      return parent;
    }
    std::optional<omp::Directive> directive = omp::parseDirective(*text, emitter_);
    if (!directive) return parent;
    if (directive->kind == omp::DirectiveKind::Threadprivate) {
      emitter_.report(directive->loc, diag::ThreadprivateInFunction);
      return parent;
    }
    Region region;
    region.stmt = &stmt;
    region.parent = parent;
    const auto* context_name = ast::as<ast::NameExpr>(context.func);
    region.from_prange = context_name && names_.text(context_name->id) == PrangeContextName;
    region.directive = replaced(keep(std::move(*directive)), parent);
    for (const omp::Clause& clause : region.directive->clauses) {
      region.clause_exprs.push_back(parseClause(*region.directive, clause));
      noteReduction(clause);
    }
    if (region.directive->kind == omp::DirectiveKind::DeclareReduction) {
      declarations_.push_back(region.directive);
    }
    region.clause_constants = constantsOf(region);
    region.depth = depthOf(region);
    region.loops = loopsOf(region);
    region.loop = region.loops.empty() ? nullptr : region.loops.front();
    // The block of a directive that stands on nothing runs after it, in the region around.
    bool opens = omp::association(*region.directive) != omp::Association::None;
    function_.regions.push_back(std::move(region));
    return opens ? static_cast<int>(function_.regions.size()) - 1 : parent;
  }

  // Tuples are reduced as Python's functions do.
  void noteReduction(const omp::Clause& clause) {
    auto op = omp::isReduction(clause.kind) ? clause.get<omp::ReductionOperator>() : std::nullopt;
    if (op == omp::ReductionOperator::Min || op == omp::ReductionOperator::Max) extremes_.emplace_back(*op, clause.loc);
  }

  const omp::Directive* keep(omp::Directive directive) {
    return program_.directives.emplace_back(std::make_unique<omp::Directive>(std::move(directive))).get();
  }

  // What the directive stands for while compiling: a metadirective for its variant, an error that is reported here for
  // nothing.
  const omp::Directive* replaced(const omp::Directive* directive, int parent) {
    using omp::DirectiveKind;
    if (directive->kind == DirectiveKind::Metadirective || directive->kind == DirectiveKind::BeginMetadirective) {
      auto value = [&](const omp::Item& item, std::string_view part) { return valueOf(item, part); };
      return replaced(keep(chooseVariant(*directive, constructsAround(parent), value, emitter_)), parent);
    }
    bool reports = directive->kind == DirectiveKind::Error;
    for (const omp::Clause& clause : directive->clauses) reports &= !clause.has(omp::AtKind::Execution);
    if (!reports) return directive;
    reportError(*directive);
    return keep({DirectiveKind::Nothing, directive->loc, {}, std::nullopt, {}});
  }

  // `error at(compilation)` (OpenMP 5.2 section 8.5).
  void reportError(const omp::Directive& directive) {
    const omp::Clause* severity = directive.find(ClauseKind::Severity);
    const omp::Clause* message = directive.find(ClauseKind::Message);
    std::string text = "an `error` directive";
    if (message && !message->items.empty()) {
      const omp::Item& item = message->items.front();
      std::optional<FoldedValue> value = valueOf(item, item.text);
      if (!value || value->kind != TypeKind::Str) {
        emitter_.report(item.loc, diag::MessageNotConstant);
        return;
      }
      text = value->text;
    }
    if (severity && severity->has(omp::SeverityKind::Warning)) {
      emitter_.report(directive.loc, diag::ProgramWarns, text);
    } else {
      emitter_.report(directive.loc, diag::ProgramFails, text);
    }
  }

  // The value of an item, or of a part of its text.
  std::optional<FoldedValue> valueOf(const omp::Item& item, std::string_view part) {
    auto offset = static_cast<std::uint32_t>(part.data() - item.text.data());
    omp::Item piece = item;
    piece.text = part;
    if (item.loc.end - item.loc.begin == item.text.size()) {
      piece.loc.begin += offset;
      piece.loc.end = piece.loc.begin + static_cast<std::uint32_t>(part.size());
    }
    const ast::Expr* expr = parseItem(piece);
    auto lookup = [&](const ast::Expr& name) { return constantValue(program_, resolutions_(function_, name)); };
    return expr ? foldConstant(*expr, lookup) : std::nullopt;
  }

  // The leaf constructs around, outermost first.
  std::vector<omp::DirectiveKind> constructsAround(int region) const {
    std::vector<int> around;
    for (; region >= 0; region = function_.regions[static_cast<std::size_t>(region)].parent) around.push_back(region);
    std::vector<omp::DirectiveKind> constructs;
    for (auto it = around.rbegin(); it != around.rend(); ++it) {
      std::span<const omp::DirectiveKind> leaves =
          omp::leafConstructs(function_.regions[static_cast<std::size_t>(*it)].directive->kind);
      constructs.insert(constructs.end(), leaves.begin(), leaves.end());
    }
    return constructs;
  }

  std::vector<const ast::Expr*> parseClause(const omp::Directive& directive, const omp::Clause& clause) {
    ArgumentForm form = omp::argumentForm(directive.kind, clause.kind);
    std::vector<const ast::Expr*> exprs;
    // What stands in a declaration is a function of its own (declare_reduction).
    if (clause.kind == ClauseKind::Initializer) return exprs;
    for (const omp::Item& item : clause.items) {
      bool variable = item.form == omp::Item::Form::Name && listsVariables(form) && !listsPlaces(form);
      // What threads give to each other of their own variables of the module is found by an expression too.
      bool gives = clause.kind == ClauseKind::Copyin || clause.kind == ClauseKind::Copyprivate;
      if (variable && gives && isModuleVariable(names_.intern(item.name))) variable = false;
      if (clause.kind == ClauseKind::Copyin && !isThreadprivate(names_.intern(item.name))) {
        emitter_.report(item.loc, diag::CopyinNotThreadprivate, item.name, item.name);
      }
      exprs.push_back(variable || holdsNoPython(form) ? nullptr : parseItem(item));
    }
    return exprs;
  }

  const ast::Expr* parseItem(const omp::Item& item) {
    std::string_view in_file = source_.text().substr(item.loc.begin, item.loc.end - item.loc.begin);
    const ast::Expr* expr =
        in_file == item.text ? parse::parseExpression(parsed_, source_, item.loc.begin, item.loc.end, names_, emitter_)
                             : parse::parseExpression(parsed_, item.text, item.loc, names_, emitter_);
    if (!expr) return nullptr;
    expr = expandGlobals(*expr, parsed_, names_, [this](Name name) { return isModuleVariable(name); });
    resolveNames(*expr, function_, resolutions_, names_);
    return expr;
  }

  // What `copyin` takes (OpenMP 5.2 section 5.7.1).
  bool isThreadprivate(Name name) const {
    return isModuleVariable(name) &&
           std::ranges::any_of(program_.modules[function_.module].variables, [&](const ModuleVariable& variable) {
             return variable.name == name && variable.threadprivate;
           });
  }

  bool isModuleVariable(Name name) const {
    Name list = names_.intern(fmt::format("{}{}", GlobalPrefix, names_.text(name)));
    return !resolutions_.locals[function_.index].contains(name) &&
           resolutions_.modules[function_.module].globals.contains(list);
  }

  // Clauses that C++ evaluates when it is compiled.
  std::vector<std::optional<std::int64_t>> constantsOf(const Region& region) const {
    std::vector<std::optional<std::int64_t>> constants(region.clause_exprs.size());
    auto lookup = [&](const ast::Expr& expr) { return constantValue(program_, resolutions_(function_, expr)); };
    for (std::size_t i = 0; i < constants.size(); ++i) {
      const auto& exprs = region.clause_exprs[i];
      if (!needsConstant(region.directive->clauses[i].kind) || exprs.size() != 1 || !exprs[0]) continue;
      std::optional<FoldedValue> value = foldConstant(*exprs[0], lookup);
      if (value && value->kind == TypeKind::Int && value->integer >= 0) constants[i] = value->integer;
    }
    return constants;
  }

  // How many loops the directive takes (OpenMP 5.2 sections 4.4.3, 4.4.4 and 9.1): the largest of `collapse`, `ordered`
  // and the number of `sizes`. 0 when an argument is no positive constant.
  static std::int64_t depthOf(const Region& region) {
    std::int64_t depth = 1;
    for (std::size_t i = 0; i < region.directive->clauses.size(); ++i) {
      ClauseKind kind = region.directive->clauses[i].kind;
      const auto& exprs = region.clause_exprs[i];
      if (kind == ClauseKind::Sizes) depth = std::max(depth, static_cast<std::int64_t>(exprs.size()));
      if ((kind != ClauseKind::Collapse && kind != ClauseKind::Ordered) || exprs.empty()) continue;
      std::int64_t count = region.clause_constants[i].value_or(0);
      if (count < 1) return 0;
      depth = std::max(depth, count);
    }
    return depth;
  }

  static std::vector<const ast::For*> loopsOf(const Region& region) {
    std::vector<const ast::For*> loops;
    const auto* with = ast::as<ast::With>(region.stmt);
    if (!with || omp::association(*region.directive) != omp::Association::Loop) return loops;
    std::span<ast::Stmt* const> body = with->body;
    while (body.size() == 1 && (loops.empty() || static_cast<std::int64_t>(loops.size()) < region.depth)) {
      const auto* loop = ast::as<ast::For>(body[0]);
      if (!loop) break;
      loops.push_back(loop);
      body = loop->body;
    }
    return loops;
  }

  FunctionInfo& function_;
  ast::ParsedModule& parsed_;
  const support::SourceFile& source_;
  Program& program_;
  Resolutions& resolutions_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  std::vector<const omp::Directive*> declarations_;
  std::vector<std::pair<omp::ReductionOperator, support::Loc>> extremes_; ///< reductions by min and max
};

// What is named must be a variable that C++ can have one of for each thread: a number (OpenMP 5.2 section 5.2).
void checkThreadprivate(const omp::Directive& directive, const ReductionPlace& place) {
  const ModuleInfo& module = place.program.modules[place.module];
  for (const omp::Item& item : directive.arguments) {
    Name name = place.names.intern(item.name);
    bool known = std::ranges::any_of(module.variables, [&](const ModuleVariable& variable) {
      return variable.name == name && variable.threadprivate && isNumber(variable.type);
    });
    if (!known) place.emitter.report(item.loc, diag::ThreadprivateName, item.name, item.name);
  }
}

// Declarations at the level of the module: openmp("declare reduction(...)"), openmp("threadprivate(...)").
void declareReductions(const ReductionPlace& place) {
  const ModuleNames& table = place.resolutions.modules[place.module];
  std::span<ast::Stmt* const> body = place.parsed.root->body;
  for (const ast::Stmt* stmt : body) {
    const auto* statement = ast::as<ast::ExprStmt>(stmt);
    const auto* call = statement ? ast::as<ast::Call>(statement->value) : nullptr;
    if (!call || call->args.size() != 1) continue;
    const Resolution& callee = table(*call->func);
    if (callee.kind != Resolution::Kind::Builtin || callee.builtin != Builtin::PyompOpenmp) continue;
    auto lookup = [&](const ast::Expr& expr) { return constantValue(place.program, table(expr)); };
    std::optional<omp::DirectiveText> text = directiveString(*call->args[0], place.parsed, place.source, lookup);
    if (!text) continue;
    // Other directives mean nothing to the interpreter, which runs the module.
    diag::Emitter unheard;
    std::optional<omp::Directive> directive = omp::parseDirective(*text, unheard);
    if (directive && directive->kind == omp::DirectiveKind::Threadprivate) {
      checkThreadprivate(*omp::parseDirective(*text, place.emitter), place);
    }
    if (!directive || directive->kind != omp::DirectiveKind::DeclareReduction) continue;
    directive = omp::parseDirective(*text, place.emitter);
    declareReduction(*directive, place);
  }
}

// A context in a method or in a function inside a function would stay Python without a word.
void reportContextsElsewhere(const ast::ParsedModule& parsed, const ModuleInfo& module, const Program& program,
                             const ModuleNames& table, diag::Emitter& emitter) {
  std::unordered_set<const ast::Node*> compiled;
  for (std::uint32_t index : module.functions) compiled.insert(program.functions[index]->written);
  std::vector<const ast::Node*> others;
  ast::forEachNode(*parsed.root, [&](const ast::Node& node) {
    if (compiled.contains(&node)) return false;
    bool scope = ast::as<ast::FunctionDef>(&node) || ast::as<ast::AsyncFunctionDef>(&node);
    if (scope && std::ranges::count(program.kept_in_python, parsed.loc(node)) != 0) return false;
    if (scope) others.push_back(&node);
    return !scope;
  });
  for (const ast::Node* def : others) {
    ast::forEachNode(*def, [&](const ast::Node& node) {
      const Resolution& resolution = table(node);
      if (resolution.kind == Resolution::Kind::Builtin && resolution.builtin == Builtin::PyompOpenmp) {
        emitter.report(parsed.loc(node), diag::ContextInNestedFunction);
      }
      return true;
    });
  }
}

} // namespace

void resolveDirectives(std::span<ast::ParsedModule* const> parsed, const support::SourceSet& sources, Program& program,
                       Resolutions& resolutions, support::NameTable& names, diag::Emitter& emitter) {
  for (std::uint32_t module = 0; module < parsed.size(); ++module) {
    declareReductions({*parsed[module], sources[parsed[module]->file], program, resolutions, names, emitter, module});
  }
  // Declared reductions add functions, which hold no directives.
  std::size_t count = program.functions.size();
  for (std::size_t i = 0; i < count; ++i) {
    FunctionInfo& function = *program.functions[i];
    ast::ParsedModule& module = *parsed[function.module];
    DirectiveResolver(function, module, sources[module.file], program, resolutions, names, emitter).run();
  }
  // A context inside a function inside a function asks for all of it.
  for (auto& function : program.functions) {
    if (function->isInner() && function->native) program.functions[function->outer]->native = true;
  }
  for (std::uint32_t module = 0; module < parsed.size(); ++module) {
    reportContextsElsewhere(*parsed[module], program.modules[module], program, resolutions.modules[module], emitter);
  }
}

} // namespace pyompcc::sema
