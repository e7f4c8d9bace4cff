// lib/sema/infer_statement.cpp
//
// Types of variables: statements, targets of assignments, results.
#include "lib/diag/rows/sema.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/instance_inference.h"

#include <algorithm>
#include <utility>

namespace pyompcc::sema {

namespace {

/// xs.append(xs): of such types there is no end.
constexpr int DeepestNesting = 24;
int nesting(Type type) {
  int deepest = 0;
  for (Type element : type->elements) deepest = std::max(deepest, nesting(element));
  return deepest + 1;
}

} // namespace

InstanceInference::InstanceInference(const InferenceContext& context, Instance& instance)
    : context_(context), instance_(instance), function_(*instance.function),
      parsed_(*context.program.modules[instance.function->module].parsed), origins_(instance.function->webs.size()) {
  for (const Region& region : function_.regions) region_of_stmt_[region.stmt] = &region;
}

bool InstanceInference::run() {
  Type before = instance_.result;
  std::vector<Type> filled = filledParameters();
  mode_ = Mode::Silent;
  do {
    changed_ = false;
    walk();
  } while (changed_);
  return instance_.result != before || cellsChanged() || filledParameters() != filled;
}

// What the function is known to put into containers that its caller knows nothing of.
std::vector<Type> InstanceInference::filledParameters() const {
  std::vector<Type> filled;
  std::vector<const ast::Arg*> params = parameters(*function_.def->args);
  for (std::size_t i = 0; i < params.size() && i < instance_.params.size(); ++i) {
    WebId web = function_.web(*params[i]);
    if (web && hasUnknown(instance_.params[i])) filled.push_back(instance_.web_types[web.index]);
  }
  return filled;
}

void InstanceInference::report() {
  mode_ = Mode::Reporting;
  walk();
  reportCells();
  reportUnknownElements();
}

void InstanceInference::walk() {
  has_errors_ = false;
  instance_.passed.clear();
  instance_.reductions.clear();
  instance_.implicit.clear();
  narrowed_.clear();
  dead_ = false;
  joinParameters();
  inferBlock(function_.def->body);
  joinRegionCopies();
  if (function_.falls_off_end && !dead_) {
    support::Loc place = loc(*function_.def);
    joinResult(function_.is_generator ? generatorOf(types().unknown(), types().none()) : types().none(), place);
  }
}

// Variables and results.

// An error is no value: the variable keeps the type of its other values, so that the last walk finds the error where it
// is made. So does a value that does not fit.
void InstanceInference::join(WebId web, Type type, support::Loc place, bool by_use) {
  if (!web || !isSettled(type)) return;
  Type& known = instance_.web_types[web.index];
  Type joined = joinTypes(types(), known, type);
  if (!joined) joined = widened(web, type, by_use);
  Origin& origin = origins_[web.index];
  bool fits = joined && (joined->kind != TypeKind::Optional || canBeOptional(joined->elements[0])) &&
              (joined == known || nesting(joined) <= DeepestNesting);
  if (mode_ == Mode::Reporting) {
    if (fits && joined == known) return;
    std::string_view name = context_.names.text(function_.webs[web.index].name);
    sayAt(place, diag::TypeConflict, name, typeName(type), typeName(known))
        .note(origin.loc, diag::FirstAssignment, name, typeName(origin.type));
    return;
  }
  if (!fits || joined == known) return;
  if (!isSettled(known)) origin = {type, place};
  known = joined;
  changed_ = true;
}

void InstanceInference::joinResult(Type type, support::Loc place) {
  if (!isSettled(type)) return;
  Type& known = instance_.result;
  Type joined = joinTypes(types(), known, type);
  if (known->kind == TypeKind::Generator && type->kind == TypeKind::Generator) joined = joinedGenerator(known, type);
  if (!joined && mode_ == Mode::Silent && widenTypes(types(), known, type) == type) joined = type;
  bool fits = joined && (joined->kind != TypeKind::Optional || canBeOptional(joined->elements[0]));
  if (mode_ == Mode::Silent) {
    if (!fits || joined == known) return;
    if (!isSettled(known)) result_origin_ = {type, place};
    known = joined;
    changed_ = true;
    return;
  }
  if (fits && joined == known) return;
  bool falls_off = place == loc(*function_.def);
  auto reported = falls_off ? sayAt(place, diag::MissingReturn, context_.names.text(function_.name))
                            : sayAt(place, diag::ResultConflict, typeName(type), typeName(known));
  reported.note(result_origin_.loc, diag::ReturnedHere, typeName(result_origin_.type));
}

void InstanceInference::joinParameters() {
  std::vector<const ast::Arg*> args = parameters(*function_.def->args);
  for (std::size_t i = 0; i < args.size() && i < instance_.params.size(); ++i) {
    join(function_.web(*args[i]), instance_.params[i], loc(*args[i]));
  }
}

// A copy has the type of its original: OpenMP makes it from the original's declaration.
void InstanceInference::joinRegionCopies() {
  for (const Region& region : function_.regions) {
    for (const SharingEntry& entry : region.sharing) {
      if (!entry.inside || !entry.outside || entry.inside == entry.outside) continue;
      Type inside = instance_.web_types[entry.inside.index];
      Type outside = instance_.web_types[entry.outside.index];
      join(entry.inside, outside, entry.loc);
      join(entry.outside, inside, entry.loc);
      if (entry.sharing == Sharing::Reduction || entry.identifier) checkReduction(entry);
    }
  }
}

// Statements.

void InstanceInference::inferBlock(std::span<ast::Stmt*> block) {
  for (const ast::Stmt* stmt : block) {
    if (dead_) {
      instance_.dead.insert(stmt->node_id.index);
      return;
    }
    instance_.dead.erase(stmt->node_id.index);
    inferStmt(*stmt);
  }
}

// A block that may run or not, from the state here; `dead_` tells whether its end is not reached.
bool InstanceInference::inferBranch(std::span<ast::Stmt*> block) {
  dead_ = false;
  inferBlock(block);
  return std::exchange(dead_, false);
}

// A block that may end anywhere or run again: what it assigns is not known before it nor behind it.
void InstanceInference::inferLoose(std::span<ast::Stmt*> block) {
  for (const ast::Stmt* stmt : block) forgetAssigned(*stmt);
  Narrowed before = narrowed_;
  inferBranch(block);
  narrowed_ = before;
}

void InstanceInference::inferStmt(const ast::Stmt& stmt) {
  using namespace ast;
  switch (stmt.kind) {
  case NodeKind::Pass: return;
  case NodeKind::Break:
  case NodeKind::Continue: dead_ = true; return;
  case NodeKind::If: return inferIf(static_cast<const If&>(stmt));
  case NodeKind::For: return inferFor(static_cast<const For&>(stmt));
  case NodeKind::With: return inferWith(static_cast<const With&>(stmt));
  case NodeKind::AugAssign: return inferAugAssign(static_cast<const AugAssign&>(stmt));
  case NodeKind::Raise:
    inferRaise(static_cast<const Raise&>(stmt));
    dead_ = true;
    return;
  case NodeKind::ExprStmt: return inferExprStmt(static_cast<const ExprStmt&>(stmt));
  case NodeKind::While: {
    const auto& loop = static_cast<const While&>(stmt);
    forgetAssigned(loop);
    Narrowed before = narrowed_;
    inferTruth(*loop.test);
    narrow(*loop.test, true);
    inferBranch(loop.body);
    narrowed_ = before;
    inferLoose(loop.orelse);
    return;
  }
  case NodeKind::Assign: {
    const auto& assign = static_cast<const Assign&>(stmt);
    Type value = infer(*assign.value);
    if (assign.targets.size() == 1) {
      const Expr& target = *assign.targets[0];
      value = adapted(*assign.value, value, wantedBy(target));
      // x, y = point
      bool unpacks = target.kind == NodeKind::Tuple || target.kind == NodeKind::List;
      if (Type made = unpacks ? iteratorOf(*assign.value, value) : nullptr) value = made;
    }
    for (const Expr* target : assign.targets) {
      inferTarget(*target, value);
      refineBySharing(*target, *assign.value, value);
    }
    return;
  }
  case NodeKind::AnnAssign: {
    const auto& assign = static_cast<const AnnAssign&>(stmt);
    if (!assign.value) return;
    Type value = infer(*assign.value);
    auto declared = function_.annotations.find(&assign);
    value = adapted(*assign.value, value,
                    declared != function_.annotations.end() ? declared->second : wantedBy(*assign.target));
    // xs: list[int] = []
    if (declared != function_.annotations.end() && hasUnknown(value)) {
      if (Type both = joinTypes(types(), value, declared->second)) value = both;
    }
    inferTarget(*assign.target, value);
    return refineBySharing(*assign.target, *assign.value, value);
  }
  case NodeKind::Return: {
    const auto& node = static_cast<const Return&>(stmt);
    if (function_.is_generator) {
      inferGeneratorResult(node);
      dead_ = true;
      return;
    }
    Type value = node.value ? infer(*node.value) : types().none();
    auto declared = function_.annotations.find(function_.def);
    if (node.value) {
      value =
          adapted(*node.value, value, declared != function_.annotations.end() ? declared->second : instance_.result);
    }
    if (declared != function_.annotations.end() && hasUnknown(value) && value->kind != TypeKind::Unknown) {
      if (Type both = joinTypes(types(), value, declared->second)) value = both;
    }
    joinResult(value, loc(stmt));
    if (node.value && hasUnknown(value)) refine(*node.value, instance_.result);
    dead_ = true;
    return;
  }
  case NodeKind::Assert: {
    const auto& node = static_cast<const Assert&>(stmt);
    inferTruth(*node.test);
    inferMessage(node.msg);
    return narrow(*node.test, true);
  }
  case NodeKind::Delete: {
    for (const Expr* target : static_cast<const Delete&>(stmt).targets) inferDeletion(*target);
    return;
  }
  case NodeKind::Try: return inferTry(static_cast<const Try&>(stmt));
  case NodeKind::Match: return inferMatch(static_cast<const Match&>(stmt));
  case NodeKind::Global:
    unsupported(stmt, "`global` of this name",
                "give it a number or a text at the level of the module, and assign it by `=`");
    return;
  case NodeKind::Nonlocal: unsupported(stmt, "assigning to a variable of an outer scope", "return the value"); return;
  case NodeKind::Import:
  case NodeKind::ImportFrom:
    unsupported(stmt, "`import` inside a function", "import at the beginning of the file");
    return;
  case NodeKind::FunctionDef:
  case NodeKind::AsyncFunctionDef:
    unsupported(stmt, "a function inside a function", "write it at the level of the module");
    return;
  case NodeKind::ClassDef: unsupported(stmt, "a class inside a function", "use tuples and arrays"); return;
  case NodeKind::AsyncFor:
  case NodeKind::AsyncWith: unsupported(stmt, "`async`", "use the ordinary statement"); return;
  default: unsupported(stmt, "this statement", "keep it outside of compiled functions"); return;
  }
}

// `elif` chains are as deep as the file is long, so they are walked in a loop.
void InstanceInference::inferIf(const ast::If& first) {
  // What holds where a branch ends; of several, what all agree on.
  std::optional<Narrowed> ended;
  auto end = [&](bool is_dead) {
    if (is_dead) return;
    if (!ended) {
      ended = narrowed_;
      return;
    }
    std::erase_if(*ended, [&](const auto& entry) {
      auto other = narrowed_.find(entry.first);
      return other == narrowed_.end() || other->second != entry.second;
    });
  };
  for (const ast::If* branch = &first; branch;) {
    inferTruth(*branch->test);
    std::optional<bool> truth = instance_.truthOf(*branch->test);
    if (truth != false) {
      Narrowed before = narrowed_;
      narrow(*branch->test, true);
      end(inferBranch(branch->body));
      narrowed_ = before;
    }
    if (truth == true) break;
    narrow(*branch->test, false);
    const ast::If* next = branch->orelse.size() == 1 ? ast::as<ast::If>(branch->orelse[0]) : nullptr;
    if (next) instance_.dead.erase(next->node_id.index);
    if (!next) end(inferBranch(branch->orelse));
    branch = next;
  }
  dead_ = !ended;
  if (ended) narrowed_ = *ended;
}

void InstanceInference::inferFor(const ast::For& loop) {
  Type item = inferIterable(*loop.iter);
  checkDelegation(loop);
  inferTarget(*loop.target, item);
  // for row in rows: row.append(1)    says what the rows are.
  const auto* single = ast::as<ast::NameExpr>(loop.target);
  if (single && function_.web(*single) && hasUnknown(item)) {
    refineHolder(*loop.iter, instance_.web_types[function_.web(*single).index]);
  }
  noteCounting(*loop.target, *loop.iter, false);
  forgetAssigned(loop);
  inferLoose(loop.body);
  inferLoose(loop.orelse);
}

void InstanceInference::inferWith(const ast::With& with) {
  auto region = region_of_stmt_.find(&with);
  if (region != region_of_stmt_.end()) {
    inferRegion(*region->second);
    inferLoose(with.body);
    // What comes out of the construct is no longer what tests before it have shown.
    for (const SharingEntry& entry : region->second->sharing) {
      if (entry.outside && entry.inside != entry.outside) narrowed_.erase(entry.outside.index);
    }
    return;
  } else if (!with.items.empty() && !isDirective(*with.items.front()->context_expr)) {
    unsupported(*with.items.front()->context_expr, "a context other than `openmp(...)`", "keep it in the caller");
  }
  inferBlock(with.body);
}

bool InstanceInference::isDirective(const ast::Expr& expr) const {
  const auto* call = ast::as<ast::Call>(&expr);
  if (!call) return false;
  const Resolution& resolved = resolution(*call->func);
  return resolved.kind == Resolution::Kind::Builtin && facts(resolved.builtin).rule == BuiltinRule::Directive;
}

void InstanceInference::inferExprStmt(const ast::ExprStmt& stmt) {
  auto region = region_of_stmt_.find(&stmt);
  if (region != region_of_stmt_.end()) return inferRegion(*region->second);
  // Nothing is asked of a directive that could not be read; it has been reported.
  if (isDirective(*stmt.value)) return;
  // A docstring, an ellipsis or a number has no effect.
  if (stmt.value->kind == ast::NodeKind::Constant) return;
  infer(*stmt.value);
}

void InstanceInference::inferAugAssign(const ast::AugAssign& assign) {
  const auto* name = ast::as<ast::NameExpr>(assign.target);
  const auto* subscript = ast::as<ast::Subscript>(assign.target);
  const auto* attribute = ast::as<ast::Attribute>(assign.target);
  Type target = types().error();
  if (name) {
    WebId read = function_.web(assign);
    auto narrowed = read ? narrowed_.find(read.index) : narrowed_.end();
    if (read) target = narrowed == narrowed_.end() ? instance_.web_types[read.index] : narrowed->second;
  } else if (attribute) {
    target = inferAttribute(*attribute);
    set(*attribute, target);
  } else if (Type holder = present(infer(*subscript->value)); isObject(holder)) {
    Type index = infer(*subscript->slice);
    Type item = isSettled(index) ? callMethod(*subscript, "__getitem__", holder, {index}) : index;
    if (!item) say(*subscript, diag::SubscriptType, typeName(holder));
    target = set(*subscript, item ? item : types().error());
  } else {
    target = inferSubscript(*subscript);
  }
  Type value = inferOperand(*assign.value, assign.op == ast::BinaryOp::Div || isReal(target));
  if (std::optional<Type> updated = inferLibraryUpdate(assign, target, value)) {
    set(assign, *updated);
    if (name) inferTarget(*name, *updated);
    if (attribute) inferAttributeTarget(*attribute, *updated);
    return;
  }
  if (isObject(target)) {
    std::string_view in_place = specialName(fmt::format("i{}", methodName(assign.op)));
    if (Type updated = isSettled(value) ? callMethod(assign, in_place, target, {value}) : value) {
      set(assign, updated);
      inferTarget(*assign.target, updated);
      return;
    }
  }
  Type result = binaryResult(assign, assign.op, target, value, *assign.value);
  set(assign, result);
  if (name) {
    inferTarget(*name, result);
  } else if (attribute) {
    inferAttributeTarget(*attribute, result);
  } else {
    inferElementTarget(*subscript, result);
  }
}

void InstanceInference::inferMessage(const ast::Expr* message) {
  if (!message) return;
  Type type = infer(*message);
  if (!isSettled(type) || isText(type)) return;
  unsupported(*message, "a message that is no text", "write `str(...)` around it, or an f-string");
}

// `del name` takes the value away; what reads it afterwards is told by the webs.
void InstanceInference::inferDeletion(const ast::Expr& target) {
  if (const auto* name = ast::as<ast::NameExpr>(&target)) {
    if (WebId web = function_.web(*name)) set(*name, instance_.web_types[web.index]);
  } else if (const auto* tuple = ast::as<ast::Tuple>(&target)) {
    for (const ast::Expr* element : tuple->elts) inferDeletion(*element);
  } else if (const auto* list = ast::as<ast::List>(&target)) {
    for (const ast::Expr* element : list->elts) inferDeletion(*element);
  } else if (const auto* subscript = ast::as<ast::Subscript>(&target)) {
    inferElementDeletion(*subscript);
  } else {
    unsupported(target, "`del` of an attribute", "give it another value");
  }
}

// Targets.

// ys = xs: two names of one container, so what one finds out about its elements holds for both.
void InstanceInference::refineBySharing(const ast::Expr& target, const ast::Expr& value, Type type) {
  const auto* name = ast::as<ast::NameExpr>(&target);
  if (!name || !hasUnknown(type) || !function_.web(*name)) return;
  refine(value, instance_.web_types[function_.web(*name).index]);
}

void InstanceInference::inferTarget(const ast::Expr& target, Type value) {
  switch (target.kind) {
  case ast::NodeKind::NameExpr:
    join(function_.web(target), value, loc(target));
    if (WebId web = function_.web(target)) {
      bool some = isOptional(instance_.web_types[web.index]) && isSettled(value) && !isOptional(value);
      if (some) narrowed_[web.index] = value->kind == TypeKind::None ? value : present(instance_.web_types[web.index]);
      if (!some) narrowed_.erase(web.index);
    }
    if (function_.web(target)) set(target, instance_.web_types[function_.web(target).index]);
    return;
  case ast::NodeKind::Tuple: return inferUnpacking(target, static_cast<const ast::Tuple&>(target).elts, value);
  case ast::NodeKind::List: return inferUnpacking(target, static_cast<const ast::List&>(target).elts, value);
  case ast::NodeKind::Subscript: {
    const auto& subscript = static_cast<const ast::Subscript&>(target);
    inferSubscript(subscript);
    inferElementTarget(subscript, value);
    return;
  }
  case ast::NodeKind::Starred: unsupported(target, "a starred target", "name each element"); return;
  case ast::NodeKind::Attribute: return inferAttributeTarget(static_cast<const ast::Attribute&>(target), value);
  default: unsupported(target, "this target of an assignment", "use a variable"); return;
  }
}

void InstanceInference::inferUnpacking(const ast::Expr& target, std::span<ast::Expr*> targets, Type value) {
  set(target, value);
  Type item = value->kind == TypeKind::Unknown ? value : types().error();
  if (value->kind == TypeKind::Tuple && value->elements.size() == targets.size()) {
    for (std::size_t i = 0; i < targets.size(); ++i) inferTarget(*targets[i], value->elements[i]);
    return;
  }
  auto starred = std::ranges::find(targets, ast::NodeKind::Starred, &ast::Expr::kind);
  if (starred != targets.end() && value->kind == TypeKind::Tuple && value->elements.size() + 1 >= targets.size()) {
    return inferStarred(targets, static_cast<std::size_t>(starred - targets.begin()), value);
  }
  Type each = value->kind == TypeKind::Tuple || value->kind == TypeKind::Array || !isSettled(value)
                  ? nullptr
                  : itemType(types(), value);
  if (each) {
    for (const ast::Expr* element : targets) {
      const auto* rest = ast::as<ast::Starred>(element);
      inferTarget(rest ? *rest->value : *element, rest ? types().list(each) : each);
    }
    return;
  }
  if (value->kind == TypeKind::Tuple) {
    say(target, diag::UnpackCount, static_cast<diag::Number>(value->elements.size()),
        static_cast<diag::Number>(targets.size()));
  } else if (isSettled(value)) {
    say(target, diag::UnpackType, typeName(value));
  }
  for (const ast::Expr* element : targets) {
    const auto* rest = ast::as<ast::Starred>(element);
    inferTarget(rest ? *rest->value : *element, item);
  }
}

// a, *b, c = t: the starred target takes what the others leave, as a list.
void InstanceInference::inferStarred(std::span<ast::Expr*> targets, std::size_t place, Type tuple) {
  std::size_t behind = targets.size() - place - 1;
  std::size_t last = tuple->elements.size() - behind;
  Type rest = types().unknown();
  for (std::size_t i = place; i < last; ++i) {
    Type joined = joinTypes(types(), rest, tuple->elements[i]);
    if (!joined) {
      say(*targets[place], diag::ElementTypes, typeName(rest), typeName(tuple->elements[i]));
      joined = types().error();
    }
    rest = joined;
  }
  for (std::size_t i = 0; i < place; ++i) inferTarget(*targets[i], tuple->elements[i]);
  bool failed = rest->kind == TypeKind::Error;
  inferTarget(*static_cast<const ast::Starred&>(*targets[place]).value, failed ? rest : types().list(rest));
  for (std::size_t i = 0; i < behind; ++i) inferTarget(*targets[place + 1 + i], tuple->elements[last + i]);
}

// A variable of the module has one type in all functions.
void InstanceInference::joinVariable(const Resolution& resolved, Type value, support::Loc place) {
  if (!isSettled(value)) return;
  ModuleVariable& variable = context_.program.modules[resolved.module].variables[resolved.index];
  Type joined = joinTypes(types(), variable.type, value);
  bool fits = joined && (isNumber(joined) || isText(joined));
  if (!fits) {
    std::string_view name = context_.names.text(variable.name);
    sayAt(place, diag::TypeConflict, name, typeName(value), typeName(variable.type))
        .note(variable.loc, diag::FirstAssignment, name, typeName(variable.type));
    return;
  }
  if (joined == variable.type || mode_ == Mode::Reporting) return;
  variable.type = joined;
  changed_ = true;
  context_.fields_changed = true;
}

void InstanceInference::inferElementTarget(const ast::Subscript& target, Type value) {
  Type array = instance_.type(*target.value);
  Type element = instance_.type(target);
  if (!array || !isSettled(array)) return;
  if (isObject(present(array))) {
    Type index = instance_.type(*target.slice);
    if (!isSettled(index) || !isSettled(value)) return;
    if (!callMethod(target, "__setitem__", present(array), {index, value})) {
      say(target, diag::SubscriptType, typeName(array));
    }
    return;
  }
  const Resolution& holder = resolution(*target.value);
  if (holder.kind == Resolution::Kind::Variable) return joinVariable(holder, value, loc(target));
  if (isMutable(array)) return inferMutableTarget(target, array, value);
  if (!element || !isSettled(element)) return;
  if (array->kind == TypeKind::Tuple) {
    say(target, diag::TupleAssignment, typeName(array));
    return;
  }
  if (array->read_only) {
    say(target, diag::ReadOnlyArray, typeName(array));
    return;
  }
  if (element->kind == TypeKind::Array) {
    unsupported(target, "assigning to a row or a part of an array", "assign its elements in a loop");
    return;
  }
  bool fits = isRealNumber(value) || (isNumber(value) && isComplex(element));
  if (isSettled(value) && !fits) say(target, diag::ElementType, typeName(value), typeName(array));
}

} // namespace pyompcc::sema
