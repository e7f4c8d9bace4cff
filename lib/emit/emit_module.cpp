// lib/emit/emit_module.cpp
//
// The file as a whole: constants, functions, and the tables that its binding needs.
#include "lib/emit/cpp_text.h"
#include "lib/emit/cpp_writer.h"
#include "lib/emit/emit.h"
#include "lib/emit/function_emitter.h"
#include "lib/ir/cpp_name.h"
#include "lib/ir/walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace pyompcc::emit {
namespace {

/// Prints one module.
class ModuleEmitter {
 public:
  ModuleEmitter(const ir::Module& module, const support::SourceSet& sources) : module_(module), sources_(sources) {}

  Output run(bool with_binding);

 private:
  void constants();
  void exceptions();
  void reductions();
  void writeOutReductions();
  void declaredReductions();
  void classes();
  void classOf(const ir::Class& info);
  static std::string lentSignature(const ir::Class& info, std::string_view method, std::string_view scope);
  void lentMethods();
  void forwardDeclarations();
  std::string variablesOf(const ir::Export& exported) const;
  void variableTable();
  void functionTable();
  void binding();
  std::string_view fileOf(const ir::Function& function) const;
  std::string name(const ir::Function& function);
  std::string entry(const ir::Function& function);
  std::string loops(const ir::Export& exported);
  std::string shownType(const ir::Function& function);

  const ir::Module& module_;
  const support::SourceSet& sources_;
  CppWriter out_;
  std::map<const ir::Function*, std::string> written_out_; ///< combiners and initializers that are one value
};

void ModuleEmitter::constants() {
  for (const ir::Var* constant : module_.constants) {
    std::string value;
    if (const auto* number = ir::as<ir::IntConst>(constant->constant)) value = intLiteral(number->value);
    if (const auto* number = ir::as<ir::FloatConst>(constant->constant)) value = floatLiteral(number->value, false);
    if (const auto* number = ir::as<ir::ComplexConst>(constant->constant)) {
      value = fmt::format("{{{}, {}}}", floatLiteral(number->real, false), floatLiteral(number->imag, false));
    }
    if (const auto* truth = ir::as<ir::BoolConst>(constant->constant)) value = truth->value ? "true" : "false";
    if (const auto* text = ir::as<ir::StrConst>(constant->constant)) value = textLiteral(text->value);
    if (constant->in_module) {
      out_.line(fmt::format("static {} {} = {};", valueType(constant->type->elements[0]), constant->cpp_name, value));
      if (constant->threadprivate) out_.pragma(fmt::format("#pragma omp threadprivate({})", constant->cpp_name));
      continue;
    }
    out_.line(fmt::format("{} {} {} = {};", sema::isText(constant->type) ? "const" : "constexpr",
                          valueType(constant->type), constant->cpp_name, value));
  }
  if (!module_.constants.empty()) out_.line();
}

// Which of the table's variables the functions of an export use, and those that they call.
std::string ModuleEmitter::variablesOf(const ir::Export& exported) const {
  std::set<const ir::Function*> reached(exported.overloads.begin(), exported.overloads.end());
  std::vector<const ir::Function*> work(exported.overloads.begin(), exported.overloads.end());
  std::set<const ir::Var*> used;
  while (!work.empty()) {
    const ir::Function* function = work.back();
    work.pop_back();
    ir::forEachExpr(*function, [&](const ir::Expr& expr) {
      const auto* reference = ir::as<ir::VarRef>(&expr);
      if (reference && reference->var->in_module) used.insert(reference->var);
      const auto* call = ir::as<ir::Call>(&expr);
      if (call && reached.insert(call->callee).second) work.push_back(call->callee);
    });
  }
  std::string indices;
  int index = 0;
  for (const ir::Var* constant : module_.constants) {
    if (!constant->in_module) continue;
    if (used.contains(constant)) indices += fmt::format(", {}", index);
    ++index;
  }
  return indices;
}

// The variables of the module as Python sees them.
void ModuleEmitter::variableTable() {
  bool any = std::ranges::any_of(module_.constants, &ir::Var::in_module);
  if (!any) return;
  out_.line("static constexpr py::Variable Variables[] = {");
  out_.indent();
  out_.indent();
  for (const ir::Var* constant : module_.constants) {
    if (!constant->in_module) continue;
    out_.line(fmt::format("{}({}, {}, {}),", constant->threadprivate ? "PYOMP_THREAD_VARIABLE" : "PYOMP_VARIABLE",
                          constant->cpp_name, emit::shownType(constant->type->elements[0]),
                          stringLiteral(constant->python_name)));
  }
  out_.dedent();
  out_.dedent();
  out_.line("};");
  out_.line();
}

// NAME.py without folders.
std::string_view ModuleEmitter::fileOf(const ir::Function& function) const {
  if (function.loc.file.index >= sources_.size()) return module_.file_name;
  std::string_view path = sources_[function.loc.file].path();
  return path.substr(path.rfind('/') + 1);
}

void ModuleEmitter::exceptions() {
  for (const ir::ExceptionClass& exception : module_.exceptions) {
    out_.line(fmt::format("PYOMP_EXCEPTION({}, {}, {});", exception.cpp_name, exception.base,
                          stringLiteral(exception.python_name)));
  }
  if (!module_.exceptions.empty()) out_.line();
}

// How arrays are reduced, once for each operation and type.
void ModuleEmitter::reductions() {
  std::set<std::string> declared;
  for (const ir::Function* function : module_.functions) {
    for (const ir::Var* var : function->vars) {
      if (!var->combined || !declared.insert(variableType(*var)).second) continue;
      out_.pragma(fmt::format("#pragma omp declare reduction({} : {} : omp_out.combine(omp_in)) "
                              "initializer(omp_priv = omp_orig.part())",
                              combination(*var->combined).name, variableType(*var)));
    }
  }
  if (!declared.empty()) out_.line();
}

// Combiners and initializers that are one value stand in the directive itself.
void ModuleEmitter::writeOutReductions() {
  constexpr std::string_view Parts[] = {"omp_out", "omp_in"};
  constexpr std::string_view Original[] = {"omp_orig"};
  std::set<const ir::Function*> called;
  for (const ir::DeclaredReduction& declared : module_.reductions) {
    if (ir::mayRaise(declared)) called.insert({declared.combiner, declared.initializer});
  }
  for (const ir::DeclaredReduction& declared : module_.reductions) {
    auto write_out = [&](const ir::Function* function, std::span<const std::string_view> names) {
      std::string value = function && !called.contains(function)
                              ? FunctionEmitter(out_, *function, sources_).valueAlone(names)
                              : std::string();
      if (!value.empty()) written_out_.emplace(function, std::move(value));
    };
    write_out(declared.combiner, Parts);
    write_out(declared.initializer, std::span(Original).first(declared.from_original ? 1 : 0));
  }
}

// What the program declares, by the functions that its combiners and initializers became. Those that may raise are
// called by the runtime, which keeps the exception for the thread that met the construct.
void ModuleEmitter::declaredReductions() {
  for (const ir::DeclaredReduction& declared : module_.reductions) {
    const ir::Function& combiner = *declared.combiner;
    std::string_view name = combiner.cpp_name;
    bool in_place = combiner.result->kind == sema::TypeKind::None;
    std::string combine = fmt::format("{}{}(omp_out, omp_in)", in_place ? "" : "omp_out = ", name);
    if (auto value = written_out_.find(&combiner); value != written_out_.end())
      combine = fmt::format("omp_out = {}", value->second);
    std::string start = "omp_priv = omp_orig";
    std::string argument(declared.from_original ? "omp_orig" : "");
    if (declared.initializer) {
      auto value = written_out_.find(declared.initializer);
      start =
          value == written_out_.end() ? fmt::format("{}({})", declared.initializer->cpp_name, argument) : value->second;
      start.insert(0, "omp_priv = ");
    } else if (!declared.from_original) {
      start = fmt::format("omp_priv = {}{{}}", valueType(declared.type));
    }
    if (ir::mayRaise(declared)) {
      // The address of an overloaded function means none of them.
      combine = fmt::format("py::combine_parts(omp_out, omp_in, {})",
                            combiner.overloaded ? fmt::format("[](auto& out, auto& in) {{ return {}(out, in); }}", name)
                                                : std::string(name));
      if (declared.initializer) {
        std::string_view first = declared.initializer->cpp_name;
        start = fmt::format("omp_priv = py::start_part(omp_priv, {}{})",
                            declared.initializer->overloaded
                                ? fmt::format("[](const auto&... original) {{ return {}(original...); }}", first)
                                : std::string(first),
                            argument.empty() ? "" : ", " + argument);
      }
    }
    out_.pragma(fmt::format("#pragma omp declare reduction({} : {} : {}) initializer({})", declared.cpp_name,
                            valueType(declared.type), combine, start));
  }
  if (!module_.reductions.empty()) out_.line();
}

// The structs of the file's classes; they may refer to each other.
void ModuleEmitter::classes() {
  std::set<const sema::ObjectClass*> defined;
  for (const ir::Class& info : module_.classes) {
    defined.insert(info.object);
    for (const sema::ObjectField& field : info.object->fields) {
      sema::holdsAny(field.type, [&](ir::Type part) {
        bool later = sema::isObject(part) && defined.insert(part->object).second;
        if (later) out_.line(fmt::format("struct {};", ir::cppName(part->object->name)));
        return false;
      });
    }
  }
  for (const ir::Class& info : module_.classes) classOf(info);
}

void ModuleEmitter::classOf(const ir::Class& info) {
  if (info.module.empty()) {
    out_.line(fmt::format("/// The fields of `{}`.", info.python_name));
  } else {
    out_.line(fmt::format("/// The fields of `{}` of the module `{}`.", info.python_name, info.module));
  }
  out_.line(fmt::format("struct {} {{", info.cpp_name));
  out_.indent();
  std::string fields;
  bool arrays = false;
  for (const sema::ObjectField& field : info.object->fields) {
    bool has_value = field.type->kind != sema::TypeKind::None && !sema::isPlainFunction(field.type);
    if (!has_value) continue;
    std::string name = ir::cppName(field.name);
    out_.line(fmt::format("{} {}{{}};", valueType(field.type), name));
    std::string shown = differsInPython(field.type) ? fmt::format("<{}>", emit::shownType(field.type)) : "";
    std::string options;
    if (!field.shown) options += ".shown = false";
    if (!field.compared) options += options.empty() ? ".compared = false" : ", .compared = false";
    if (!options.empty()) options = fmt::format(", {{{}}}", options);
    fields +=
        fmt::format(", py::field{}({}, &{}::{}{})", shown, stringLiteral(field.name), info.cpp_name, name, options);
    arrays |= sema::holdsAny(field.type, [](ir::Type part) {
      return part->kind == sema::TypeKind::Array || part->kind == sema::TypeKind::Scalar;
    });
  }
  std::string traits;
  auto add = [&](bool holds, std::string_view trait) {
    if (holds) traits += fmt::format("{}py::{}", traits.empty() ? "" : " | ", trait);
  };
  add(info.object->compares_fields, "CompareFields");
  add(info.object->orders_fields, "OrderFields");
  add(info.object->has_repr, "ShowFields");
  add(info.is_frozen, "Frozen");
  add(arrays, "HoldArrays");
  std::string maker = info.module.empty() ? "class_of" : "class_in";
  std::string module = info.module.empty() ? "" : stringLiteral(info.module) + ", ";
  out_.line(fmt::format("static constexpr auto Class = py::{}{}({}{}{});", maker,
                        traits.empty() ? "" : fmt::format("<{}>", traits), module, stringLiteral(info.python_name),
                        fields));
  for (const ir::LentMethod& lent : info.lent)
    out_.line(fmt::format("static {};", lentSignature(info, lent.method, "")));
  out_.dedent();
  out_.line("};");
  out_.line();
}

// bool Point::equals(const py::Object<Point>& one, const py::Object<Point>& other)
std::string ModuleEmitter::lentSignature(const ir::Class& info, std::string_view method, std::string_view scope) {
  std::string object = fmt::format("const py::Object<{}>&", info.cpp_name);
  if (method == "__eq__") return fmt::format("bool {}equals({} one, {} other)", scope, object, object);
  if (method == "__lt__") return fmt::format("bool {}less({} one, {} other)", scope, object, object);
  if (method == "__hash__") return fmt::format("Int {}hash({} one)", scope, object);
  return fmt::format("py::Str {}shown({} one)", scope, object);
}

// How containers compare, hash and write the objects of the file.
void ModuleEmitter::lentMethods() {
  for (const ir::Class& info : module_.classes) {
    for (const ir::LentMethod& lent : info.lent) {
      bool two = lent.method == "__eq__" || lent.method == "__lt__";
      out_.line(fmt::format("{} {{ return {}({}); }}",
                            lentSignature(info, lent.method, fmt::format("{}::", info.cpp_name)),
                            lent.function->cpp_name, two ? "one, other" : "one"));
    }
    if (!info.lent.empty()) out_.line();
  }
}

// Functions that are called before the place where they stand.
void ModuleEmitter::forwardDeclarations() {
  std::set<const ir::Function*> defined;
  std::vector<const ir::Function*> early;
  for (const ir::DeclaredReduction& declared : module_.reductions) {
    for (const ir::Function* function : {declared.combiner, declared.initializer}) {
      if (!function || !written_out_.contains(function)) {
        if (function && defined.insert(function).second) early.push_back(function);
        continue;
      }
      ir::forEachExpr(*function->body, [&](const ir::Expr& expr) {
        const auto* call = ir::as<ir::Call>(&expr);
        if (call && defined.insert(call->callee).second) early.push_back(call->callee);
      });
    }
  }
  for (const ir::Function* function : module_.functions) {
    if (written_out_.contains(function)) continue;
    defined.insert(function);
    ir::forEachExpr(*function->body, [&](const ir::Expr& expr) {
      const auto* call = ir::as<ir::Call>(&expr);
      if (call && defined.insert(call->callee).second) early.push_back(call->callee);
    });
  }
  for (const ir::Function* function : early) out_.line(FunctionEmitter(out_, *function, sources_).signature() + ";");
  if (!early.empty()) out_.line();
}

/// The signature as Python sees it where it is not that of C++: NumPy's scalars are numbers there.
std::string ModuleEmitter::shownType(const ir::Function& function) {
  bool differs = differsInPython(function.result);
  std::string params;
  for (const ir::Var* param : function.params) {
    differs |= differsInPython(param->type);
    if (!params.empty()) params += ", ";
    std::string type = parameterType(*param);
    std::string value = valueType(param->type);
    // NumPy's scalars in a container that is passed by reference.
    if (std::size_t at = type.find(value); at != type.npos)
      type.replace(at, value.size(), emit::shownType(param->type));
    params += sema::isArray(param->type) ? variableType(*param) : type;
  }
  return differs ? fmt::format("{}({})", emit::shownType(function.result), params) : std::string();
}

// pi, static_cast<double (*)(Int)>(pi)
std::string ModuleEmitter::name(const ir::Function& function) {
  std::string name(function.cpp_name);
  auto same_name = [&](const ir::Function* other) { return other->cpp_name == function.cpp_name; };
  if (std::count_if(module_.functions.begin(), module_.functions.end(), same_name) < 2) return name;
  std::string params;
  for (const ir::Var* param : function.params) params += (params.empty() ? "" : ", ") + parameterType(*param);
  return fmt::format("static_cast<{} (*)({})>({})", valueType(function.result), params, name);
}

// pi, py::NoGil<pi>, py::NoGil<static_cast<double (*)(Int)>(pi)>, py::Gil<f, py::NumPy<double>(double)>
std::string ModuleEmitter::entry(const ir::Function& function) {
  std::string name = this->name(function);
  std::string type = shownType(function);
  if (type.empty()) return function.releases_gil ? fmt::format("py::NoGil<{}>", name) : name;
  return fmt::format("py::{}<{}, {}>", function.releases_gil ? "NoGil" : "Gil", name, type);
}

// py::NoIdentity, py::Elements<f, double>
std::string ModuleEmitter::loops(const ir::Export& exported) {
  using Identity = sema::UfuncInfo::Identity;
  std::string text = "py::NoIdentity";
  if (exported.ufunc->identity == Identity::Zero) text = "py::Zero";
  if (exported.ufunc->identity == Identity::One) text = "py::One";
  if (exported.ufunc->identity == Identity::Reorderable) text = "py::Reorderable";
  for (std::size_t i = 0; i < exported.overloads.size(); ++i) {
    std::string function = name(*exported.overloads[i]);
    if (exported.ufunc->kind == sema::UfuncInfo::Kind::Parts) {
      text += fmt::format(", py::Parts<{}, {}>", function, stringLiteral(exported.ufunc->layout));
    } else {
      text += fmt::format(", py::Elements<{}, {}{}>", function, valueType(exported.results[i]),
                          exported.ufunc->threads ? ", true" : "");
    }
  }
  return text;
}

// An array cannot be empty; a module without compiled functions has an empty span.
void ModuleEmitter::functionTable() {
  auto is_empty = [](const ir::Export& exported) { return exported.overloads.empty(); };
  if (std::all_of(module_.exports.begin(), module_.exports.end(), is_empty)) {
    out_.line("static constexpr py::Rows<py::Function> Functions;");
    return;
  }
  out_.line("static constexpr py::Function Functions[] = {");
  out_.indent();
  out_.indent();
  for (const ir::Export& exported : module_.exports) {
    if (exported.overloads.empty()) continue;
    std::string entries;
    for (const ir::Function* function : exported.overloads) {
      entries += (entries.empty() ? "" : ", ") + entry(*function);
    }
    std::string parameters;
    for (const ir::BoundParameter& parameter : exported.parameters) {
      if (!parameters.empty()) parameters += ",";
      parameters += parameter.name;
    }
    std::string docstring = exported.has_docstring ? stringLiteral(exported.docstring) : "nullptr";
    if (exported.ufunc) {
      out_.line(fmt::format("py::ufunc<{}>({}, {}),", loops(exported), stringLiteral(exported.python_name), docstring));
      continue;
    }
    std::string row = fmt::format("py::function<{}>({}, {}, {}, {})", entries, stringLiteral(exported.python_name),
                                  stringLiteral(exported.signature_text), stringLiteral(parameters), docstring);
    std::string variables = variablesOf(exported);
    out_.line(variables.empty() ? row + "," : fmt::format("py::sharing<Variables{}>({}),", variables, row));
  }
  out_.dedent();
  out_.dedent();
  out_.line("};");
}

void ModuleEmitter::binding() {
  out_.line("// The module as Python sees it.");
  out_.line();
  std::vector<LineEntry> rows;
  for (const LineEntry& line : out_.lines()) {
    bool continues = !rows.empty() && rows.back().python_line == line.python_line &&
                     rows.back().function == line.function && rows.back().file == line.file;
    if (line.raises && !continues) rows.push_back(line);
  }
  if (rows.empty()) rows.push_back({1, 1, "<module>", true});
  out_.line("static constexpr py::Line Lines[] = {");
  out_.indent();
  out_.indent();
  for (const LineEntry& row : rows) {
    std::string file = row.file.empty() ? "" : fmt::format(", {}", stringLiteral(row.file));
    out_.line(fmt::format("{{{}, {}, {}{}}},", row.cpp_line, row.python_line, stringLiteral(row.function), file));
  }
  out_.dedent();
  out_.dedent();
  out_.line("};");
  out_.line();
  variableTable();
  functionTable();
  out_.line();
  out_.verbatim(fmt::format("PYOMP_MODULE({}, {}, {});", module_.name, stringLiteral(module_.file_name),
                            rawStringLiteral(module_.residual_source)));
}

Output ModuleEmitter::run(bool with_binding) {
  out_.comment("//", fmt::format("{}, translated by pyomp-cc.", module_.file_name));
  for (const std::string& line : docstringLines(module_.docstring)) out_.comment("//", line);
  out_.line("#include <pyomp/runtime.hpp>");
  if (module_.instrumented) out_.line("#include <pyomp/profile.hpp>");
  out_.line();
  // Inside another namespace, so that no name of a C library's function is taken (time.py, gamma.py).
  std::string space = fmt::format("python::{}", ir::cppName(module_.name));
  out_.line(fmt::format("namespace {} {{", space));
  out_.line();
  out_.line("using py::Int;");
  out_.line();
  constants();
  exceptions();
  reductions();
  classes();
  writeOutReductions();
  forwardDeclarations();
  declaredReductions();
  for (const ir::Function* function : module_.functions) {
    if (written_out_.contains(function)) continue;
    std::string_view file = fileOf(*function);
    out_.setFile(file == module_.file_name ? std::string_view() : file);
    FunctionEmitter(out_, *function, sources_).emit();
    out_.line();
  }
  lentMethods();
  if (with_binding) {
    binding();
    out_.line();
  }
  out_.line(fmt::format("}}  // namespace {}", space));
  return out_.take();
}

} // namespace

Output emitCpp(const ir::Module& module, const support::SourceSet& sources) {
  return ModuleEmitter(module, sources).run(true);
}

Output emitFunctions(const ir::Module& module, const support::SourceSet& sources) {
  return ModuleEmitter(module, sources).run(false);
}

} // namespace pyompcc::emit
