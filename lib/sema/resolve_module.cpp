// lib/sema/resolve_module.cpp
//
// Resolves names: bindings of the module level first, constants in source order, then every name in its scope.
#include "lib/sema/resolve_module.h"

#include "lib/ast/walk.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/expand_contexts.h"
#include "lib/sema/expand_globals.h"
#include "lib/sema/expand_prange.h"
#include "lib/sema/file_imports.h"
#include "lib/sema/fold_constant.h"
#include "lib/sema/lift_functions.h"
#include "lib/sema/parse_type.h"
#include "lib/sema/promote.h"
#include "lib/sema/read_decorators.h"
#include "lib/sema/read_enum.h"
#include "lib/sema/read_exception.h"
#include "lib/sema/read_named_tuple.h"
#include "lib/sema/resolve_class.h"
#include "lib/sema/resolve_names.h"
#include "lib/sema/wrap_builtins.h"

#include <algorithm>
#include <functional>
#include <string>

namespace pyompcc::sema {
namespace {

using Kind = Resolution::Kind;

// The names of `threadprivate(x, y)`; nothing of other directives. What is wrong with it is said later.
std::vector<std::string> threadprivateNames(std::string_view text) {
  constexpr std::string_view Word = "threadprivate";
  auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\\'; };
  std::string plain;
  for (char c : text) {
    if (!is_space(c)) plain += c;
  }
  bool is_word = plain.size() > Word.size() && std::ranges::equal(Word, plain.substr(0, Word.size()), {}, {},
                                                                  [](char c) { return static_cast<char>(c | 0x20); });
  std::vector<std::string> names;
  if (!is_word || plain[Word.size()] != '(' || plain.back() != ')') return names;
  std::string_view list = std::string_view(plain).substr(Word.size() + 1);
  list.remove_suffix(1);
  while (true) {
    std::size_t comma = list.find(',');
    names.emplace_back(list.substr(0, comma));
    if (comma == list.npos) return names;
    list.remove_prefix(comma + 1);
  }
}

// One binding of a name at the module level.
struct BindingSite {
  support::Loc loc;
  int count = 0;                             // bindings, 2 where the same statement may run again
  const ast::Expr* value = nullptr;          // `name = value` in the module's body
  std::vector<const ast::Expr*> values = {}; // all of them
  const ast::Expr* annotation = nullptr;     // `name: annotation = value`
  bool is_assigned_only = true;              // by no import, def, class, loop, ...
  const ast::FunctionDef* function = nullptr;
  const ast::ClassDef* class_def = nullptr;
  bool imported = false;
  Resolution import;
  const ast::Alias* member = nullptr; // `from MODULE import name`, where MODULE may be another file
  std::string from_module;
  int level = 0; // dots before MODULE
};

class ModuleResolver {
 public:
  ModuleResolver(std::uint32_t module, ast::ParsedModule& parsed, const FileImports& files, Program& program,
                 Resolutions& resolutions, support::NameTable& names, diag::Emitter& emitter)
      : module_(module), parsed_(parsed), files_(files), program_(program), resolutions_(resolutions), names_(names),
        emitter_(emitter) {}

  void findBindings();
  void bindGlobals();
  void bindImportedFiles();
  void resolveAll();
  /// Other files that this one imports from.
  std::vector<std::uint32_t> importedFiles() const;

 private:
  ModuleInfo& info() { return program_.modules[module_]; }
  ModuleNames& table() { return resolutions_.modules[module_]; }

  void visitTopLevel(const ast::Stmt& stmt, bool always);
  void addImport(const ast::Import& import);
  void addImportFrom(const ast::ImportFrom& import);
  BindingSite& site(Name name, const ast::Node& node);
  std::string dottedName(const ast::Expr& expr, const std::unordered_set<Name>& locals) const;
  void findThreadprivate();
  bool isVariable(Name name) const;
  void addVariable(Name name, const BindingSite& binding);
  void addFunction(const ast::FunctionDef& def, Name path);
  FunctionInfo& addMethod(const ast::FunctionDef& def, std::string_view class_name);
  void addClass(const ast::ClassDef& def);
  bool derivesFromException(const ast::ClassDef& def) const;
  std::string importedAs(const ast::Expr& expr) const;
  std::string providedAs(const ast::Expr& expr) const;
  ClassInfo* classNamed(const ast::Expr& expr);
  FunctionInfo& addDef(const ast::FunctionDef& def);
  void resolveDef(const ast::Node& def, const std::unordered_set<Name>& around);
  std::optional<std::uint32_t> addException(Name name, const BindingSite& binding);
  std::optional<std::uint32_t> addConstant(Name name, const BindingSite& binding);
  std::optional<FoldedValue> fold(const ast::Expr& expr);
  void addNamedTuple(std::optional<NamedTupleClass> named, Resolution& resolution);
  void addEnum(const ast::ClassDef& def, const NamedTupleSurroundings& surroundings, Resolution& resolution);
  std::optional<std::uint32_t> importedFile(const BindingSite& binding) const;
  Resolution importedMember(const BindingSite& binding) const;

  std::uint32_t module_;
  ast::ParsedModule& parsed_;
  const FileImports& files_;
  Program& program_;
  Resolutions& resolutions_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  std::unordered_map<Name, BindingSite> sites_;
  std::unordered_set<Name> threadprivate_;
  std::vector<Name> order_;
};

BindingSite& ModuleResolver::site(Name name, const ast::Node& node) {
  auto [it, inserted] = sites_.try_emplace(name);
  if (inserted) {
    it->second.loc = parsed_.loc(node);
    order_.push_back(name);
  }
  ++it->second.count;
  return it->second;
}

void ModuleResolver::addImport(const ast::Import& import) {
  bool provided = !import.names.empty();
  for (const ast::Alias* alias : import.names) {
    BindingSite& binding = site(importedName(*alias, false, names_), *alias);
    std::string_view dotted = names_.text(alias->name);
    // `import a.b` binds a; `import a.b as c` binds a.b.
    std::string target = canonicalDotted(alias->asname ? dotted : dotted.substr(0, dotted.find('.')));
    provided = provided && target == "pyomp_cc";
    binding.imported = true;
    binding.import = Resolution{.kind = Kind::Module, .dotted = names_.intern(target)};
    auto file = isPackage(target) ? std::nullopt : files_.find(module_, target);
    if (file) binding.import = {.kind = Kind::File, .module = *file, .dotted = binding.import.dotted};
  }
  if (provided) info().provided_imports.push_back(&import);
}

void ModuleResolver::addImportFrom(const ast::ImportFrom& import) {
  std::string module(names_.text(import.module));
  if (import.level == 0 && canonicalDotted(module) == "pyomp_cc") info().provided_imports.push_back(&import);
  for (const ast::Alias* alias : import.names) {
    if (names_.text(alias->name) == "*") {
      table().star_imports.push_back(names_.intern(canonicalDotted(module)));
      continue;
    }
    BindingSite& binding = site(importedName(*alias, true, names_), *alias);
    binding.imported = true;
    binding.member = alias;
    binding.from_module = module;
    binding.level = import.level;
    binding.import = resolveDotted(fmt::format("{}.{}", module, names_.text(alias->name)), names_);
    if (import.level != 0) binding.import.kind = Kind::Object;
  }
}

// `always` says that the statement runs exactly once at import.
void ModuleResolver::visitTopLevel(const ast::Stmt& stmt, bool always) {
  if (const auto* assign = ast::as<ast::Assign>(&stmt); assign && always && assign->targets.size() == 1) {
    if (const auto* name = ast::as<ast::NameExpr>(assign->targets[0])) {
      BindingSite& binding = site(name->id, *name);
      binding.value = assign->value;
      binding.values.push_back(assign->value);
      return;
    }
  }
  if (const auto* assign = ast::as<ast::AnnAssign>(&stmt); assign && always && assign->value) {
    if (const auto* name = ast::as<ast::NameExpr>(assign->target)) {
      BindingSite& binding = site(name->id, *name);
      binding.value = assign->value;
      binding.values.push_back(assign->value);
      binding.annotation = assign->annotation;
      return;
    }
  }
  if (const auto* def = ast::as<ast::FunctionDef>(&stmt); def && always) {
    site(def->name, *def).function = def;
    return;
  }
  if (const auto* def = ast::as<ast::ClassDef>(&stmt); def && always) {
    site(def->name, *def).class_def = def;
    return;
  }
  ast::forEachNode(stmt, [&](const ast::Node& node) {
    if (const auto* import = ast::as<ast::Import>(&node)) addImport(*import);
    if (const auto* from = ast::as<ast::ImportFrom>(&node)) addImportFrom(*from);
    forEachBinding(node, [&](Name name, const ast::Node& place) {
      BindingSite& binding = site(name, place);
      binding.count += 1;
      binding.is_assigned_only &= place.kind == ast::NodeKind::NameExpr;
    });
    bool scope = ast::as<ast::FunctionDef>(&node) || ast::as<ast::AsyncFunctionDef>(&node) ||
                 ast::as<ast::ClassDef>(&node) || ast::as<ast::Lambda>(&node);
    return !scope;
  });
}

void ModuleResolver::findBindings() {
  for (const ast::Stmt* stmt : parsed_.root->body) visitTopLevel(*stmt, true);
  // A function that declares a name global may bind it again at any time.
  ast::forEachNode(*parsed_.root, [&](const ast::Node& node) {
    if (const auto* global = ast::as<ast::Global>(&node)) {
      for (Name name : global->names) site(name, node).count += 1;
    }
    return true;
  });
  findThreadprivate();
  // Defaults are read when constants are known.
  NamedTupleSurroundings unfolded{.dotted = [this](const ast::Expr& expr) { return importedAs(expr); },
                                  .value_of = [](const ast::Expr&) { return FoldedValue::ofInt(0); }};
  for (const ast::Stmt* stmt : parsed_.root->body) {
    const auto* class_def = ast::as<ast::ClassDef>(stmt);
    if (class_def && sites_[class_def->name].count == 1 && !derivesFromException(*class_def) &&
        !readNamedTuple(*class_def, names_, unfolded) && !readEnum(*class_def, names_, unfolded)) {
      addClass(*class_def);
    }
    const auto* def = ast::as<ast::FunctionDef>(stmt);
    if (!def || std::ranges::count(program_.kept_in_python, parsed_.loc(*def)) != 0) continue;
    if (sites_[def->name].function == def && sites_[def->name].count == 1) addFunction(*def, def->name);
  }
}

// openmp("threadprivate(x, y)") at the level of the module (OpenMP 5.2 section 5.2). The text must stand there, for it
// is read before constants are known.
void ModuleResolver::findThreadprivate() {
  for (const ast::Stmt* stmt : parsed_.root->body) {
    const auto* statement = ast::as<ast::ExprStmt>(stmt);
    const auto* call = statement ? ast::as<ast::Call>(statement->value) : nullptr;
    if (!call || call->args.size() != 1 || providedAs(*call->func) != "pyomp_cc.openmp") continue;
    const auto* text = ast::as<ast::Constant>(call->args[0]);
    if (!text || text->value.kind != ast::ConstantValue::Kind::Str) continue;
    for (const std::string& name : threadprivateNames(text->value.text)) threadprivate_.insert(names_.intern(name));
  }
}

// A name that is bound to values alone, and bound again: at the level of the module, or in a function that declares it.
bool ModuleResolver::isVariable(Name name) const {
  auto found = sites_.find(name);
  if (found == sites_.end()) return false;
  const BindingSite& binding = found->second;
  bool changes = binding.count > 1 || threadprivate_.contains(name);
  return changes && !binding.values.empty() && binding.is_assigned_only && !binding.imported && !binding.function &&
         !binding.class_def && (binding.annotation || std::ranges::any_of(binding.values, [](const ast::Expr* value) {
                                  return value->kind != ast::NodeKind::Call && value->kind != ast::NodeKind::List &&
                                         value->kind != ast::NodeKind::Dict && value->kind != ast::NodeKind::Set &&
                                         value->kind != ast::NodeKind::Tuple && value->kind != ast::NodeKind::ListComp;
                                }));
}

// The variable that a name is, with what its first value is.
void ModuleResolver::addVariable(Name name, const BindingSite& binding) {
  if (!isVariable(name)) return;
  std::optional<FoldedValue> initial;
  Type type = nullptr;
  for (const ast::Expr* value : binding.values) {
    std::optional<FoldedValue> folded = fold(*value);
    if (!folded) continue;
    Type known = typeOf(*folded, program_.types);
    if (!initial) initial = folded;
    type = type ? joinTypes(program_.types, type, known) : known;
    if (!type) return;
  }
  if (binding.annotation) {
    TypeParser parser(program_.types, parsed_, names_);
    type = parser.parse(*binding.annotation, TypeNotation::Signature).type;
  }
  bool simple = type && (isNumber(type) || isText(type));
  if (!simple) return;
  if (!initial)
    initial = isText(type) ? FoldedValue{.kind = TypeKind::Str, .text = {}, .elements = {}} : FoldedValue::ofInt(0);
  auto index = static_cast<std::uint32_t>(info().variables.size());
  info().variables.push_back({name, type, std::move(*initial), threadprivate_.contains(name), binding.loc});
  Resolution resolution{.kind = Kind::Variable, .index = index, .module = module_};
  Name list = names_.intern(fmt::format("{}{}", GlobalPrefix, names_.text(name)));
  table().globals.insert_or_assign(list, GlobalBinding{resolution, binding.loc});
}

// The object of a module or of the builtins that an expression names in a function with these locals, else nothing.
std::string ModuleResolver::dottedName(const ast::Expr& expr, const std::unordered_set<Name>& locals) const {
  if (const auto* attribute = ast::as<ast::Attribute>(&expr)) {
    std::string value = dottedName(*attribute->value, locals);
    return value.empty() ? value : fmt::format("{}.{}", value, names_.text(attribute->attr));
  }
  const auto* name = ast::as<ast::NameExpr>(&expr);
  if (!name || locals.contains(name->id)) return {};
  if (auto site = sites_.find(name->id); site != sites_.end()) {
    const BindingSite& binding = site->second;
    bool object = binding.imported && binding.count == 1 && binding.import.kind != Kind::File;
    bool file = object && binding.member && importedFile(binding);
    return object && !file ? std::string(names_.text(binding.import.dotted)) : std::string();
  }
  std::string dotted = fmt::format("builtins.{}", names_.text(name->id));
  bool known = findBuiltin(dotted) || isUncompiledBuiltin(std::string_view(dotted).substr(9));
  return known ? dotted : std::string();
}

// Copies are made of copies; each statement goes back to what the file has.
void ModuleResolver::addFunction(const ast::FunctionDef& def, Name path) {
  using Written = std::unordered_map<const ast::Stmt*, const ast::Stmt*>;
  auto follow = [&](Written& made) {
    for (auto& [copy, original] : made) {
      if (auto found = program_.written.find(original); found != program_.written.end()) original = found->second;
    }
    program_.written.merge(made);
  };
  auto is_directive = [this](const ast::Expr& context) {
    const auto* call = ast::as<ast::Call>(&context);
    std::string dotted = canonicalDotted(call ? importedAs(*call->func) : std::string());
    return dotted == "openmp" || dotted == "openmp_context" || dotted == "pyomp_cc.openmp" ||
           dotted == PrangeContextName;
  };
  GlobalExpansion shared =
      expandGlobals(def, parsed_, names_,
                    {.is_variable = [this](Name name) { return isVariable(name); },
                     .is_threadprivate = [this](Name name) { return threadprivate_.contains(name); },
                     .is_directive = is_directive});
  follow(shared.written);
  const ast::FunctionDef& plain = shared.def ? *shared.def : def;
  ParallelisedFunction parallel =
      expandPrange(plain, parsed_, names_, [this](const ast::Expr& expr) { return providedAs(expr); }, emitter_);
  follow(parallel.written);
  const ast::FunctionDef& first = parallel.def ? *parallel.def : plain;
  ExpandedFunction expanded = expandContexts(first, parsed_, names_, is_directive);
  follow(expanded.written);
  const ast::FunctionDef& source = expanded.def ? *expanded.def : first;
  std::unordered_set<Name> locals = boundNames(source, names_);
  WrappedFunction wrapped =
      wrapBuiltins(source, parsed_, names_, [&](const ast::Expr& expr) { return dottedName(expr, locals); });
  follow(wrapped.written);
  const ast::FunctionDef& own = wrapped.def ? *wrapped.def : source;
  LiftedFunctions lifted = liftFunctions(own, path, parsed_, names_);
  follow(lifted.written);
  FunctionInfo& outer = addDef(lifted.outer ? *lifted.outer : own);
  outer.written = &def;
  outer.problems = std::move(lifted.problems);
  info().functions.push_back(outer.index);
  for (const LiftedFunction& inner : lifted.inner) {
    FunctionInfo& function = addDef(*inner.def);
    function.path = inner.name;
    function.cpp_name = inner.cpp_name;
    function.outer = outer.index;
    function.capture_count = inner.capture_count;
    Resolution resolution{.kind = Kind::Function, .index = function.index, .module = module_};
    table().globals.insert_or_assign(inner.name, GlobalBinding{resolution, parsed_.loc(*inner.def)});
  }
}

// A method is a function `Class.method` of the module, Class_method in C++; special ones lose their underscores there.
FunctionInfo& ModuleResolver::addMethod(const ast::FunctionDef& def, std::string_view class_name) {
  std::size_t first = program_.functions.size();
  Name path = names_.intern(fmt::format("{}.{}", class_name, names_.text(def.name)));
  addFunction(def, path);
  info().functions.pop_back();
  for (std::size_t i = first; i < program_.functions.size(); ++i) {
    FunctionInfo& function = *program_.functions[i];
    if (i == first) function.path = path;
    std::string spelled(names_.text(function.path));
    std::ranges::replace(spelled, '.', '_');
    for (std::size_t at; (at = spelled.find("__")) != spelled.npos;) spelled.erase(at, 1);
    while (spelled.ends_with('_')) spelled.pop_back();
    function.cpp_name = names_.intern(spelled);
  }
  FunctionInfo& method = *program_.functions[first];
  method.outer = method.index;
  method.written = nullptr;
  return method;
}

// dataclasses.dataclass, whatever it is imported as; the name itself where it is not imported.
std::string ModuleResolver::importedAs(const ast::Expr& expr) const {
  if (const auto* name = ast::as<ast::NameExpr>(&expr)) {
    auto site = sites_.find(name->id);
    bool imported = site != sites_.end() && site->second.imported;
    return std::string(names_.text(imported ? site->second.import.dotted : name->id));
  }
  if (const auto* attribute = ast::as<ast::Attribute>(&expr)) {
    return fmt::format("{}.{}", importedAs(*attribute->value), names_.text(attribute->attr));
  }
  return {};
}

// The same, with names that `from numba import *` has brought.
std::string ModuleResolver::providedAs(const ast::Expr& expr) const {
  std::string dotted = importedAs(expr);
  const auto* name = ast::as<ast::NameExpr>(&expr);
  bool imported = name && !sites_.contains(name->id) &&
                  std::ranges::find(resolutions_.modules[module_].star_imports, names_.intern("pyomp_cc")) !=
                      resolutions_.modules[module_].star_imports.end();
  return canonicalDotted(imported ? "pyomp_cc." + dotted : dotted);
}

ClassInfo* ModuleResolver::classNamed(const ast::Expr& expr) {
  const auto* name = ast::as<ast::NameExpr>(&expr);
  for (auto& other : program_.classes) {
    if (name && other->module == module_ && other->name == name->id) return other.get();
  }
  return nullptr;
}

bool ModuleResolver::derivesFromException(const ast::ClassDef& def) const {
  return std::ranges::any_of(def.bases, [&](const ast::Expr* base) {
    std::string dotted = importedAs(*base);
    auto builtin = findBuiltin("builtins." + dotted);
    if (builtin && facts(*builtin).rule == BuiltinRule::Exception) return true;
    const auto* name = ast::as<ast::NameExpr>(base);
    auto site = name ? sites_.find(name->id) : sites_.end();
    return site != sites_.end() && site->second.class_def && site->second.class_def != &def &&
           derivesFromException(*site->second.class_def);
  });
}

void ModuleResolver::addClass(const ast::ClassDef& def) {
  auto made = std::make_unique<ClassInfo>();
  made->index = static_cast<std::uint32_t>(program_.classes.size());
  made->module = module_;
  made->name = def.name;
  made->def = &def;
  made->loc = sites_[def.name].loc;
  made->object.name = std::string(names_.text(def.name));
  made->object.index = made->index;
  ClassInfo& added = *made;
  ClassSurroundings surroundings{
      .dotted = [this](const ast::Expr& expr) { return importedAs(expr); },
      .class_of = [this](const ast::Expr& expr) { return classNamed(expr); },
      .value_of =
          [this](Name name) {
            auto site = sites_.find(name);
            return site != sites_.end() && site->second.count == 1 ? site->second.value : nullptr;
          },
      .add_method = [this](const ast::FunctionDef& method, std::string_view name) -> FunctionInfo& {
        return addMethod(method, name);
      }};
  readClass(added, parsed_, names_, surroundings, program_);
  program_.classes.push_back(std::move(made));
  program_.types.object(added.object);
}

FunctionInfo& ModuleResolver::addDef(const ast::FunctionDef& def) {
  auto function = std::make_unique<FunctionInfo>();
  function->index = static_cast<std::uint32_t>(program_.functions.size());
  function->module = module_;
  function->def = &def;
  function->name = def.name;
  std::uint32_t first = def.node_id.index;
  std::uint32_t last = first;
  std::unordered_set<const ast::Node*> plain_yields;
  ast::forEachNode(def, [&](const ast::Node& node) {
    first = std::min(first, node.node_id.index);
    last = std::max(last, node.node_id.index);
    function->is_generator |= node.kind == ast::NodeKind::Yield || node.kind == ast::NodeKind::YieldFrom;
    const auto* stmt = ast::as<ast::ExprStmt>(&node);
    if (stmt && stmt->value->kind == ast::NodeKind::Yield) plain_yields.insert(stmt->value);
    function->takes_sent |= node.kind == ast::NodeKind::Yield && !plain_yields.contains(&node);
    const auto* result = ast::as<ast::Return>(&node);
    function->returns_value |= result && result->value;
    return true;
  });
  function->first_node = first;
  function->node_count = last - first + 1;
  resolutions_.locals.push_back(boundNames(def, names_));
  program_.functions.push_back(std::move(function));
  return *program_.functions.back();
}

// The value of an expression of the module's level, if it is a constant.
std::optional<FoldedValue> ModuleResolver::fold(const ast::Expr& expr) {
  auto lookup = [&](const ast::Expr& name) -> std::optional<FoldedValue> {
    return constantValue(program_, table()(name));
  };
  // Names in the value are those bound before, which have their resolution by now.
  std::vector<const ast::Node*> nodes;
  ast::forEachNode(expr, [&](const ast::Node& node) {
    nodes.push_back(&node);
    return true;
  });
  static const std::unordered_set<Name> NoLocals;
  NameResolver(resolutions_, module_, files_, NoLocals, names_).resolve(nodes);
  return foldConstant(expr, lookup);
}

void ModuleResolver::addNamedTuple(std::optional<NamedTupleClass> named, Resolution& resolution) {
  if (!named) return;
  named->index = static_cast<std::uint32_t>(program_.named_tuples.size());
  named->module = module_;
  resolution.kind = Kind::NamedTuple;
  resolution.index = named->index;
  program_.named_tuples.push_back(std::make_unique<NamedTupleClass>(std::move(*named)));
}

// Color.RED of an IntEnum is a constant, and Color.RED.value of any enumeration.
void ModuleResolver::addEnum(const ast::ClassDef& def, const NamedTupleSurroundings& surroundings,
                             Resolution& resolution) {
  std::optional<EnumMembers> members = readEnum(def, names_, surroundings);
  if (!members) return;
  std::string_view name = names_.text(def.name);
  std::string dotted = fmt::format("enum.{}.{}", module_, name);
  resolution.kind = Kind::Object;
  resolution.dotted = names_.intern(dotted);
  auto add = [&](const std::string& path, const std::string& shown, FoldedValue value) {
    Constant constant;
    constant.name = names_.intern(shown);
    constant.type = typeOf(value, program_.types);
    constant.folded = std::move(value);
    constant.loc = parsed_.loc(def);
    resolutions_.members[names_.intern(path)] = {.kind = Kind::Constant,
                                                 .index = static_cast<std::uint32_t>(info().constants.size()),
                                                 .module = module_,
                                                 .dotted = names_.intern(path)};
    info().constants.push_back(std::move(constant));
  };
  for (auto& [member, value] : members->values) {
    std::string path = fmt::format("{}.{}", dotted, member);
    if (members->are_ints) {
      add(path, fmt::format("{}_{}", name, member), value);
    } else {
      resolutions_.members[names_.intern(path)] = {.kind = Kind::Object, .dotted = names_.intern(path)};
    }
    add(path + ".value", fmt::format("{}_{}_value", name, member), value);
    FoldedValue text;
    text.kind = TypeKind::Str;
    text.text = member;
    add(path + ".name", fmt::format("{}_{}_name", name, member), std::move(text));
  }
}

std::optional<std::uint32_t> ModuleResolver::addConstant(Name name, const BindingSite& binding) {
  std::optional<FoldedValue> value = fold(*binding.value);
  if (!value) return std::nullopt;
  Constant constant;
  constant.name = name;
  constant.type = typeOf(*value, program_.types);
  constant.value = binding.value;
  constant.folded = std::move(*value);
  constant.loc = binding.loc;
  auto index = static_cast<std::uint32_t>(info().constants.size());
  info().constants.push_back(std::move(constant));
  info().constant_of_name.emplace(name, index);
  return index;
}

// class Name(Base): pass    where Base is an exception.
std::optional<std::uint32_t> ModuleResolver::addException(Name name, const BindingSite& binding) {
  const ast::ClassDef& def = *binding.class_def;
  ExceptionClass exception{.name = name, .loc = binding.loc};
  if (!readExceptionBody(def, names_, exception) || def.bases.size() != 1 || !def.keywords.empty() ||
      !def.decorator_list.empty())
    return std::nullopt;
  static const std::unordered_set<Name> NoLocals;
  const ast::Node* base_node = def.bases[0];
  NameResolver(resolutions_, module_, files_, NoLocals, names_).resolve({&base_node, 1});
  const Resolution& base = table()(*base_node);
  if (base.kind == Kind::Exception && base.module == module_) {
    exception.base = static_cast<int>(base.index);
  } else if (base.kind == Kind::Builtin && facts(base.builtin).rule == BuiltinRule::Exception) {
    exception.builtin_base = base.builtin;
  } else {
    return std::nullopt;
  }
  info().exceptions.push_back(exception);
  return static_cast<std::uint32_t>(info().exceptions.size() - 1);
}

void ModuleResolver::bindGlobals() {
  // By this name copies of loops call the context of OpenMP.
  Resolution context{.kind = Kind::Builtin, .builtin = Builtin::PyompOpenmp, .module = module_};
  table().globals.insert_or_assign(names_.intern(PrangeContextName), GlobalBinding{context, {}});
  table().globals.insert_or_assign(names_.intern(NumpyFloatName),
                                   GlobalBinding{resolveDotted("numpy.float64", names_), {}});
  NamedTupleSurroundings surroundings{.dotted = [this](const ast::Expr& expr) { return importedAs(expr); },
                                      .value_of = [this](const ast::Expr& expr) { return fold(expr); }};
  std::unordered_map<Name, std::uint32_t> functions;
  for (std::uint32_t index : info().functions) functions.emplace(program_.functions[index]->name, index);
  for (Name name : order_) {
    const BindingSite& binding = sites_[name];
    Resolution resolution{.kind = Kind::Global, .module = module_};
    bool from_pyomp = binding.imported && names_.text(binding.import.dotted).starts_with("pyomp_cc");
    if (auto function = functions.find(name); function != functions.end()) {
      resolution.kind = Kind::Function;
      resolution.index = function->second;
    } else if (binding.imported && (binding.count == 1 || from_pyomp)) {
      // A name of ours stays one beside the fallback of `except ImportError`.
      resolution = importedMember(binding);
    } else if (binding.class_def && binding.count == 1) {
      if (std::optional<std::uint32_t> exception = addException(name, binding)) {
        resolution.kind = Kind::Exception;
        resolution.index = *exception;
      }
      for (const auto& one : program_.classes) {
        if (one->def != binding.class_def) continue;
        resolution.kind = Kind::Class;
        resolution.index = one->index;
      }
      addNamedTuple(readNamedTuple(*binding.class_def, names_, surroundings), resolution);
      addEnum(*binding.class_def, surroundings, resolution);
    } else if (binding.value && binding.count == 1 && !threadprivate_.contains(name)) {
      if (std::optional<std::uint32_t> constant = addConstant(name, binding)) {
        resolution.kind = Kind::Constant;
        resolution.index = *constant;
      } else {
        addNamedTuple(readNamedTuple(*binding.value, names_, surroundings), resolution);
      }
    }
    table().globals.insert_or_assign(name, GlobalBinding{resolution, binding.loc});
    if (resolution.kind == Kind::Global) addVariable(name, binding);
  }
}

std::optional<std::uint32_t> ModuleResolver::importedFile(const BindingSite& binding) const {
  if (binding.level > 0) return files_.findRelative(module_, binding.level, binding.from_module);
  return isPackage(canonicalDotted(binding.from_module)) ? std::nullopt : files_.find(module_, binding.from_module);
}

// `from other import f`, where other is one of the files: f is that file's function or constant; `from . import other`:
// the file.
Resolution ModuleResolver::importedMember(const BindingSite& binding) const {
  if (!binding.member) return binding.import;
  if (auto other = importedFile(binding)) {
    auto& globals = resolutions_.modules[*other].globals;
    auto found = globals.find(binding.member->name);
    if (found != globals.end()) return found->second.resolution;
  }
  std::string dotted = binding.from_module + (binding.from_module.empty() ? "" : ".");
  dotted += names_.text(binding.member->name);
  std::optional<std::uint32_t> file;
  if (binding.level > 0) {
    file = files_.findRelative(module_, binding.level, dotted);
  } else if (!isPackage(canonicalDotted(binding.from_module))) {
    file = files_.find(module_, dotted);
  }
  if (file) return {.kind = Kind::File, .module = *file, .dotted = names_.intern(dotted)};
  return binding.import;
}

std::vector<std::uint32_t> ModuleResolver::importedFiles() const {
  std::vector<std::uint32_t> files;
  for (Name name : order_) {
    const BindingSite& binding = sites_.at(name);
    auto file = binding.member ? importedFile(binding) : std::nullopt;
    if (file) files.push_back(*file);
    if (binding.import.kind == Kind::File) files.push_back(binding.import.module);
  }
  return files;
}

// Again, for files that import each other in a circle.
void ModuleResolver::bindImportedFiles() {
  for (Name name : order_) {
    const BindingSite& binding = sites_[name];
    if (binding.member && binding.count == 1) table().globals[name].resolution = importedMember(binding);
  }
}

void ModuleResolver::resolveAll() {
  table().of_node.resize(parsed_.node_count);
  // Scopes still to do: the nodes of each body, and the names that are local in it.
  struct Scope {
    std::vector<const ast::Node*> nodes;
    std::unordered_set<Name> locals;
  };
  Scope module_scope;
  std::vector<const ast::Node*> defs;
  ast::forEachNode(*parsed_.root, [&](const ast::Node& node) {
    bool def =
        ast::as<ast::FunctionDef>(&node) || ast::as<ast::AsyncFunctionDef>(&node) || ast::as<ast::ClassDef>(&node);
    if (def) defs.push_back(&node);
    if (!def) module_scope.nodes.push_back(&node);
    return !def;
  });
  NameResolver(resolutions_, module_, files_, module_scope.locals, names_).resolve(module_scope.nodes);
  for (const ast::Node* def : defs) resolveDef(*def, module_scope.locals);
  // The copies that are compiled. A default of an inner function belongs to the function around.
  for (std::uint32_t index = 0; index < program_.functions.size(); ++index) {
    const FunctionInfo& function = *program_.functions[index];
    if (function.module != module_ || function.def == function.written) continue;
    bool inside = function.isInner() && !function.method_of;
    resolveDef(*function.def, inside ? resolutions_.locals[function.outer] : module_scope.locals);
  }
}

// The names of a def: those inside, and those of its decorators, defaults and annotations, which belong around.
void ModuleResolver::resolveDef(const ast::Node& def, const std::unordered_set<Name>& around) {
  std::vector<const ast::Node*> inside;
  std::vector<const ast::Node*> outside;
  auto add = [](std::vector<const ast::Node*>& nodes, const ast::Node* root) {
    if (!root) return;
    ast::forEachNode(*root, [&](const ast::Node& node) {
      nodes.push_back(&node);
      return true;
    });
  };
  auto add_function_parts = [&](const auto& function) {
    for (const ast::Stmt* stmt : function.body) add(inside, stmt);
    for (const ast::Arg* parameter : parameters(*function.args)) add(outside, parameter->annotation);
    for (const ast::Expr* value : function.args->defaults) add(outside, value);
    for (const ast::Expr* value : function.args->kw_defaults) add(outside, value);
    for (const ast::Expr* decorator : function.decorator_list) add(outside, decorator);
    add(outside, function.returns);
  };
  if (const auto* function = ast::as<ast::FunctionDef>(&def)) {
    add_function_parts(*function);
  } else if (const auto* coroutine = ast::as<ast::AsyncFunctionDef>(&def)) {
    add_function_parts(*coroutine);
  } else {
    add(inside, &def);
  }
  NameResolver(resolutions_, module_, files_, boundNames(def, names_), names_).resolve(inside);
  NameResolver(resolutions_, module_, files_, around, names_).resolve(outside);
}

// Constants of classes.
void foldMembers(ClassInfo& info, const ModuleNames& table, const Program& program) {
  auto lookup = [&](const ast::Expr& name) { return constantValue(program, table(name)); };
  for (auto& [name, member] : info.members) {
    if (member.value && !member.folded) member.folded = foldConstant(*member.value, lookup);
  }
}

// Named tuples whose fields are annotated are types by their names.
void nameTupleTypes(Program& program, std::span<ast::ParsedModule* const> parsed, support::NameTable& names) {
  for (const auto& named : program.named_tuples) {
    if (named->annotations.size() != named->type.fields.size() || named->annotations.empty()) continue;
    std::vector<Type> elements;
    for (const ast::Expr* annotation : named->annotations) {
      TypeParser parser(program.types, *parsed[named->module], names);
      if (Type type = parser.parse(*annotation, TypeNotation::Signature).type) elements.push_back(type);
    }
    if (elements.size() != named->annotations.size()) continue;
    program.types.nameTuple(program.types.namedTuple(named->type, elements));
  }
}

// A default is evaluated where the function is defined; only constants have the same value everywhere.
void foldDefaults(FunctionInfo& function, const ModuleNames& table, const Program& program) {
  auto lookup = [&](const ast::Expr& name) { return constantValue(program, table(name)); };
  for (const ParameterBinding& param : bindDefaults(*function.def->args).params) {
    if (!param.default_value) continue;
    if (auto value = foldConstant(*param.default_value, lookup)) {
      function.default_values.emplace(param.default_value, std::move(*value));
    }
  }
}

// Files that others import from come first, for their constants may make constants there.
void bindInOrder(std::vector<ModuleResolver>& resolvers) {
  enum class Mark : std::uint8_t { New, Open, Done };
  std::vector<Mark> marks(resolvers.size(), Mark::New);
  std::function<void(std::uint32_t)> visit = [&](std::uint32_t module) {
    if (marks[module] != Mark::New) return;
    marks[module] = Mark::Open;
    for (std::uint32_t other : resolvers[module].importedFiles()) visit(other);
    resolvers[module].bindGlobals();
    marks[module] = Mark::Done;
  };
  for (std::uint32_t module = 0; module < resolvers.size(); ++module) visit(module);
}

} // namespace

Resolutions resolveModules(std::span<ast::ParsedModule* const> parsed, std::span<const std::string> paths,
                           Program& program, support::NameTable& names, diag::Emitter& emitter) {
  Resolutions resolutions{.modules = {}, .locals = {}, .files = FileImports(paths)};
  resolutions.modules.resize(parsed.size());
  std::vector<ModuleResolver> resolvers;
  for (std::uint32_t module = 0; module < parsed.size(); ++module) {
    resolutions.modules[module].of_node.resize(parsed[module]->node_count);
    resolvers.emplace_back(module, *parsed[module], resolutions.files, program, resolutions, names, emitter);
    resolvers.back().findBindings();
  }
  bindInOrder(resolvers);
  for (ModuleResolver& resolver : resolvers) resolver.bindImportedFiles();
  for (ModuleResolver& resolver : resolvers) resolver.resolveAll();
  for (auto& function : program.functions) {
    const ModuleNames& table = resolutions.modules[function->module];
    if (!function->isInner()) readDecorators(*function, table, *parsed[function->module], names, emitter);
    foldDefaults(*function, table, program);
  }
  for (auto& info : program.classes) foldMembers(*info, resolutions.modules[info->module], program);
  readFieldTypes(program, parsed, names);
  nameTupleTypes(program, parsed, names);
  return resolutions;
}

} // namespace pyompcc::sema
