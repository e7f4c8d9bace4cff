// lib/sema/resolve_class.cpp
//
// Goes through the body of a class, then through the methods for what they assign to `self`.
#include "lib/sema/resolve_class.h"

#include "lib/ast/clone.h"
#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/parse/parse.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/parse_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace pyompcc::sema {
namespace {

std::string_view lastOf(std::string_view dotted) { return dotted.substr(dotted.rfind('.') + 1); }

bool isTrue(const ast::Expr* expr) {
  const auto* constant = ast::as<ast::Constant>(expr);
  return constant && constant->value.kind == ast::ConstantValue::Kind::True;
}

bool isFalse(const ast::Expr* expr) {
  const auto* constant = ast::as<ast::Constant>(expr);
  return constant && constant->value.kind == ast::ConstantValue::Kind::False;
}

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

/// Reads one class.
class ClassReader {
 public:
  ClassReader(ClassInfo& info, ast::ParsedModule& parsed, support::NameTable& names,
              const ClassSurroundings& surroundings, Program& program)
      : info_(info), parsed_(parsed), names_(names), surroundings_(surroundings), program_(program) {}

  void run();

 private:
  void problem(const ast::Node& node, std::string what, std::string_view instead) {
    info_.problems.push_back({parsed_.loc(node), std::move(what), instead});
  }
  void readDecorator(const ast::Expr& decorator);
  void readSpec(const ast::Expr& spec);
  void readBase();
  void readStatement(const ast::Stmt& stmt);
  void readAnnotated(const ast::AnnAssign& assign);
  void readFieldCall(const ast::Call& call, DataField& field, ObjectField& shown);
  void readMethod(const ast::FunctionDef& def);
  const ast::FunctionDef& withoutPacked(const ast::FunctionDef& def);
  bool looksAtException(const ast::FunctionDef& def) const;
  void findAssigned(const ast::FunctionDef& def);
  std::size_t addField(Name name, const ast::Node& place, const ast::Expr* annotation, bool numba = false);
  void finishDataclass();

  ClassInfo& info_;
  ast::ParsedModule& parsed_;
  support::NameTable& names_;
  const ClassSurroundings& surroundings_;
  Program& program_;
  std::vector<DataField> data_fields_;
  bool wants_init_ = true;
  bool wants_eq_ = true;
  bool wants_repr_ = true;
  bool wants_order_ = false;
  bool unsafe_hash_ = false;
  bool keyword_only_ = false;
  std::vector<const ast::FunctionDef*> methods_;
};

// @dataclass(frozen=True, order=True), @jitclass, @jitclass(spec)
void ClassReader::readDecorator(const ast::Expr& decorator) {
  const auto* call = ast::as<ast::Call>(&decorator);
  std::string dotted = surroundings_.dotted(call ? *call->func : decorator);
  if (dotted == "dataclasses.dataclass") {
    info_.is_dataclass = true;
    if (!call) return;
    for (const ast::Keyword* option : call->keywords) {
      std::string_view name = names_.text(option->arg);
      if (name == "frozen") info_.is_frozen = isTrue(option->value);
      if (name == "order") wants_order_ = isTrue(option->value);
      if (name == "eq") wants_eq_ = !isFalse(option->value);
      if (name == "repr") wants_repr_ = !isFalse(option->value);
      if (name == "init") wants_init_ = !isFalse(option->value);
      if (name == "unsafe_hash") unsafe_hash_ = isTrue(option->value);
      if (name == "kw_only") keyword_only_ = isTrue(option->value);
    }
    return;
  }
  if (lastOf(dotted) == "jitclass") {
    if (!call) return;
    if (!call->args.empty()) readSpec(*call->args.front());
    for (const ast::Keyword* option : call->keywords) {
      if (names_.text(option->arg) == "spec") readSpec(*option->value);
    }
    return;
  }
  problem(decorator,
          fmt::format("the class `{}` with a decorator other than `dataclass` and `jitclass`", info_.object.name),
          "leave the decorator out");
}

// [("x", float64), ("data", float64[:])], an OrderedDict of such pairs, {"x": float64}, or a name of one of these
void ClassReader::readSpec(const ast::Expr& spec) {
  const ast::Expr* value = &spec;
  if (const auto* name = ast::as<ast::NameExpr>(value)) {
    value = surroundings_.value_of(name->id);
    if (!value) return problem(spec, "a spec that is not bound once", "write it as a list of pairs");
  }
  auto add = [&](const ast::Expr& key, const ast::Expr& type) {
    const auto* text = ast::as<ast::Constant>(&key);
    bool is_name = text && text->value.kind == ast::ConstantValue::Kind::Str;
    if (!is_name) return problem(key, "a field without a name", "write its name as a text");
    addField(names_.intern(text->value.text), key, &type, true);
  };
  if (const auto* call = ast::as<ast::Call>(value); call && call->args.size() == 1) value = call->args.front();
  if (const auto* dict = ast::as<ast::Dict>(value)) {
    for (std::size_t i = 0; i < dict->keys.size(); ++i) {
      if (dict->keys[i]) add(*dict->keys[i], *dict->values[i]);
    }
    return;
  }
  const auto* list = ast::as<ast::List>(value);
  if (!list) return problem(spec, "a spec that is no list of pairs", "write it as a list of pairs");
  for (const ast::Expr* element : list->elts) {
    const auto* pair = ast::as<ast::Tuple>(element);
    if (!pair || pair->elts.size() != 2) return problem(*element, "a field that is no pair", "write (name, type)");
    add(*pair->elts[0], *pair->elts[1]);
  }
}

// Members and fields of the base are its own, with types of their own.
void ClassReader::readBase() {
  const ast::ClassDef& def = *info_.def;
  if (!def.keywords.empty()) problem(def, "a class with keywords behind its bases", "leave them out");
  for (const ast::Expr* base_expr : def.bases) {
    if (surroundings_.dotted(*base_expr) == "object") continue;
    ClassInfo* base = surroundings_.class_of(*base_expr);
    if (!base || info_.base >= 0) {
      problem(
          *base_expr,
          base ? fmt::format("the class `{}` with more than one base", info_.object.name)
               : fmt::format("the class `{}`, whose base is no class of the file that is compiled", info_.object.name),
          "derive it from one class of the file at most, and hold the rest as a field");
      continue;
    }
    info_.base = static_cast<int>(base->index);
    info_.members = base->members;
    for (std::size_t i = 0; i < base->object.fields.size(); ++i) {
      info_.object.fields.push_back(base->object.fields[i]);
      info_.annotations.push_back(base->annotations[i]);
      info_.numba_notation.push_back(base->numba_notation[i]);
      info_.field_locs.push_back(base->field_locs[i]);
    }
    info_.problems.insert(info_.problems.end(), base->problems.begin(), base->problems.end());
    info_.object.has_own_eq = base->object.has_own_eq;
    info_.object.is_key = base->object.is_key;
    info_.initial = base->initial;
    info_.object.has_repr = base->object.has_repr;
    info_.object.compares_fields = base->object.compares_fields;
    if (base->is_dataclass) data_fields_ = base->data_fields;
  }
}

std::size_t ClassReader::addField(Name name, const ast::Node& place, const ast::Expr* annotation, bool numba) {
  std::string_view text = names_.text(name);
  for (std::size_t i = 0; i < info_.object.fields.size(); ++i) {
    if (info_.object.fields[i].name != text) continue;
    if (annotation) info_.annotations[i] = annotation;
    return i;
  }
  info_.object.fields.push_back({.name = std::string(text), .type = program_.types.unknown()});
  info_.annotations.push_back(annotation);
  info_.numba_notation.push_back(numba);
  info_.field_locs.push_back(parsed_.loc(place));
  return info_.object.fields.size() - 1;
}

void ClassReader::readStatement(const ast::Stmt& stmt) {
  if (const auto* def = ast::as<ast::FunctionDef>(&stmt)) return readMethod(*def);
  if (const auto* assign = ast::as<ast::AnnAssign>(&stmt)) return readAnnotated(*assign);
  if (stmt.kind == ast::NodeKind::Pass) return;
  const auto* value = ast::as<ast::ExprStmt>(&stmt);
  if (value && value->value->kind == ast::NodeKind::Constant) return;
  const auto* assign = ast::as<ast::Assign>(&stmt);
  const auto* name = assign && assign->targets.size() == 1 ? ast::as<ast::NameExpr>(assign->targets[0]) : nullptr;
  if (name) {
    if (names_.text(name->id) == "__slots__") return;
    info_.members[name->id] = {.kind = ClassMember::Kind::Constant, .value = assign->value, .owner = info_.index};
    return;
  }
  problem(stmt, fmt::format("this statement in the class `{}`", info_.object.name),
          "keep to fields, constants and methods");
}

void ClassReader::readAnnotated(const ast::AnnAssign& assign) {
  const auto* name = ast::as<ast::NameExpr>(assign.target);
  if (!name) return;
  const auto* subscript = ast::as<ast::Subscript>(assign.annotation);
  bool class_variable = lastOf(surroundings_.dotted(subscript ? *subscript->value : *assign.annotation)) == "ClassVar";
  if (class_variable || (!info_.is_dataclass && assign.value)) {
    if (assign.value) {
      info_.members[name->id] = {.kind = ClassMember::Kind::Constant, .value = assign.value, .owner = info_.index};
    }
    return;
  }
  if (info_.is_dataclass && lastOf(surroundings_.dotted(*assign.annotation)) == "KW_ONLY") {
    keyword_only_ = true;
    return;
  }
  std::size_t index = addField(name->id, *name, assign.annotation);
  DataField field{.name = name->id, .place = &assign, .value = assign.value, .keyword_only = keyword_only_};
  const auto* call = ast::as<ast::Call>(assign.value);
  if (call && surroundings_.dotted(*call->func) == "dataclasses.field") {
    field.value = nullptr;
    readFieldCall(*call, field, info_.object.fields[index]);
  }
  auto known = std::ranges::find(data_fields_, name->id, &DataField::name);
  if (known == data_fields_.end()) {
    data_fields_.push_back(field);
  } else {
    *known = field;
  }
}

// field(default=0, default_factory=list, init=False, repr=False, compare=False)
void ClassReader::readFieldCall(const ast::Call& call, DataField& field, ObjectField& shown) {
  for (const ast::Keyword* option : call.keywords) {
    std::string_view name = names_.text(option->arg);
    if (name == "default") field.value = option->value;
    if (name == "default_factory") field.factory = option->value;
    if (name == "init") field.in_init = !isFalse(option->value);
    if (name == "repr") shown.shown = !isFalse(option->value);
    if (name == "compare") shown.compared = !isFalse(option->value);
    if (name == "kw_only") field.keyword_only = isTrue(option->value);
  }
}

// def __exit__(self, *exc): what is never used has three names as well as one.
const ast::FunctionDef& ClassReader::withoutPacked(const ast::FunctionDef& def) {
  if (names_.text(def.name) != "__exit__" || !def.args->vararg) return def;
  bool used = false;
  for (const ast::Stmt* stmt : def.body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      used |= name && name->id == def.args->vararg->arg;
      return true;
    });
  }
  return used ? def : *ExitMaker(parsed_, names_).run(def);
}

// What is caught does not go to `__exit__`, only whether there was an exception.
bool ClassReader::looksAtException(const ast::FunctionDef& def) const {
  if (names_.text(def.name) != "__exit__") return false;
  std::set<Name> params;
  for (const ast::Arg* arg : parameters(*def.args)) params.insert(arg->arg);
  if (!def.args->args.empty()) params.erase(def.args->args.front()->arg);
  std::set<const ast::Node*> compared;
  bool looks = false;
  ast::forEachNode(def, [&](const ast::Node& node) {
    const auto* compare = ast::as<ast::Compare>(&node);
    const auto* none = compare && compare->ops.size() == 1 ? ast::as<ast::Constant>(compare->comparators[0]) : nullptr;
    if (none && none->value.kind == ast::ConstantValue::Kind::None) compared.insert(compare->left);
    const auto* name = ast::as<ast::NameExpr>(&node);
    looks |= name && params.contains(name->id) && !compared.contains(name);
    return true;
  });
  return looks;
}

void ClassReader::readMethod(const ast::FunctionDef& written) {
  const ast::FunctionDef& def = withoutPacked(written);
  ClassMember member{.kind = ClassMember::Kind::Method, .owner = info_.index};
  for (const ast::Expr* decorator : def.decorator_list) {
    const auto* call = ast::as<ast::Call>(decorator);
    std::string dotted = surroundings_.dotted(call ? *call->func : *decorator);
    std::string_view last = lastOf(dotted);
    if (dotted == "property") {
      member.kind = ClassMember::Kind::Property;
    } else if (dotted == "staticmethod") {
      member.kind = ClassMember::Kind::Static;
    } else if (dotted == "classmethod") {
      member.kind = ClassMember::Kind::Class;
    } else if (last == "setter") {
      member = info_.members[def.name];
      member.has_setter = true;
    } else if (last != "njit" && last != "jit" && last != "override") {
      member.kind = ClassMember::Kind::Unread;
      member.problem = "a method with a decorator other than `property`, `staticmethod` and `classmethod`";
    }
  }
  if (looksAtException(def)) {
    member.kind = ClassMember::Kind::Unread;
    member.problem = "`__exit__` that looks at the exception otherwise than by `is None`";
  }
  FunctionInfo& function = surroundings_.add_method(def, info_.object.name);
  function.method_of = info_.index;
  (member.has_setter ? member.setter : member.function) = function.index;
  info_.members[def.name] = member;
  methods_.push_back(&def);
  if (member.kind != ClassMember::Kind::Static && member.kind != ClassMember::Kind::Class) findAssigned(def);
}

// self.x = ..., also in tuples and loops: x is a field.
void ClassReader::findAssigned(const ast::FunctionDef& def) {
  std::vector<const ast::Arg*> params = parameters(*def.args);
  if (params.empty()) return;
  ast::forEachNode(def, [&](const ast::Node& node) {
    const auto* attribute = ast::as<ast::Attribute>(&node);
    const auto* object = attribute ? ast::as<ast::NameExpr>(attribute->value) : nullptr;
    bool stores = object && attribute->ctx == ast::ExprContext::Store && object->id == params.front()->arg;
    if (stores) {
      auto member = info_.members.find(attribute->attr);
      bool is_property = member != info_.members.end() && member->second.kind == ClassMember::Kind::Property;
      bool is_constant = member != info_.members.end() && member->second.kind == ClassMember::Kind::Constant;
      if (is_constant) {
        // The object begins with the value of the class.
        std::size_t index = addField(attribute->attr, node, nullptr);
        info_.initial[index] = attribute->attr;
      } else if (member != info_.members.end() && !is_property) {
        problem(node,
                fmt::format("`{}`, which is assigned in the class `{}` and in its objects",
                            names_.text(attribute->attr), info_.object.name),
                "assign it in `__init__` only");
      }
      if (!is_property) addField(attribute->attr, node, nullptr);
    }
    const auto* annotated = ast::as<ast::AnnAssign>(&node);
    const auto* target = annotated ? ast::as<ast::Attribute>(annotated->target) : nullptr;
    const auto* holder = target ? ast::as<ast::NameExpr>(target->value) : nullptr;
    if (holder && holder->id == params.front()->arg) addField(target->attr, *target, annotated->annotation);
    return true;
  });
}

void ClassReader::finishDataclass() {
  auto has = [&](std::string_view name) {
    auto member = info_.members.find(names_.intern(name));
    return member != info_.members.end() && member->second.owner == info_.index;
  };
  ObjectClass& object = info_.object;
  info_.data_fields = data_fields_;
  if (wants_init_ && !has("__init__")) {
    bool post_init = info_.members.contains(names_.intern("__post_init__"));
    const ast::FunctionDef* init = InitMaker(parsed_, names_).run(*info_.def, data_fields_, post_init);
    FunctionInfo& function = surroundings_.add_method(*init, object.name);
    function.method_of = info_.index;
    info_.members[init->name] = {.kind = ClassMember::Kind::Method, .function = function.index, .owner = info_.index};
  }
  if (!has("__eq__")) object.compares_fields = wants_eq_;
  object.orders_fields = wants_order_;
  object.has_repr = wants_repr_ && !has("__repr__") && !has("__str__");
  // What a dataclass writes itself counts before what its base has.
  auto replaced = [&](std::string_view method) {
    return !has(method) && ((method == "__repr__" && wants_repr_) || (method == "__eq__" && wants_eq_) ||
                            (method == "__lt__" && wants_order_));
  };
  std::erase_if(object.own_methods, replaced);
  // A dataclass with `==` has a hash where it cannot change (Python library reference, dataclasses, unsafe_hash).
  object.is_key = !object.compares_fields || info_.is_frozen || unsafe_hash_;
}

void ClassReader::run() {
  const ast::ClassDef& def = *info_.def;
  for (const ast::Expr* decorator : def.decorator_list) readDecorator(*decorator);
  readBase();
  for (const ast::Stmt* stmt : def.body) readStatement(*stmt);
  auto own = [&](std::string_view name) {
    auto member = info_.members.find(names_.intern(name));
    return member != info_.members.end();
  };
  if (own("__eq__")) {
    info_.object.has_own_eq = true;
    info_.object.compares_fields = false;
    info_.object.is_key = false;
  }
  if (own("__hash__")) info_.object.is_key = false;
  if (own("__repr__") || own("__str__")) info_.object.has_repr = false;
  for (std::string_view method : {"__eq__", "__hash__", "__lt__", "__repr__"}) {
    if (own(method)) info_.object.own_methods.push_back(method);
  }
  if (info_.is_dataclass) finishDataclass();
  if (own("__hash__") || own("__eq__")) info_.object.is_key = false;
  for (std::string_view special : {"__new__", "__getattr__", "__getattribute__", "__setattr__", "__delattr__",
                                   "__del__", "__init_subclass__", "__class_getitem__"}) {
    if (own(special)) {
      problem(def, fmt::format("the class `{}` with `{}`", info_.object.name, special),
              "write a function that makes the object instead");
    }
  }
}

/// Follows `__init__` for the fields that have a value for sure.
class InitCheck {
 public:
  InitCheck(ClassInfo& info, const Program& program, const support::NameTable& names)
      : info_(info), program_(program), names_(names) {}

  void run(const ast::FunctionDef& init) {
    std::vector<const ast::Arg*> params = parameters(*init.args);
    if (params.empty()) return;
    self_ = params.front()->arg;
    begin();
    bool ends = block(init.body);
    if (ends) returned();
  }

  /// Without `__init__` nothing is assigned.
  void runWithout() {
    begin();
    returned();
  }

 private:
  using Set = std::vector<bool>;

  void begin() {
    assigned_.assign(info_.object.fields.size(), false);
    for (const auto& [field, constant] : info_.initial) assigned_[field] = true;
  }

  bool complete() const { return std::ranges::find(assigned_, false) == assigned_.end(); }

  void returned() {
    for (std::size_t i = 0; i < assigned_.size(); ++i) {
      if (!assigned_[i])
        report(i, fmt::format("the field `{}` of `{}`, which `__init__` may leave without a value",
                              info_.object.fields[i].name, info_.object.name));
    }
  }

  void report(std::size_t field, std::string what) {
    if (!reported_.insert(field).second) return;
    info_.problems.push_back({info_.field_locs[field], std::move(what), "assign it in `__init__` on every way"});
  }

  static Set both(const Set& left, const Set& right) {
    Set result = left;
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = left[i] && right[i];
    return result;
  }

  // False where the end is not reached.
  bool block(std::span<ast::Stmt* const> body) {
    for (const ast::Stmt* stmt : body) {
      if (!statement(*stmt)) return false;
    }
    return true;
  }

  bool statement(const ast::Stmt& stmt) {
    using namespace ast;
    switch (stmt.kind) {
    case NodeKind::Return: returned(); return false;
    case NodeKind::Raise: return false;
    case NodeKind::Assign: {
      const auto& assign = static_cast<const Assign&>(stmt);
      use(assign.value);
      for (const Expr* one : assign.targets) target(*one);
      return true;
    }
    case NodeKind::AnnAssign: {
      const auto& assign = static_cast<const AnnAssign&>(stmt);
      if (!assign.value) return true;
      use(assign.value);
      target(*assign.target);
      return true;
    }
    case NodeKind::If: {
      const auto& choice = static_cast<const If&>(stmt);
      use(choice.test);
      Set before = assigned_;
      bool then_ends = block(choice.body);
      Set then_set = assigned_;
      assigned_ = before;
      bool else_ends = block(choice.orelse);
      if (then_ends && else_ends) assigned_ = both(then_set, assigned_);
      if (then_ends && !else_ends) assigned_ = then_set;
      return then_ends || else_ends;
    }
    case NodeKind::With: return block(static_cast<const With&>(stmt).body);
    default: break;
    }
    // Loops may not run at all, and what stands in `try` may not be reached.
    Set before = assigned_;
    forEachChild(stmt, [&](const Node& child) {
      if (const auto* inner = asStatement(child)) {
        statement(*inner);
      } else {
        use(&child);
      }
    });
    if (const auto* call_stmt = as<ExprStmt>(&stmt); call_stmt && isSuperInit(*call_stmt->value)) return true;
    assigned_ = before;
    return true;
  }

  static const ast::Stmt* asStatement(const ast::Node& node) {
    // Statements come before expressions in the table of nodes.
    bool is_statement = node.kind > ast::NodeKind::Module && node.kind <= ast::NodeKind::With;
    return is_statement ? static_cast<const ast::Stmt*>(&node) : nullptr;
  }

  // super().__init__(...) gives values to the fields of the base.
  bool isSuperInit(const ast::Expr& expr) {
    const auto* call = ast::as<ast::Call>(&expr);
    const auto* method = call ? ast::as<ast::Attribute>(call->func) : nullptr;
    const auto* maker = method ? ast::as<ast::Call>(method->value) : nullptr;
    const auto* super = maker ? ast::as<ast::NameExpr>(maker->func) : nullptr;
    bool is_super = super && names_.text(super->id) == "super" && names_.text(method->attr) == "__init__";
    const auto* base_name = method ? ast::as<ast::NameExpr>(method->value) : nullptr;
    bool is_base = base_name && info_.base >= 0 && names_.text(method->attr) == "__init__" &&
                   program_.classes[static_cast<std::size_t>(info_.base)]->name == base_name->id;
    if ((!is_super && !is_base) || info_.base < 0) return false;
    const ObjectClass& base = program_.classes[static_cast<std::size_t>(info_.base)]->object;
    for (std::size_t i = 0; i < base.fields.size(); ++i) assigned_[i] = true;
    return true;
  }

  std::optional<std::size_t> fieldOf(const ast::Node& node) const {
    const auto* attribute = ast::as<ast::Attribute>(&node);
    const auto* object = attribute ? ast::as<ast::NameExpr>(attribute->value) : nullptr;
    if (!object || object->id != self_) return std::nullopt;
    for (std::size_t i = 0; i < info_.object.fields.size(); ++i) {
      if (info_.object.fields[i].name == names_.text(attribute->attr)) return i;
    }
    return std::nullopt;
  }

  void target(const ast::Expr& expr) {
    if (auto field = fieldOf(expr)) {
      assigned_[*field] = true;
    } else if (const auto* tuple = ast::as<ast::Tuple>(&expr)) {
      for (const ast::Expr* element : tuple->elts) target(*element);
    } else {
      use(&expr);
    }
  }

  // A field that is read must have a value; who gets the object may read them all.
  void use(const ast::Node* root) {
    if (!root || complete()) return;
    if (const auto* expr = ast::as<ast::Call>(root); expr && isSuperInit(*expr)) {
      for (const ast::Expr* arg : expr->args) use(arg);
      return;
    }
    ast::forEachNode(*root, [&](const ast::Node& node) {
      if (auto field = fieldOf(node)) {
        if (!assigned_[*field]) {
          report(*field, fmt::format("the field `{}` of `{}`, which `__init__` reads before it has a value",
                                     info_.object.fields[*field].name, info_.object.name));
        }
        return false;
      }
      const auto* attribute = ast::as<ast::Attribute>(&node);
      const auto* holder = attribute ? ast::as<ast::NameExpr>(attribute->value) : nullptr;
      if (holder && holder->id == self_) {
        auto member = info_.members.find(attribute->attr);
        bool harmless = member != info_.members.end() && (member->second.kind == ClassMember::Kind::Constant ||
                                                          member->second.kind == ClassMember::Kind::Static);
        if (harmless) return false;
      }
      const auto* name = ast::as<ast::NameExpr>(&node);
      if (!name || name->id != self_) return true;
      for (std::size_t i = 0; i < assigned_.size(); ++i) {
        if (!assigned_[i]) {
          report(i, fmt::format("the field `{}` of `{}`, which has no value yet where `__init__` passes on the object",
                                info_.object.fields[i].name, info_.object.name));
        }
      }
      return false;
    });
  }

  ClassInfo& info_;
  const Program& program_;
  const support::NameTable& names_;
  Name self_{};
  Set assigned_;
  std::set<std::size_t> reported_;
};

} // namespace

void readClass(ClassInfo& info, ast::ParsedModule& parsed, support::NameTable& names,
               const ClassSurroundings& surroundings, Program& program) {
  ClassReader(info, parsed, names, surroundings, program).run();
}

void readFieldTypes(Program& program, std::span<ast::ParsedModule* const> parsed, support::NameTable& names) {
  for (auto& info : program.classes) {
    TypeParser parser(program.types, *parsed[info->module], names);
    for (std::size_t i = 0; i < info->object.fields.size(); ++i) {
      Type type = nullptr;
      if (const ast::Expr* annotation = info->annotations[i]) {
        bool numba = info->numba_notation[i];
        type = parser.parse(*annotation, numba ? TypeNotation::Numba : TypeNotation::Signature).type;
      }
      info->declared.push_back(type);
      if (type) info->object.fields[i].type = type;
    }
  }
}

void checkClasses(Program& program, const support::NameTable& names, diag::Emitter& emitter) {
  for (auto& info : program.classes) {
    if (!info->native) continue;
    for (const auto& [field, constant] : info->initial) {
      if (info->members.at(constant).folded) continue;
      info->problems.push_back({info->field_locs[field],
                                fmt::format("`{}`, which is assigned in the class `{}` and in its objects",
                                            names.text(constant), info->object.name),
                                "assign it in `__init__` only"});
    }
    InitCheck check(*info, program, names);
    const FunctionInfo* init = nullptr;
    for (const auto& [name, member] : info->members) {
      if (names.text(name) == "__init__") init = program.functions[member.function].get();
    }
    // An inherited `__init__` was checked with its class.
    bool inherited = init && init->method_of != info->index;
    if (init && !inherited && info->problems.empty()) check.run(*init->def);
    if ((!init || inherited) && info->problems.empty()) {
      std::size_t from_base =
          info->base >= 0 ? program.classes[static_cast<std::size_t>(info->base)]->object.fields.size() : 0;
      if (info->object.fields.size() > from_base || (!init && !info->object.fields.empty())) check.runWithout();
    }
    for (const NestedProblem& problem : info->problems) {
      emitter.report(problem.loc, diag::UnsupportedConstruct, problem.what, problem.instead);
    }
    info->rejected = !info->problems.empty();
  }
}

} // namespace pyompcc::sema
