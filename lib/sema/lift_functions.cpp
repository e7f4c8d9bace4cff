// lib/sema/lift_functions.cpp
//
// Copies a function and those inside it, each with its captured variables passed by hand.
#include "lib/sema/lift_functions.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace pyompcc::sema {
namespace {

/// Copies the body of one scope.
class ScopeCloner final : public ast::Cloner {
 public:
  ScopeCloner(ast::ParsedModule& module, support::NameTable& names, const NestedScopes& scopes,
              std::span<const LiftedFunction> inner, int scope, LiftedFunctions& result)
      : Cloner(module), names_(names), scopes_(scopes), inner_(inner), scope_(scope), result_(result) {}

  /// The def for this scope; inner ones get their captures as first parameters.
  ast::FunctionDef* cloneScope();

 private:
  ast::Node* replacement(const ast::Node& node) override;
  void cloneStatement(const ast::Stmt& stmt, std::vector<ast::Stmt*>& out) override;

  const NestedScope& scope() const { return scopes_.scopes()[static_cast<std::size_t>(scope_)]; }
  ast::NameExpr* name(const ast::Node& place, Name id, ast::ExprContext ctx = ast::ExprContext::Load);
  ast::Call* call(const ast::Node& place, ast::Expr* func, const std::vector<ast::Expr*>& args);
  ast::Call* builtin(const ast::Node& place, std::string_view id, std::vector<ast::Expr*> args);
  ast::Stmt* expression(const ast::Node& place, ast::Expr* value);
  ast::Stmt* assignment(const ast::Node& place, ast::Expr* target, ast::Expr* value);
  std::vector<ast::Expr*> captured(const ast::Node& place, int function);
  ast::Expr* functionValue(const ast::Node& place, int function);
  std::optional<int> functionNamed(Name id) const;
  bool isCell(Name id) const;
  Name fresh(std::string_view base);
  Name functionAround();
  void makeCells(std::vector<ast::Stmt*>& out);
  ast::Arguments* cloneArguments();
  ast::Call* generatorCall(const ast::GeneratorExp& generator, int function);
  void generatorBody(const ast::GeneratorExp& generator, std::vector<ast::Stmt*>& body);
  std::vector<ast::Stmt*> setCells(const ast::Node& place);
  void cloneLoop(const ast::For& loop, std::vector<ast::Stmt*>& out);
  void cloneAugmented(const ast::AugAssign& assign, std::vector<ast::Stmt*>& out);

  support::NameTable& names_;
  const NestedScopes& scopes_;
  std::span<const LiftedFunction> inner_; ///< scope 1 is the first
  int scope_;
  LiftedFunctions& result_;
  std::vector<std::pair<Name, Name>> stored_; ///< cells that a target assigns, and the variables that stand for them
  int fresh_names_ = 0;
};

ast::NameExpr* ScopeCloner::name(const ast::Node& place, Name id, ast::ExprContext ctx) {
  auto* result = make<ast::NameExpr>(place);
  result->id = id;
  result->ctx = ctx;
  return result;
}

ast::Call* ScopeCloner::call(const ast::Node& place, ast::Expr* func, const std::vector<ast::Expr*>& args) {
  auto* result = make<ast::Call>(place);
  result->func = func;
  result->args = module_.arena.copy(args);
  return result;
}

ast::Call* ScopeCloner::builtin(const ast::Node& place, std::string_view id, std::vector<ast::Expr*> args) {
  return call(place, name(place, names_.intern(id)), std::move(args));
}

ast::Stmt* ScopeCloner::expression(const ast::Node& place, ast::Expr* value) {
  auto* result = make<ast::ExprStmt>(place);
  result->value = value;
  return result;
}

ast::Stmt* ScopeCloner::assignment(const ast::Node& place, ast::Expr* target, ast::Expr* value) {
  auto* result = make<ast::Assign>(place);
  result->targets = module_.arena.copy(std::vector<ast::Expr*>{target});
  result->value = value;
  return result;
}

// The variables that an inner function uses, as arguments.
std::vector<ast::Expr*> ScopeCloner::captured(const ast::Node& place, int function) {
  std::vector<ast::Expr*> args;
  for (Variable variable : scopes_.scopes()[static_cast<std::size_t>(function)].captures) {
    args.push_back(name(place, variable.second));
  }
  return args;
}

ast::Expr* ScopeCloner::functionValue(const ast::Node& place, int function) {
  std::vector<ast::Expr*> args = captured(place, function);
  args.insert(args.begin(), name(place, inner_[static_cast<std::size_t>(function - 1)].name));
  return builtin(place, MakeFunctionName, std::move(args));
}

std::optional<int> ScopeCloner::functionNamed(Name id) const {
  auto variable = scopes_.find(scope_, id);
  return variable ? scopes_.functionOf(*variable) : std::nullopt;
}

bool ScopeCloner::isCell(Name id) const {
  auto variable = scopes_.find(scope_, id);
  return variable && scopes_.isCell(*variable);
}

Name ScopeCloner::fresh(std::string_view base) {
  while (true) {
    Name id =
        names_.intern(fresh_names_ == 0 ? fmt::format("new_{}", base) : fmt::format("new_{}_{}", base, fresh_names_));
    ++fresh_names_;
    bool taken =
        std::ranges::any_of(scopes_.scopes(), [&](const NestedScope& other) { return other.bound.contains(id); });
    if (!taken) return id;
  }
}

ast::Node* ScopeCloner::replacement(const ast::Node& node) {
  if (const auto* lambda = ast::as<ast::Lambda>(&node)) return functionValue(node, *scopes_.scopeOf(*lambda));
  if (const auto* generator = ast::as<ast::GeneratorExp>(&node)) {
    auto function = scopes_.scopeOf(*generator);
    return function ? generatorCall(*generator, *function) : nullptr;
  }
  if (const auto* written = ast::as<ast::Call>(&node)) {
    const auto* func = ast::as<ast::NameExpr>(written->func);
    auto function = func ? functionNamed(func->id) : std::nullopt;
    if (!function) return nullptr;
    std::vector<ast::Expr*> args = captured(*func, *function);
    for (const ast::Expr* arg : written->args) args.push_back(cloneAs(arg));
    ast::Call* direct = call(node, name(*func, inner_[static_cast<std::size_t>(*function - 1)].name), std::move(args));
    std::vector<ast::Keyword*> keywords;
    for (const ast::Keyword* keyword : written->keywords) keywords.push_back(cloneAs(keyword));
    direct->keywords = module_.arena.copy(keywords);
    return direct;
  }
  const auto* used = ast::as<ast::NameExpr>(&node);
  if (!used) return nullptr;
  if (used->ctx == ast::ExprContext::Load) {
    if (auto function = functionNamed(used->id)) return functionValue(node, *function);
    return isCell(used->id) ? builtin(node, CellGetName, {name(node, used->id)}) : nullptr;
  }
  if (!isCell(used->id)) return nullptr;
  if (used->ctx == ast::ExprContext::Del) {
    result_.problems.push_back({module_.loc(node), "`del` of a variable that functions inside share", "leave it out"});
  }
  Name stand_in = fresh(names_.text(used->id));
  stored_.emplace_back(used->id, stand_in);
  return name(node, stand_in, ast::ExprContext::Store);
}

// The cells of the targets that have just been copied get the values of the variables that stand for them.
std::vector<ast::Stmt*> ScopeCloner::setCells(const ast::Node& place) {
  std::vector<ast::Stmt*> stmts;
  for (auto [cell, stand_in] : stored_) {
    stmts.push_back(expression(place, builtin(place, CellSetName, {name(place, cell), name(place, stand_in)})));
  }
  stored_.clear();
  return stmts;
}

void ScopeCloner::cloneStatement(const ast::Stmt& stmt, std::vector<ast::Stmt*>& out) {
  if (ast::as<ast::FunctionDef>(&stmt) || ast::as<ast::Nonlocal>(&stmt)) return;
  if (const auto* loop = ast::as<ast::For>(&stmt)) return cloneLoop(*loop, out);
  if (const auto* assign = ast::as<ast::AugAssign>(&stmt)) return cloneAugmented(*assign, out);
  const auto* assign = ast::as<ast::Assign>(&stmt);
  const auto* target = assign && assign->targets.size() == 1 ? ast::as<ast::NameExpr>(assign->targets[0]) : nullptr;
  if (target && isCell(target->id)) {
    out.push_back(expression(stmt, builtin(stmt, CellSetName, {name(*target, target->id), cloneAs(assign->value)})));
    result_.written[out.back()] = &stmt;
    return;
  }
  out.push_back(cloneAs(&stmt));
  result_.written[out.back()] = &stmt;
  bool simple = assign || ast::as<ast::AnnAssign>(&stmt);
  if (!stored_.empty() && !simple) {
    result_.problems.push_back({module_.loc(stmt),
                                "an assignment of this form to a variable that functions inside share",
                                "assign it in a statement of its own"});
  }
  for (ast::Stmt* set : setCells(stmt)) out.push_back(set);
}

void ScopeCloner::cloneLoop(const ast::For& loop, std::vector<ast::Stmt*>& out) {
  auto* copy = make<ast::For>(loop);
  copy->target = cloneAs(loop.target);
  std::vector<ast::Stmt*> body = setCells(*loop.target);
  copy->iter = cloneAs(loop.iter);
  std::span<ast::Stmt*> rest = cloneBody(loop.body);
  body.insert(body.end(), rest.begin(), rest.end());
  copy->body = module_.arena.copy(body);
  copy->orelse = cloneBody(loop.orelse);
  out.push_back(copy);
  result_.written[copy] = &loop;
}

// cell += e    takes the value, changes it as the operator does, and puts it back.
void ScopeCloner::cloneAugmented(const ast::AugAssign& assign, std::vector<ast::Stmt*>& out) {
  const auto* target = ast::as<ast::NameExpr>(assign.target);
  if (!target || !isCell(target->id)) {
    out.push_back(cloneAs(&assign));
    result_.written[out.back()] = &assign;
    return;
  }
  Name value = fresh(names_.text(target->id));
  out.push_back(assignment(assign, name(*target, value, ast::ExprContext::Store),
                           builtin(*target, CellGetName, {name(*target, target->id)})));
  result_.written[out.back()] = &assign;
  auto* update = make<ast::AugAssign>(assign);
  update->target = name(*target, value, ast::ExprContext::Store);
  update->op = assign.op;
  update->value = cloneAs(assign.value);
  out.push_back(update);
  out.push_back(expression(assign, builtin(assign, CellSetName, {name(*target, target->id), name(*target, value)})));
}

void ScopeCloner::makeCells(std::vector<ast::Stmt*>& out) {
  std::vector<Name> cells;
  for (const auto& [id, bindings] : scope().bound) {
    if (scopes_.isCell({scope_, id})) cells.push_back(id);
  }
  std::ranges::sort(cells);
  for (Name id : cells) {
    const ast::Node& place = *scope().node;
    bool is_parameter = scope().bound.at(id).front().position == place.begin;
    std::vector<ast::Expr*> args;
    if (is_parameter) args.push_back(name(place, id));
    out.push_back(assignment(place, name(place, id, ast::ExprContext::Store), builtin(place, CellNewName, args)));
  }
}

ast::Arguments* ScopeCloner::cloneArguments() {
  auto* args = scope().args ? cloneAs(scope().args) : make<ast::Arguments>(*scope().node);
  if (scope_ == 0) return args;
  std::vector<ast::Arg*> values;
  for (Name value : scope().values) {
    auto* arg = make<ast::Arg>(*scope().node);
    arg->arg = value;
    values.push_back(arg);
  }
  if (!scope().args) args->args = module_.arena.copy(values);
  std::vector<ast::Arg*> first;
  for (Variable variable : scope().captures) {
    auto* arg = make<ast::Arg>(*scope().node);
    arg->arg = variable.second;
    first.push_back(arg);
  }
  // A parameter before others of position only is one too.
  first.insert(first.end(), args->posonlyargs.begin(), args->posonlyargs.end());
  args->posonlyargs = module_.arena.copy(first);
  return args;
}

Name ScopeCloner::functionAround() {
  int around = scope().parent;
  const ast::FunctionDef* def = nullptr;
  while (!def && around >= 0) {
    const NestedScope& outer = scopes_.scopes()[static_cast<std::size_t>(around)];
    def = ast::as<ast::FunctionDef>(outer.node);
    if (!def && ast::as<ast::Lambda>(outer.node)) return names_.intern("<lambda>");
    around = outer.parent;
  }
  return def ? def->name : names_.intern("<lambda>");
}

// (x * x for x in xs)    becomes    outer.genexpr(xs)
ast::Call* ScopeCloner::generatorCall(const ast::GeneratorExp& generator, int function) {
  std::vector<ast::Expr*> args = captured(generator, function);
  for (const ast::Expr* value : firstValues(generator, names_)) args.push_back(cloneAs(value));
  return call(generator, name(generator, inner_[static_cast<std::size_t>(function - 1)].name), std::move(args));
}

// for x in values: if condition: yield x * x
void ScopeCloner::generatorBody(const ast::GeneratorExp& generator, std::vector<ast::Stmt*>& body) {
  auto* yield = make<ast::Yield>(*generator.elt);
  yield->value = cloneAs(generator.elt);
  std::vector<ast::Stmt*> inner{expression(*generator.elt, yield)};
  for (std::size_t i = generator.generators.size(); i-- > 0;) {
    const ast::Comprehension& clause = *generator.generators[i];
    for (std::size_t j = clause.ifs.size(); j-- > 0;) {
      auto* branch = make<ast::If>(*clause.ifs[j]);
      branch->test = cloneAs(clause.ifs[j]);
      branch->body = module_.arena.copy(inner);
      inner = {branch};
    }
    auto* loop = make<ast::For>(clause);
    loop->target = cloneAs(clause.target);
    std::vector<ast::Stmt*> block = setCells(*clause.target);
    block.insert(block.end(), inner.begin(), inner.end());
    if (i > 0) {
      loop->iter = cloneAs(clause.iter);
    } else {
      std::vector<ast::Expr*> values;
      for (Name value : scope().values) values.push_back(name(*clause.iter, value));
      bool is_range = firstValues(generator, names_)[0] != clause.iter;
      loop->iter = is_range ? builtin(*clause.iter, "range", values) : values[0];
    }
    loop->body = module_.arena.copy(block);
    inner = {loop};
  }
  body.insert(body.end(), inner.begin(), inner.end());
}

ast::FunctionDef* ScopeCloner::cloneScope() {
  const ast::Node& node = *scope().node;
  auto* copy = make<ast::FunctionDef>(node);
  copy->args = cloneArguments();
  std::vector<ast::Stmt*> body;
  if (const auto* generator = ast::as<ast::GeneratorExp>(&node)) {
    copy->name = names_.intern("<genexpr>");
    makeCells(body);
    generatorBody(*generator, body);
  } else if (const auto* lambda = ast::as<ast::Lambda>(&node)) {
    // One that was not written is part of the function around in a traceback (sema/wrap_builtins.h).
    bool written = lambda->args->args.empty() || lambda->args->args[0]->begin != lambda->begin;
    copy->name = written ? names_.intern("<lambda>") : functionAround();
    makeCells(body);
    auto* result = make<ast::Return>(*lambda->body);
    result->value = cloneAs(lambda->body);
    body.push_back(result);
  } else {
    const auto& def = static_cast<const ast::FunctionDef&>(node);
    copy->name = def.name;
    copy->returns = cloneAs(def.returns);
    std::vector<ast::Expr*> decorators;
    for (const ast::Expr* decorator : def.decorator_list) decorators.push_back(cloneAs(decorator));
    copy->decorator_list = module_.arena.copy(decorators);
    std::span<ast::Stmt*> rest = cloneBody(def.body);
    const auto* first = rest.empty() ? nullptr : ast::as<ast::ExprStmt>(rest[0]);
    const auto* text = first ? ast::as<ast::Constant>(first->value) : nullptr;
    bool docstring = text && text->value.kind == ast::ConstantValue::Kind::Str;
    if (docstring) body.push_back(rest[0]);
    makeCells(body);
    body.insert(body.end(), rest.begin() + (docstring ? 1 : 0), rest.end());
    result_.written[copy] = &def;
  }
  copy->body = module_.arena.copy(body);
  return copy;
}

} // namespace

LiftedFunctions liftFunctions(const ast::FunctionDef& def, Name path_of_def, ast::ParsedModule& parsed,
                              support::NameTable& names) {
  LiftedFunctions result;
  NestedScopes scopes(def, parsed, names);
  if (!scopes.hasNested()) return result;
  result.problems = scopes.problems();
  std::vector<Name> paths{path_of_def};
  for (std::size_t i = 1; i < scopes.scopes().size(); ++i) {
    const NestedScope& scope = scopes.scopes()[i];
    const auto* inner = ast::as<ast::FunctionDef>(scope.node);
    std::string_view around = names.text(paths[static_cast<std::size_t>(scope.parent)]);
    std::string own = inner ? std::string(names.text(inner->name)) : scope.args ? "lambda" : "genexpr";
    std::string path = fmt::format("{}.{}", around, own);
    for (int number = 2; std::ranges::find(paths, names.intern(path)) != paths.end(); ++number) {
      path = fmt::format("{}.{}_{}", around, own, number);
    }
    paths.push_back(names.intern(path));
    std::ranges::replace(path, '.', '_');
    result.inner.push_back({nullptr, paths.back(), names.intern(path), scope.captures.size()});
  }
  for (std::size_t i = 0; i < scopes.scopes().size(); ++i) {
    ScopeCloner cloner(parsed, names, scopes, result.inner, static_cast<int>(i), result);
    ast::FunctionDef* copy = cloner.cloneScope();
    if (i == 0) result.outer = copy;
    if (i > 0) result.inner[i - 1].def = copy;
    if (cloner.tooDeep()) result.problems.push_back({parsed.loc(def), "a function this deeply nested", "split it"});
  }
  return result;
}

} // namespace pyompcc::sema
