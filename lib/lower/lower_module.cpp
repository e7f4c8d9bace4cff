// lib/lower/lower_module.cpp
//
// One file: its constants, its functions, what Python sees of them, and what is left for the interpreter.
#include "lib/diag/rows/lower.h"
#include "lib/ir/cpp_name.h"
#include "lib/ir/walk.h"
#include "lib/lower/check_shared_changes.h"
#include "lib/lower/docstring.h"
#include "lib/lower/function_lowering.h"
#include "lib/lower/lower.h"
#include "lib/lower/residual_source.h"
#include "lib/sema/bound_names.h"
#include "lib/sema/builtins.h"
#include "lib/sema/promote.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace pyompcc::lower {
namespace {

using sema::TypeKind;

// The end of the brackets that open at `at`, past strings and comments.
std::size_t closingBracket(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    char letter = text[at];
    if (letter == '#') {
      at = std::min(text.find('\n', at), text.size() - 1);
    } else if (letter == '"' || letter == '\'') {
      for (++at; at < text.size() && text[at] != letter; ++at) at += text[at] == '\\' ? 1U : 0U;
    } else if (letter == '(' || letter == '[' || letter == '{') {
      ++depth;
    } else if ((letter == ')' || letter == ']' || letter == '}') && --depth == 0) {
      return at;
    }
  }
  return text.size() - 1;
}

// What stands between the name and the colon of a def, as written.
std::string_view signatureText(const ast::FunctionDef& def, std::string_view source) {
  std::size_t begin = source.find('(', def.begin);
  std::size_t end = def.returns ? def.returns->end : closingBracket(source, begin) + 1;
  return source.substr(begin, end - begin);
}

// Which values Python can give to a compiled function.
bool crossesBorder(ir::Type type) {
  if (sema::isContainer(type) || sema::isTuple(type)) {
    return std::ranges::all_of(type->elements,
                               [](ir::Type element) { return !sema::isArray(element) && crossesBorder(element); });
  }
  if (sema::isOptional(type)) return type->elements[0]->kind != TypeKind::Array && crossesBorder(type->elements[0]);
  if (sema::isObject(type)) {
    // What it holds crosses with it.
    return !sema::holdsAny(type, [](ir::Type part) {
      bool known = sema::isObject(part) || sema::isContainer(part) || sema::isTuple(part) || sema::isOptional(part) ||
                   part->kind == TypeKind::Array || part->kind == TypeKind::None || part->kind == TypeKind::Bytes ||
                   sema::isText(part);
      return !known && !sema::isNumber(part);
    });
  }
  if (type->kind == TypeKind::None || type->kind == TypeKind::Bytes) return true;
  return type->kind == TypeKind::Array || sema::isText(type) || sema::isNumber(type);
}

// What Python has no value for.
bool holdsFunction(ir::Type type) {
  return type->kind == TypeKind::Function || type->kind == TypeKind::Cell || type->kind == TypeKind::Generator ||
         sema::isLock(type) || std::ranges::any_of(type->elements, holdsFunction);
}

class ModuleLowering {
 public:
  explicit ModuleLowering(ModuleContext& context) : context_(context), ir_(context.ir) {}

  void run() {
    const support::SourceFile& source = context_.sources[context_.module.parsed->file];
    std::string_view path = source.path();
    ir_.name = context_.module.name;
    ir_.file_name = std::string(path.substr(path.rfind('/') + 1));
    if (auto docstring = docstringOf(context_.module.parsed->root->body)) ir_.docstring = *docstring;
    findNeeded();
    declareConstants();
    declareVariables();
    declareExceptions();
    declareFunctions();
    warnOfPython();
    declareClasses();
    markOverloaded();
    for (const auto& [index, function] : context_.function_of_instance) {
      FunctionLowering(context_, *context_.program.instances[index], *function).run();
    }
    keepUsedConstants();
    keepUsedExceptions();
    declareExports();
    std::vector<const sema::FunctionInfo*> compiled;
    for (const auto& [function_index, overloads] : instances_of_function_) {
      compiled.push_back(context_.program.functions[function_index].get());
    }
    ir_.residual_source = residualSource(context_.module, compiled, source, context_.names);
  }

 private:
  // A module stands alone: it holds the functions of other files that its own call, and their constants.
  void findNeeded() {
    std::vector<std::uint32_t> work;
    for (const auto& instance : context_.program.instances) {
      if (instance->function->module == context_.module_index) work.push_back(instance->index);
    }
    while (!work.empty()) {
      std::uint32_t index = work.back();
      work.pop_back();
      if (!needed_.insert(index).second) continue;
      context_.program.instances[index]->forEachCallee([&](const sema::Callee& callee) {
        if (callee.kind == sema::Callee::Kind::Instance) work.push_back(callee.instance);
      });
      const std::vector<std::uint32_t>& passed = context_.program.instances[index]->passed;
      work.insert(work.end(), passed.begin(), passed.end());
    }
    for (std::uint32_t index : needed_) {
      std::uint32_t module = context_.program.instances[index]->function->module;
      if (module == context_.module_index || !other_modules_.insert(module).second) continue;
      const ast::ParsedModule& parsed = *context_.program.modules[module].parsed;
      context_.comments.merge(attachComments(parsed, context_.sources[parsed.file]));
    }
  }

  // heat.STEP of another file is STEP too where that name is free, else heat_STEP.
  std::string nameOf(std::uint32_t module, std::string_view python_name) {
    std::string name = ir::cppName(python_name);
    if (module == context_.module_index) {
      own_names_.insert(name);
      return name;
    }
    if (!own_names_.contains(name)) return name;
    return ir::cppName(fmt::format("{}_{}", context_.program.modules[module].name, python_name));
  }

  void declareConstants() {
    declareConstantsOf(static_cast<std::uint32_t>(context_.module_index));
    for (std::uint32_t index : context_.module.functions) {
      own_names_.insert(ir::cppName(context_.names.text(context_.program.functions[index]->name)));
    }
    for (std::uint32_t module = 0; module < context_.program.modules.size(); ++module) {
      if (module != context_.module_index) declareConstantsOf(module);
    }
  }

  void declareConstantsOf(std::uint32_t module) {
    const std::vector<sema::Constant>& constants = context_.program.modules[module].constants;
    for (std::uint32_t i = 0; i < constants.size(); ++i) {
      const sema::Constant& constant = constants[i];
      ir::Expr* value = constantValue(constant);
      if (!value) continue;
      ir::Var* var = ir_.makeVar();
      var->python_name = context_.names.text(constant.name);
      var->cpp_name = ir_.text(nameOf(module, var->python_name));
      own_names_.insert(std::string(var->cpp_name));
      var->kind = ir::VarKind::Constant;
      var->type = constant.type;
      var->loc = constant.loc;
      var->constant = value;
      var->number = static_cast<std::uint32_t>(ir_.constants.size());
      context_.var_of_constant.emplace(std::pair(module, i), var);
      ir_.constants.push_back(var);
    }
  }

  // The variables of this file; those of others belong to their modules.
  void declareVariables() {
    const std::vector<sema::ModuleVariable>& variables = context_.module.variables;
    for (std::uint32_t i = 0; i < variables.size(); ++i) {
      const sema::ModuleVariable& variable = variables[i];
      ir::Var* var = ir_.makeVar();
      var->python_name = context_.names.text(variable.name);
      var->cpp_name = ir_.text(ir::cppName(var->python_name));
      own_names_.insert(std::string(var->cpp_name));
      var->kind = ir::VarKind::Constant;
      var->type = context_.types.list(variable.type);
      var->loc = variable.loc;
      var->constant = foldedValue(variable.initial, variable.loc);
      var->in_module = true;
      var->threadprivate = variable.threadprivate;
      var->number = static_cast<std::uint32_t>(ir_.constants.size());
      context_.var_of_variable.emplace(i, var);
      ir_.constants.push_back(var);
    }
  }

  ir::Expr* constantValue(const sema::Constant& constant) {
    return constant.type->kind == constant.folded.kind ? foldedValue(constant.folded, constant.loc) : nullptr;
  }

  ir::Expr* foldedValue(const sema::FoldedValue& value, support::Loc loc) {
    switch (value.kind) {
    case TypeKind::Bool: return ir::boolean(ir_, context_.types, value.integer != 0, loc);
    case TypeKind::Int: return ir::integer(ir_, context_.types, value.integer, loc);
    case TypeKind::Complex: return ir::complex(ir_, context_.types.complex(), value.number, value.imaginary, loc);
    case TypeKind::Float: return ir::floating(ir_, context_.types, value.number, loc);
    case TypeKind::Str: return ir::string(ir_, context_.types, value.text, loc);
    default: return nullptr;
    }
  }

  void declareExceptions() {
    for (const sema::ExceptionClass& exception : context_.module.exceptions) {
      ir::ExceptionClass result;
      result.python_name = context_.names.text(exception.name);
      result.cpp_name = ir_.text(ir::cppName(result.python_name));
      std::string_view dotted = sema::facts(exception.builtin_base).dotted_name;
      result.base = exception.base >= 0 ? ir_.exceptions[static_cast<std::size_t>(exception.base)].cpp_name
                                        : ir_.text(fmt::format("py::{}", dotted.substr(dotted.rfind('.') + 1)));
      ir_.exceptions.push_back(result);
    }
  }

  // The function for a method of a class that containers call; null where none asks for it.
  const ir::Function* lent(std::uint32_t class_index, std::string_view method) const {
    for (std::uint32_t index : needed_) {
      const auto& implicit = context_.program.instances[index]->implicit;
      for (const auto& [place, callee] : implicit) {
        if (place.second != sema::lentName(class_index, method)) continue;
        if (callee.kind == sema::Callee::Kind::Instance) return context_.function_of_instance.at(callee.instance);
      }
    }
    return nullptr;
  }

  // The classes of objects that functions use, and those of objects in them.
  void declareClasses() {
    std::set<std::uint32_t> used;
    auto note = [&](ir::Type type) {
      if (!type) return;
      sema::holdsAny(type, [&](ir::Type part) {
        if (sema::isObject(part)) used.insert(part->object->index);
        return false;
      });
    };
    for (std::uint32_t index : needed_) {
      const sema::Instance& instance = *context_.program.instances[index];
      for (ir::Type type : instance.params) note(type);
      for (ir::Type type : instance.expr_types) note(type);
      for (ir::Type type : instance.web_types) note(type);
      note(instance.result);
    }
    for (std::uint32_t index : used) {
      const sema::ClassInfo& info = *context_.program.classes[index];
      ir::Class result;
      result.python_name = info.object.name;
      result.cpp_name = ir_.text(ir::cppName(info.object.name));
      if (info.module != context_.module_index) result.module = context_.program.modules[info.module].name;
      result.object = &info.object;
      result.is_frozen = info.is_frozen;
      result.loc = info.loc;
      for (std::string_view method : info.object.own_methods) {
        if (const ir::Function* function = lent(index, method)) result.lent.push_back({method, function});
      }
      ir_.classes.push_back(result);
    }
  }

  // Those that no function names are left out, but for the bases of others.
  void keepUsedExceptions() {
    std::set<std::string_view> used;
    auto note = [&](const auto* node) {
      if (node && node->of_file) used.insert(node->exception);
    };
    for (ir::Function* function : ir_.functions) {
      ir::forEachStmt(*function->body, [&](const ir::Stmt& stmt) {
        note(ir::as<ir::Raise>(&stmt));
        note(ir::as<ir::Handler>(&stmt));
      });
      ir::forEachExpr(*function->body, [&](const ir::Expr& expr) {
        note(ir::as<ir::IsException>(&expr));
        note(ir::as<ir::MakeException>(&expr));
      });
    }
    for (auto it = ir_.exceptions.rbegin(); it != ir_.exceptions.rend(); ++it) {
      if (used.contains(it->cpp_name)) used.insert(it->base);
    }
    std::erase_if(ir_.exceptions, [&](const ir::ExceptionClass& one) { return !used.contains(one.cpp_name); });
  }

  void declareFunctions() {
    std::map<std::string, std::set<std::vector<std::string>>> taken;
    for (const auto& instance : context_.program.instances) {
      const sema::FunctionInfo& info = *instance->function;
      if (!needed_.contains(instance->index)) continue;
      ir::Function* function = ir_.makeFunction();
      function->python_name = context_.names.text(info.name);
      function->cpp_name = ir_.text(uniqueName(*instance, taken));
      function->result = instance->result;
      function->loc = context_.program.modules[info.module].parsed->loc(*info.def);
      function->recursive = instance->recursive;
      function->is_generator = info.is_generator;
      function->remembers = info.remembers;
      if (info.remembers) checkRemembered(*instance);
      if (auto docstring = docstringOf(info.def->body)) function->docstring = *docstring;
      if (auto found = context_.comments.find(info.isInner() ? written(*info.def) : info.written);
          found != context_.comments.end()) {
        function->comments = found->second;
      }
      context_.function_of_instance.emplace(instance->index, function);
      ir_.functions.push_back(function);
      // What `*args` packs is no tuple that Python gives.
      bool callable = info.module == context_.module_index && !info.isInner() && !info.def->args->vararg &&
                      std::ranges::all_of(instance->params, crossesBorder) && !holdsFunction(instance->result);
      if (callable) instances_of_function_[info.index].push_back(function);
    }
  }

  void checkRemembered(const sema::Instance& instance) {
    const sema::FunctionInfo& info = *instance.function;
    ir::Type culprit = nullptr;
    for (ir::Type param : instance.params) {
      if (!sema::isHashable(param)) culprit = param;
    }
    bool changes = sema::holdsAny(instance.result, [](ir::Type part) {
      return sema::isMutable(part) || sema::isArray(part) || part->kind == TypeKind::Generator ||
             part->kind == TypeKind::Iterator || part->kind == TypeKind::Function;
    });
    if (changes) culprit = instance.result;
    if (!culprit) return;
    context_.emitter.report(context_.program.modules[info.module].parsed->loc(*info.def), diag::RememberedType,
                            context_.names.text(info.name), sema::typeName(culprit));
  }

  // What Python cannot call compiled stays as it is written, which is told where it was asked for.
  void warnOfPython() {
    std::set<std::uint32_t> told;
    for (const auto& instance : context_.program.instances) {
      const sema::FunctionInfo& info = *instance->function;
      bool stays = info.decorated && info.module == context_.module_index && !info.isInner() &&
                   !instances_of_function_.contains(info.index);
      if (!stays || !told.insert(info.index).second) continue;
      std::string reason = "compiled functions alone can give it what it takes";
      if (info.def->args->vararg) reason = "`*args` has no signature";
      if (info.is_generator) reason = "a generator cannot leave compiled code; return a list";
      const support::Loc loc = context_.module.parsed->loc(*info.def);
      context_.emitter.report({loc.file, loc.begin, loc.begin + 3}, diag::PythonForPython,
                              context_.names.text(info.name), reason);
    }
  }

  void markOverloaded() {
    std::map<std::string_view, int> counts;
    for (const ir::Function* function : ir_.functions) ++counts[function->cpp_name];
    for (ir::Function* function : ir_.functions) function->overloaded = counts[function->cpp_name] > 1;
  }

  // The def of the file's tree that a copy stands for.
  const ast::Stmt* written(const ast::FunctionDef& def) const {
    auto found = context_.program.written.find(&def);
    return found == context_.program.written.end() ? nullptr : found->second;
  }

  // Signatures of one function are overloads in C++; those whose C++ types are the same need another name.
  std::string uniqueName(const sema::Instance& instance,
                         std::map<std::string, std::set<std::vector<std::string>>>& taken) {
    const sema::FunctionInfo& function = *instance.function;
    std::string name =
        nameOf(function.module, context_.names.text(function.isInner() ? function.cpp_name : function.name));
    std::vector<std::string> types;
    for (ir::Type type : instance.params) {
      if (!sema::isPlainFunction(type)) types.push_back(cppSignatureName(type));
    }
    std::string candidate = name;
    for (int suffix = 2; !taken[candidate].insert(types).second; ++suffix)
      candidate = fmt::format("{}_{}", name, suffix);
    return candidate;
  }

  // Types that are the same C++ type have the same name here.
  static std::string cppSignatureName(ir::Type type) {
    if (auto dtype = sema::dtypeOfNumber(type)) return std::string(sema::facts(*dtype).numpy_name);
    if (type->elements.empty() || type->object || type->named) return sema::typeName(type);
    std::string name = fmt::format("{}[", static_cast<int>(type->kind));
    for (ir::Type element : type->elements) name += cppSignatureName(element) + ", ";
    return name + "]";
  }

  void keepUsedConstants() {
    std::set<const ir::Var*> used;
    for (ir::Function* function : ir_.functions) {
      ir::forEachExpr(*function, [&](const ir::Expr& expr) {
        if (const auto* reference = ir::as<ir::VarRef>(&expr)) used.insert(reference->var);
      });
    }
    std::erase_if(ir_.constants, [&](const ir::Var* var) { return !used.contains(var); });
  }

  void declareExports() {
    for (const auto& [function_index, overloads] : instances_of_function_) {
      const sema::FunctionInfo& info = *context_.program.functions[function_index];
      const ast::Arguments& arguments = *info.def->args;
      ir::Export entry;
      entry.python_name = context_.names.text(info.name);
      if (auto docstring = docstringOf(info.def->body)) {
        entry.docstring = *docstring;
        entry.has_docstring = true;
      }
      entry.overloads = overloads;
      if (info.ufunc) addLoops(entry, info);
      entry.line = context_.sources[context_.module.parsed->file].lineColumn(info.def->begin).line;
      addParameters(entry, arguments);
      entry.signature_text = signatureText(*info.def, context_.sources[context_.module.parsed->file].text());
      ir_.exports.push_back(std::move(entry));
    }
  }

  // Does the function use variables of the module, itself or by calls?
  static bool usesVariables(const ir::Function& function) {
    std::set<const ir::Function*> reached{&function};
    std::vector<const ir::Function*> work{&function};
    bool found = false;
    while (!work.empty()) {
      const ir::Function* next = work.back();
      work.pop_back();
      ir::forEachExpr(*next, [&](const ir::Expr& expr) {
        const auto* reference = ir::as<ir::VarRef>(&expr);
        found |= reference && reference->var->in_module;
        const auto* call = ir::as<ir::Call>(&expr);
        if (call && reached.insert(call->callee).second) work.push_back(call->callee);
      });
    }
    return found;
  }

  // The loops of a ufunc in the order in which NumPy shall try them.
  void addLoops(ir::Export& entry, const sema::FunctionInfo& info) {
    std::vector<ir::Function*> known = std::move(entry.overloads);
    entry.overloads.clear();
    entry.ufunc = &info.ufunc;
    for (const sema::UfuncInfo::Signature& loop : info.ufunc.signatures) {
      auto found = std::ranges::find_if(known, [&](const ir::Function* function) {
        return std::ranges::equal(function->params, loop.params, {}, [](const ir::Var* param) { return param->type; });
      });
      if (found == known.end()) continue;
      // NumPy calls the loops, and nothing reads the variables before.
      if (usesVariables(**found)) {
        context_.emitter.report((*found)->loc, diag::NotLowered, "a variable of the module in a ufunc");
      }
      ir::Type result = loop.result ? loop.result : (*found)->result;
      bool elements = info.ufunc.kind == sema::UfuncInfo::Kind::Elements;
      bool number = sema::isNumber(result) && sema::isNumber((*found)->result);
      // A declared result may only widen what the function gives.
      bool narrows = number && loop.result && rankOf((*found)->result) > rankOf(loop.result);
      if (elements && (!number || narrows)) {
        context_.emitter.report((*found)->loc, diag::UfuncResult, entry.python_name, sema::typeName((*found)->result));
      }
      entry.overloads.push_back(*found);
      entry.results.push_back(result);
    }
  }
  // Bool, int, real, complex.
  static int rankOf(ir::Type type) {
    if (sema::isComplex(type)) return 3;
    if (sema::isReal(type)) return 2;
    return type->kind == TypeKind::Bool ? 0 : 1;
  }

  void addParameters(ir::Export& entry, const ast::Arguments& arguments) {
    std::size_t positional = arguments.posonlyargs.size() + arguments.args.size();
    std::vector<const ast::Arg*> params = sema::parameters(arguments);
    for (std::size_t i = 0; i < params.size(); ++i) {
      ir::BoundParameter parameter;
      parameter.name = context_.names.text(params[i]->arg);
      parameter.positional_only = i < arguments.posonlyargs.size();
      parameter.keyword_only = i >= positional;
      parameter.has_default = i < positional ? i + arguments.defaults.size() >= positional
                                             : arguments.kw_defaults[i - positional] != nullptr;
      entry.parameters.push_back(parameter);
    }
  }

  ModuleContext& context_;
  ir::Module& ir_;
  std::set<std::uint32_t> needed_;        ///< instances
  std::set<std::uint32_t> other_modules_; ///< those of some needed instance
  std::set<std::string> own_names_;       ///< C++ names that are taken
  std::map<std::uint32_t, std::vector<ir::Function*>> instances_of_function_;
};

} // namespace

ir::Module lower(sema::Program& program, std::size_t module_index, const Checks& checks,
                 const support::SourceSet& sources, const support::NameTable& names, diag::Emitter& emitter) {
  ir::Module result;
  const sema::ModuleInfo& module = program.modules[module_index];
  ModuleContext context{program, module, module_index,  checks, sources, names,
                        emitter, result, program.types, {},     {},      {}};
  context.comments = attachComments(*module.parsed, sources[module.parsed->file]);
  ModuleLowering(context).run();
  if (!emitter.hasErrors()) checkSharedChanges(result, emitter);
  return result;
}

} // namespace pyompcc::lower
