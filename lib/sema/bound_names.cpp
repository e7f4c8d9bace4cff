// lib/sema/bound_names.cpp
//
// Collects bound names.
#include "lib/sema/bound_names.h"

#include "lib/ast/walk.h"

namespace pyompcc::sema {
namespace {

using support::Name;

class BoundNames {
 public:
  explicit BoundNames(support::NameTable& names) : names_(names) {}

  void visit(const ast::Node& root) {
    ast::forEachNode(root, [&](const ast::Node& node) {
      forEachBinding(node, [&](Name name, const ast::Node&) { bound_.insert(name); });
      if (const auto* import = ast::as<ast::Import>(&node)) {
        for (const ast::Alias* alias : import->names) bound_.insert(importedName(*alias, false, names_));
      } else if (const auto* from = ast::as<ast::ImportFrom>(&node)) {
        for (const ast::Alias* alias : from->names) bound_.insert(importedName(*alias, true, names_));
      } else if (const auto* global = ast::as<ast::Global>(&node)) {
        global_.insert(global->names.begin(), global->names.end());
      }
      return true;
    });
  }

  std::unordered_set<Name> take() {
    for (Name name : global_) bound_.erase(name);
    return std::move(bound_);
  }

 private:
  support::NameTable& names_;
  std::unordered_set<Name> bound_;
  std::unordered_set<Name> global_;
};

} // namespace

Name importedName(const ast::Alias& alias, bool from_import, support::NameTable& names) {
  if (alias.asname) return alias.asname;
  if (from_import) return alias.name;
  std::string_view text = names.text(alias.name);
  return names.intern(text.substr(0, text.find('.')));
}

bool capturesNames(const ast::Pattern& pattern) {
  bool found = false;
  ast::forEachNode(pattern, [&](const ast::Node& node) {
    const auto* capture = ast::as<ast::MatchAs>(&node);
    found |= capture && capture->name;
    return true;
  });
  return found;
}

std::unordered_set<Name> boundNames(const ast::Node& def, support::NameTable& names) {
  BoundNames bound(names);
  auto visit_function = [&](const ast::Arguments& arguments, std::span<ast::Stmt* const> body) {
    for (const ast::Arg* parameter : parameters(arguments)) bound.visit(*parameter);
    for (const ast::Stmt* stmt : body) bound.visit(*stmt);
  };
  if (const auto* function = ast::as<ast::FunctionDef>(&def)) {
    visit_function(*function->args, function->body);
  } else if (const auto* coroutine = ast::as<ast::AsyncFunctionDef>(&def)) {
    visit_function(*coroutine->args, coroutine->body);
  } else if (const auto* class_def = ast::as<ast::ClassDef>(&def)) {
    for (const ast::Stmt* stmt : class_def->body) bound.visit(*stmt);
  } else {
    bound.visit(def);
  }
  return bound.take();
}

std::vector<const ast::Arg*> parameters(const ast::Arguments& arguments) {
  std::vector<const ast::Arg*> result(arguments.posonlyargs.begin(), arguments.posonlyargs.end());
  result.insert(result.end(), arguments.args.begin(), arguments.args.end());
  if (arguments.vararg) result.push_back(arguments.vararg);
  result.insert(result.end(), arguments.kwonlyargs.begin(), arguments.kwonlyargs.end());
  if (arguments.kwarg) result.push_back(arguments.kwarg);
  return result;
}

} // namespace pyompcc::sema
