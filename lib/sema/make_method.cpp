// lib/sema/make_method.cpp
//
// Makes methods as syntax trees at the place of the class.
#include "lib/sema/make_method.h"

#include "lib/ast/clone.h"

#include <string_view>
#include <vector>

namespace pyompcc::sema {
namespace {

/// Makes the `__init__` of a dataclass.
class InitMaker final : public ast::Cloner {
 public:
  InitMaker(ast::ParsedModule& module, support::NameTable& names) : Cloner(module), names_(names) {}

  ast::FunctionDef* run(const ast::ClassDef& def, std::span<const DataField> fields, bool has_post_init) {
    auto* init = make<ast::FunctionDef>(def);
    // The class is what a message about the call shows, so its first line is the place.
    init->name = names_.intern("__init__");
    init->args = arguments(def, fields);
    std::vector<ast::Stmt*> body;
    for (const DataField& field : fields) addField(field, body);
    if (has_post_init) {
      auto* stmt = make<ast::ExprStmt>(def);
      auto* call = make<ast::Call>(def);
      call->func = attribute(def, names_.intern("__post_init__"), ast::ExprContext::Load);
      stmt->value = call;
      body.push_back(stmt);
    }
    if (body.empty()) body.push_back(make<ast::Pass>(def));
    init->body = module_.arena.copy(body);
    return init;
  }

 private:
  ast::NameExpr* name(const ast::Node& place, Name id) {
    auto* result = make<ast::NameExpr>(place);
    result->id = id;
    result->ctx = ast::ExprContext::Load;
    return result;
  }

  ast::Attribute* attribute(const ast::Node& place, Name attr, ast::ExprContext ctx) {
    auto* result = make<ast::Attribute>(place);
    result->value = name(place, names_.intern("self"));
    result->attr = attr;
    result->ctx = ctx;
    return result;
  }

  ast::Stmt* assignment(const DataField& field, ast::Expr* value) {
    auto* assign = make<ast::Assign>(*field.place);
    assign->targets =
        module_.arena.copy(std::vector<ast::Expr*>{attribute(*field.place, field.name, ast::ExprContext::Store)});
    assign->value = value;
    return assign;
  }

  ast::Expr* made(const DataField& field) {
    if (!field.factory) return cloneAs(field.value);
    // default_factory=lambda: [0, 0]
    if (const auto* lambda = ast::as<ast::Lambda>(field.factory)) return cloneAs(lambda->body);
    auto* call = make<ast::Call>(*field.factory);
    call->func = cloneAs(field.factory);
    return call;
  }

  // if x is None: self.x = factory()    else: self.x = x    for the parameter's default is None.
  void addField(const DataField& field, std::vector<ast::Stmt*>& body) {
    if (!field.in_init) {
      if (field.value || field.factory) body.push_back(assignment(field, made(field)));
      return;
    }
    if (!field.factory) {
      body.push_back(assignment(field, name(*field.place, field.name)));
      return;
    }
    auto* test = make<ast::Compare>(*field.place);
    test->left = name(*field.place, field.name);
    test->ops = module_.arena.copy(std::vector<ast::CompareOp>{ast::CompareOp::Is});
    test->comparators = module_.arena.copy(std::vector<ast::Expr*>{make<ast::Constant>(*field.place)});
    auto* choice = make<ast::If>(*field.place);
    choice->test = test;
    choice->body = module_.arena.copy(std::vector<ast::Stmt*>{assignment(field, made(field))});
    choice->orelse = module_.arena.copy(std::vector<ast::Stmt*>{assignment(field, name(*field.place, field.name))});
    body.push_back(choice);
  }

  ast::Arguments* arguments(const ast::ClassDef& def, std::span<const DataField> fields) {
    auto* args = make<ast::Arguments>(def);
    std::vector<ast::Arg*> positional{parameter(def, names_.intern("self"))};
    std::vector<ast::Expr*> defaults;
    std::vector<ast::Arg*> keyword_only;
    std::vector<ast::Expr*> keyword_defaults;
    for (const DataField& field : fields) {
      if (!field.in_init) continue;
      ast::Expr* value = field.factory ? make<ast::Constant>(*field.place) : cloneAs(field.value);
      (field.keyword_only ? keyword_only : positional).push_back(parameter(*field.place, field.name));
      if (field.keyword_only) {
        keyword_defaults.push_back(value);
      } else if (value) {
        defaults.push_back(value);
      }
    }
    args->args = module_.arena.copy(positional);
    args->defaults = module_.arena.copy(defaults);
    args->kwonlyargs = module_.arena.copy(keyword_only);
    args->kw_defaults = module_.arena.copy(keyword_defaults);
    return args;
  }

  ast::Arg* parameter(const ast::Node& place, Name id) {
    auto* arg = make<ast::Arg>(place);
    arg->arg = id;
    return arg;
  }

  support::NameTable& names_;
};

/// Makes an `__exit__` with three parameters of one that packs them.
class ExitMaker final : public ast::Cloner {
 public:
  ExitMaker(ast::ParsedModule& module, support::NameTable& names) : Cloner(module), names_(names) {}

  const ast::FunctionDef* run(const ast::FunctionDef& def) {
    auto* copy = cloneAs(&def);
    auto* args = cloneAs(def.args);
    std::vector<ast::Arg*> params(args->args.begin(), args->args.end());
    for (std::string_view name : {"exc_type", "exc_value", "traceback"}) {
      auto* param = make<ast::Arg>(def);
      param->arg = names_.intern(name);
      params.push_back(param);
    }
    args->args = module_.arena.copy(params);
    args->vararg = nullptr;
    copy->args = args;
    return copy;
  }

 private:
  support::NameTable& names_;
};

} // namespace

const ast::FunctionDef* dataclassInit(ast::ParsedModule& module, support::NameTable& names, const ast::ClassDef& def,
                                      std::span<const DataField> fields, bool has_post_init) {
  return InitMaker(module, names).run(def, fields, has_post_init);
}

const ast::FunctionDef* unpackedExit(ast::ParsedModule& module, support::NameTable& names,
                                     const ast::FunctionDef& exit) {
  return ExitMaker(module, names).run(exit);
}

} // namespace pyompcc::sema
