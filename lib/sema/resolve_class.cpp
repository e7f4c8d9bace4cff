// lib/sema/resolve_class.cpp
//
// Goes through the body of a class, then through the methods for what they assign to `self`.
#include "lib/sema/resolve_class.h"

#include "lib/ast/walk.h"
#include "lib/parse/parse.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/make_method.h"
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
  const ast::FunctionDef* withoutPacked(const ast::FunctionDef* def);
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
const ast::FunctionDef* ClassReader::withoutPacked(const ast::FunctionDef* def) {
  if (names_.text(def->name) != "__exit__" || !def->args->vararg) return def;
  bool used = false;
  for (const ast::Stmt* stmt : def->body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      const auto* name = ast::as<ast::NameExpr>(&node);
      used |= name && name->id == def->args->vararg->arg;
      return true;
    });
  }
  return used ? def : unpackedExit(parsed_, names_, *def);
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
  const ast::FunctionDef& def = *withoutPacked(&written);
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
    const ast::FunctionDef* init = dataclassInit(parsed_, names_, *info_.def, data_fields_, post_init);
    FunctionInfo& function = surroundings_.add_method(*init, object.name);
    function.method_of = info_.index;
    info_.members[init->name] = {.kind = ClassMember::Kind::Method, .function = function.index, .owner = info_.index};
  }
  // What a dataclass writes itself counts before what its base has.
  auto replace = [&](bool writes, std::string_view method) {
    if (writes && !has(method)) info_.members.erase(names_.intern(method));
  };
  replace(wants_eq_, "__eq__");
  replace(wants_repr_, "__repr__");
  for (std::string_view order : {"__ge__", "__gt__", "__le__", "__lt__"}) replace(wants_order_, order);
  if (!has("__eq__") && wants_eq_) object.has_own_eq = false;
  if (!has("__eq__")) object.compares_fields = wants_eq_;
  object.orders_fields = wants_order_;
  object.has_repr = wants_repr_ && !has("__repr__") && !has("__str__");
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

} // namespace pyompcc::sema
