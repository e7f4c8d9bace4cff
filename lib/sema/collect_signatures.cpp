// lib/sema/collect_signatures.cpp
//
// Collects signatures, one source after the other, then asks for those that are missing.
#include "lib/sema/collect_signatures.h"

#include "lib/ast/walk.h"
#include "lib/diag/rows/sema.h"
#include "lib/parse/parse.h"
#include "lib/sema/bind_call.h"
#include "lib/sema/mark_native.h"
#include "lib/sema/parse_pythran_export.h"
#include "lib/sema/parse_type.h"
#include "lib/sema/read_decorators.h"
#include "lib/sema/uncompiled_code.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace pyompcc::sema {
namespace {

using Origin = SignatureRequest::Origin;

constexpr std::size_t MaxRequestsOfFunction = 64;

class SignatureCollection {
 public:
  SignatureCollection(Program& program, const Resolutions& resolutions, std::span<ast::ParsedModule* const> parsed,
                      const support::SourceSet& sources, support::NameTable& names, diag::Emitter& emitter)
      : program_(program), resolutions_(resolutions), parsed_(parsed), sources_(sources), names_(names),
        emitter_(emitter), code_(program, resolutions, parsed, names), native_(program, resolutions, names) {}

  std::vector<SignatureRequest> run(std::span<const ExportRequest> exports) {
    for (const ExportRequest& request : exports) addExport(request);
    for (std::uint32_t module = 0; module < parsed_.size(); ++module) addPythranComments(module);
    native_.mark();
    for (const auto& function : program_.functions) {
      if (!function->native || function->isInner()) continue;
      addDecorators(*function);
      addAnnotations(*function);
    }
    addCalls();
    for (const SignatureRequest& request : requests_) {
      for (Type param : request.params) native_.addClassesOf(param);
    }
    native_.mark();
    for (const auto& function : program_.functions) {
      if (function->native) readAnnotations(*function);
    }
    return inOrderOfFunctions();
  }

  /// Those of calls whose arguments compiled functions return. Asks for what is missing when there are none.
  std::vector<SignatureRequest> more(const ResultOf& result_of);

 private:
  std::vector<SignatureRequest> inOrderOfFunctions() {
    std::vector<std::vector<SignatureRequest>> by_function(program_.functions.size());
    for (const SignatureRequest& request : requests_) by_function[request.function].push_back(request);
    std::vector<SignatureRequest> result;
    for (auto& group : by_function) std::move(group.begin(), group.end(), std::back_inserter(result));
    return result;
  }

  ast::ParsedModule& fileOf(const FunctionInfo& function) { return *parsed_[function.module]; }
  TypeParser typeParser(const FunctionInfo& function) { return {program_.types, fileOf(function), names_}; }

  FunctionInfo* findFunction(std::uint32_t module, std::string_view name);
  void addExport(const ExportRequest& request);
  void addPythranComments(std::uint32_t module);
  void addPythranExport(std::uint32_t module, std::string_view text, const std::vector<std::uint32_t>& places);
  void addAlternatives(const FunctionInfo& function, const PythranExport& entry, support::Loc loc);
  void addDecorators(FunctionInfo& function);
  void addDecoratorSignature(FunctionInfo& function, const ast::Expr& signature, bool inside_string);
  void addUsualTypes(FunctionInfo& function);
  bool addLoop(FunctionInfo& function, std::vector<Type>& params, Type result, support::Loc loc);
  const ast::Expr* valueOf(std::uint32_t module, Name name) const;
  void addAnnotations(FunctionInfo& function);
  void readAnnotations(FunctionInfo& function);
  void addCalls();
  void addCall(const ast::Call& call, std::uint32_t module, ArgumentScope& scope);
  void reportMissing();

  std::optional<std::vector<Type>> parseTypes(const FunctionInfo& function, std::span<ast::Expr* const> args,
                                              TypeNotation notation, support::Loc whole);
  void reportType(const FunctionInfo& function, const TypeText& text, support::Loc loc);
  // Fills up what a signature leaves out with the types of defaults.
  bool complete(const FunctionInfo& function, std::vector<Type>& params);
  void packPositional(const FunctionInfo& function, std::vector<Type>& params);
  std::size_t parameterCount(const FunctionInfo& function) const;
  void add(const FunctionInfo& function, std::vector<Type> params, Type result, Origin origin, support::Loc loc);
  support::Loc nameLoc(const FunctionInfo& function);

  Program& program_;
  const Resolutions& resolutions_;
  std::span<ast::ParsedModule* const> parsed_;
  const support::SourceSet& sources_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  UncompiledCode code_;
  NativeMarking native_;
  bool inferring_ = false; ///< classes are settled, and results of compiled functions known
  std::vector<SignatureRequest> requests_;
  std::map<std::pair<std::uint32_t, std::vector<Type>>, std::size_t> seen_;
  std::vector<std::size_t> counts_;
  std::vector<std::uint32_t> faulty_; // functions with a signature that has been reported
};

// Parameters that compiled functions can have; `**kwargs` is rejected elsewhere.
std::size_t SignatureCollection::parameterCount(const FunctionInfo& function) const {
  return bindDefaults(*function.def->args).params.size();
}

bool SignatureCollection::complete(const FunctionInfo& function, std::vector<Type>& params) {
  CallBinding declared = bindDefaults(*function.def->args);
  if (params.size() > declared.params.size()) return false;
  params.resize(declared.params.size(), nullptr);
  for (std::size_t i = 0; i < params.size(); ++i) {
    if (params[i]) continue;
    const ast::Expr* value = declared.params[i].default_value;
    params[i] = value ? code_.moduleScope(function.module).typeOf(*value) : nullptr;
    if (!params[i]) return false;
  }
  return true;
}

// The types of a signature are those of the positional parameters; what is left over goes into `*args`.
void SignatureCollection::packPositional(const FunctionInfo& function, std::vector<Type>& params) {
  const ast::Arguments& arguments = *function.def->args;
  std::size_t named = arguments.posonlyargs.size() + arguments.args.size();
  if (!arguments.vararg || params.size() < named) return;
  std::vector<Type> rest(params.begin() + static_cast<std::ptrdiff_t>(named), params.end());
  params.resize(named);
  params.push_back(program_.types.tuple(rest));
}

void SignatureCollection::add(const FunctionInfo& function, std::vector<Type> params, Type result, Origin origin,
                              support::Loc loc) {
  counts_.resize(program_.functions.size());
  auto [it, inserted] = seen_.try_emplace({function.index, params}, requests_.size());
  if (!inserted || counts_[function.index] >= MaxRequestsOfFunction) return;
  ++counts_[function.index];
  requests_.push_back(
      {.function = function.index, .params = std::move(params), .result = result, .origin = origin, .loc = loc});
}

// The name in `def name(`.
support::Loc SignatureCollection::nameLoc(const FunctionInfo& function) {
  support::Loc loc = fileOf(function).loc(*function.def);
  std::string_view text = sources_[loc.file].text();
  std::string_view name = names_.text(function.name);
  std::size_t at = text.find(name, std::min<std::size_t>(text.size(), loc.begin + 3));
  if (at == std::string_view::npos || at + name.size() > loc.end) return {loc.file, loc.begin, loc.begin + 3};
  return {loc.file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + name.size())};
}

FunctionInfo* SignatureCollection::findFunction(std::uint32_t module, std::string_view name) {
  for (std::uint32_t index : program_.modules[module].functions) {
    if (names_.text(program_.functions[index]->name) == name) return program_.functions[index].get();
  }
  return nullptr;
}

void SignatureCollection::reportType(const FunctionInfo& function, const TypeText& text, support::Loc loc) {
  faulty_.push_back(function.index);
  if (text.known) {
    emitter_.report(loc, diag::TypeNotCompiled, names_.text(function.name));
  } else {
    emitter_.report(loc, diag::UnknownType, names_.text(function.name));
  }
}

std::optional<std::vector<Type>> SignatureCollection::parseTypes(const FunctionInfo& function,
                                                                 std::span<ast::Expr* const> args,
                                                                 TypeNotation notation, support::Loc whole) {
  std::vector<Type> params;
  for (const ast::Expr* arg : args) {
    TypeText text = typeParser(function).parse(*arg, notation);
    if (!text.type) {
      reportType(function, text, text.culprit ? fileOf(function).loc(*text.culprit) : whole);
      return std::nullopt;
    }
    params.push_back(text.type);
  }
  std::size_t written = params.size();
  std::size_t declared = parameterCount(function);
  packPositional(function, params);
  if (!complete(function, params)) {
    faulty_.push_back(function.index);
    emitter_.report(whole, diag::SignatureLength, names_.text(function.name), static_cast<diag::Number>(declared),
                    static_cast<diag::Number>(written));
    return std::nullopt;
  }
  return params;
}

// --export 'name(type, ...)'. The text stands in no file; errors are at the first line of the first one.
void SignatureCollection::addExport(const ExportRequest& request) {
  if (parsed_.empty()) return;
  support::Loc place{parsed_[0]->file, 0, 0};
  diag::Emitter unheard;
  const ast::Expr* expr = parse::parseExpression(*parsed_[0], request.text, place, names_, unheard);
  const auto* call = ast::as<ast::Call>(expr);
  const auto* name = call ? ast::as<ast::NameExpr>(call->func) : nullptr;
  if (!name || !call->keywords.empty()) {
    emitter_.report(place, diag::ExportNotSignature, request.text);
    return;
  }
  FunctionInfo* function = nullptr;
  for (std::uint32_t module = 0; module < parsed_.size() && !function; ++module) {
    function = findFunction(module, names_.text(name->id));
  }
  if (!function) {
    emitter_.report(place, diag::ExportUnknown, names_.text(name->id));
    return;
  }
  function->native = true;
  support::Loc loc = nameLoc(*function);
  std::vector<Type> params;
  for (const ast::Expr* arg : call->args) {
    TypeText text = typeParser(*function).parse(*arg, TypeNotation::Signature);
    if (!text.type) return reportType(*function, text, loc);
    params.push_back(text.type);
  }
  std::size_t written = params.size();
  std::size_t declared = parameterCount(*function);
  packPositional(*function, params);
  if (!complete(*function, params)) {
    faulty_.push_back(function->index);
    emitter_.report(loc, diag::SignatureLength, names_.text(function->name), static_cast<diag::Number>(declared),
                    static_cast<diag::Number>(written));
    return;
  }
  add(*function, std::move(params), nullptr, Origin::Export, loc);
}

// # pythran export f(int,
// #                  float)     goes on in the next comment until its parentheses close.
void SignatureCollection::addPythranComments(std::uint32_t module) {
  const ast::ParsedModule& file = *parsed_[module];
  std::string_view source = sources_[file.file].text();
  std::string text;
  std::vector<std::uint32_t> places; // of each character of `text`
  int open = 0;
  auto append = [&](std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t i = begin; i < end; ++i) {
      text += source[i];
      places.push_back(i);
      if (source[i] == '(' || source[i] == '[') ++open;
      if (source[i] == ')' || source[i] == ']') --open;
    }
  };
  for (const ast::Comment& comment : file.comments) {
    std::string_view line = source.substr(comment.begin, comment.end - comment.begin);
    std::size_t at = line.find_first_not_of("# \t");
    if (at == std::string_view::npos) continue;
    if (text.empty()) {
      if (!line.substr(at).starts_with("pythran")) continue;
      std::size_t word = line.find_first_not_of(" \t", at + 7);
      if (word == std::string_view::npos || !line.substr(word).starts_with("export")) continue;
      at = word + 6;
    }
    append(comment.begin + static_cast<std::uint32_t>(at), comment.end);
    places.push_back(comment.end);
    if (open > 0) {
      text += ' ';
      continue;
    }
    addPythranExport(module, text, places);
    text.clear();
    places.clear();
    open = 0;
  }
  if (!text.empty()) addPythranExport(module, text, places);
}

void SignatureCollection::addPythranExport(std::uint32_t module, std::string_view text,
                                           const std::vector<std::uint32_t>& places) {
  auto locate = [&](std::uint32_t offset, std::uint32_t size) {
    std::uint32_t begin = places[std::min<std::size_t>(offset, places.size() - 1)];
    return support::Loc{parsed_[module]->file, begin, begin + size};
  };
  PythranExports exports = parsePythranExport(text, program_.types);
  if (exports.error_offset) {
    support::Loc loc = locate(*exports.error_offset, 1);
    if (exports.not_compiled) {
      emitter_.report(loc, diag::PythranTypeNotCompiled);
    } else {
      emitter_.report(loc, diag::PythranExportSyntax);
    }
  }
  for (const PythranExport& entry : exports.functions) {
    support::Loc loc = locate(entry.offset, static_cast<std::uint32_t>(entry.name.size()));
    FunctionInfo* function = findFunction(module, entry.name);
    if (!function) {
      emitter_.report(loc, diag::ExportUnknown, entry.name);
      continue;
    }
    function->native = true;
    addAlternatives(*function, entry, loc);
  }
}

// f(int or float, int) asks for f(int, int) and f(float, int).
void SignatureCollection::addAlternatives(const FunctionInfo& function, const PythranExport& entry, support::Loc loc) {
  std::vector<std::vector<Type>> signatures{{}};
  for (const std::vector<Type>& alternatives : entry.params) {
    std::vector<std::vector<Type>> longer;
    for (const std::vector<Type>& signature : signatures) {
      for (Type type : alternatives) {
        longer.push_back(signature);
        longer.back().push_back(type);
      }
    }
    if (longer.size() > MaxRequestsOfFunction) longer.resize(MaxRequestsOfFunction);
    signatures = std::move(longer);
  }
  std::size_t declared = parameterCount(function);
  for (std::vector<Type>& params : signatures) {
    packPositional(function, params);
    if (!complete(function, params)) {
      faulty_.push_back(function.index);
      emitter_.report(loc, diag::SignatureLength, names_.text(function.name), static_cast<diag::Number>(declared),
                      static_cast<diag::Number>(entry.params.size()));
      return;
    }
    add(function, std::move(params), nullptr, Origin::PythranComment, loc);
  }
}

// @njit("float64(int64)"), @njit(float64(int64)), @njit([...]), @njit((int64,)).
void SignatureCollection::addDecorators(FunctionInfo& function) {
  const ModuleNames& table = resolutions_.modules[function.module];
  for (const ast::Expr* decorator : function.def->decorator_list) {
    const auto* call = ast::as<ast::Call>(decorator);
    if (function.ufunc.kind == UfuncInfo::Kind::Elements && (!call || call->args.empty())) addUsualTypes(function);
    if (!call || call->args.empty()) continue;
    const Resolution& resolution = table(*call->func);
    if (resolution.kind != Resolution::Kind::Object || !isDecorator(names_.text(resolution.dotted))) continue;
    const ast::Expr* signature = call->args[0];
    if (const auto* name = ast::as<ast::NameExpr>(signature)) {
      if (const ast::Expr* value = valueOf(function.module, name->id)) signature = value;
    }
    if (const auto* list = ast::as<ast::List>(signature)) {
      for (const ast::Expr* element : list->elts) addDecoratorSignature(function, *element, false);
    } else {
      addDecoratorSignature(function, *signature, false);
    }
  }
}

// @vectorize without types: Python's numbers, the narrower first, since NumPy takes the first loop that fits.
void SignatureCollection::addUsualTypes(FunctionInfo& function) {
  std::size_t count = parameterCount(function);
  for (Type type : {program_.types.integer(), program_.types.floating()}) {
    std::vector<Type> params(count, type);
    function.ufunc.signatures.push_back({params, nullptr});
    add(function, std::move(params), nullptr, Origin::Decorator, nameLoc(function));
  }
}

// A loop of a ufunc. False, and reported, where the types are none that NumPy gives it.
bool SignatureCollection::addLoop(FunctionInfo& function, std::vector<Type>& params, Type result, support::Loc loc) {
  std::vector<std::size_t> dimensions = layoutDimensions(function.ufunc.layout);
  bool fits = function.ufunc.kind == UfuncInfo::Kind::Elements || dimensions.size() == params.size();
  for (std::size_t i = 0; i < params.size() && fits; ++i) {
    std::size_t wanted = function.ufunc.kind == UfuncInfo::Kind::Parts ? dimensions[i] : 0;
    if (isArray(params[i]) && function.ufunc.kind == UfuncInfo::Kind::Parts) {
      // NumPy passes any strides, and a scalar that is assigned as an array of one element.
      fits = params[i]->ndim == std::max<std::size_t>(wanted, 1);
      params[i] = program_.types.array(params[i]->dtype, params[i]->ndim, Layout::Strided);
    } else {
      fits = isNumber(params[i]) && wanted == 0;
    }
  }
  if (result && result->kind != TypeKind::None) fits = fits && isNumber(result);
  if (!fits) {
    faulty_.push_back(function.index);
    // A layout that is none has been reported.
    if (function.ufunc.kind == UfuncInfo::Kind::Parts && dimensions.empty()) return false;
    emitter_.report(loc, diag::UfuncTypes, names_.text(function.name));
    return false;
  }
  function.ufunc.signatures.push_back({params, result});
  return true;
}

// What the only assignment of the file to a name gives it, where that is no name itself.
const ast::Expr* SignatureCollection::valueOf(std::uint32_t module, Name name) const {
  const ast::Expr* value = nullptr;
  for (const ast::Stmt* stmt : parsed_[module]->root->body) {
    const auto* assign = ast::as<ast::Assign>(stmt);
    const auto* target = assign && assign->targets.size() == 1 ? ast::as<ast::NameExpr>(assign->targets[0]) : nullptr;
    if (!target || target->id != name) continue;
    if (value || assign->value->kind == ast::NodeKind::NameExpr) return nullptr;
    value = assign->value;
  }
  return value;
}

void SignatureCollection::addDecoratorSignature(FunctionInfo& function, const ast::Expr& signature,
                                                bool inside_string) {
  support::Loc loc = fileOf(function).loc(signature);
  const auto* constant = ast::as<ast::Constant>(&signature);
  if (constant && constant->value.kind == ast::ConstantValue::Kind::Str && !inside_string) {
    const ast::Expr* inner = parse::parseExpression(fileOf(function), constant->value.text, loc, names_, emitter_);
    if (inner) addDecoratorSignature(function, *inner, true);
    return;
  }
  Type result = nullptr;
  std::span<ast::Expr* const> args;
  // signature = float64(float64), somewhere before
  const auto* name = ast::as<ast::NameExpr>(&signature);
  if (const ast::Expr* value = name && !inside_string ? valueOf(function.module, name->id) : nullptr) {
    return addDecoratorSignature(function, *value, false);
  }
  if (const auto* call = ast::as<ast::Call>(&signature)) {
    TypeText text = typeParser(function).parse(*call->func, TypeNotation::Numba);
    if (!text.type) return reportType(function, text, fileOf(function).loc(*call->func));
    result = text.type;
    args = call->args;
  } else if (const auto* tuple = ast::as<ast::Tuple>(&signature)) {
    args = tuple->elts;
  } else {
    faulty_.push_back(function.index);
    emitter_.report(loc, diag::SignatureExpected, names_.text(function.name));
    return;
  }
  if (auto params = parseTypes(function, args, TypeNotation::Numba, loc)) {
    if (function.ufunc && !addLoop(function, *params, result, loc)) return;
    add(function, std::move(*params), result, Origin::Decorator, loc);
  }
}

// def f(n: int, a: "float64[:]", eps=1e-6): annotations, and defaults where there is none. A function whose parameters
// all have defaults, or that has none, needs nothing else.
void SignatureCollection::addAnnotations(FunctionInfo& function) {
  if (function.ufunc) return;
  std::vector<Type> params;
  for (const ParameterBinding& parameter : bindDefaults(*function.def->args).params) {
    const ast::Expr* annotation = parameter.packed ? nullptr : parameter.param->annotation;
    TypeText text;
    if (annotation) text = typeParser(function).parse(*annotation, TypeNotation::Signature);
    params.push_back(text.type);
  }
  if (!complete(function, params)) return;
  Type result = nullptr;
  if (function.def->returns) result = typeParser(function).parse(*function.def->returns, TypeNotation::Signature).type;
  add(function, std::move(params), result, Origin::Annotation, nameLoc(function));
}

// def f() -> list[int]:    xs: list[int] = []    what an annotation says of containers that are empty at first.
void SignatureCollection::readAnnotations(FunctionInfo& function) {
  TypeParser parser = typeParser(function);
  auto read = [&](const ast::Node& node, const ast::Expr& annotation) {
    if (Type type = parser.parse(annotation, TypeNotation::Signature).type) function.annotations[&node] = type;
  };
  if (function.def->returns) read(*function.def, *function.def->returns);
  for (const ast::Stmt* stmt : function.def->body) {
    ast::forEachNode(*stmt, [&](const ast::Node& node) {
      if (const auto* assign = ast::as<ast::AnnAssign>(&node)) read(*assign, *assign->annotation);
      return true;
    });
  }
}

// Calls at the module's level and in functions that stay Python.
void SignatureCollection::addCall(const ast::Call& call, std::uint32_t module, ArgumentScope& scope) {
  const FunctionInfo& function = *program_.functions[resolutions_.modules[module](*call.func).index];
  if (!function.native || function.ufunc) return;
  std::optional<std::vector<Type>> params = code_.argumentTypes(call, function, scope);
  if (!params || std::ranges::find(*params, nullptr) != params->end()) return;
  // Methods of a class are compiled from the beginning, or not at all.
  auto is_foreign = [&](Type type) { return isObject(type) && !program_.classes[type->object->index]->native; };
  bool late = inferring_ && std::ranges::any_of(*params, [&](Type param) { return holdsAny(param, is_foreign); });
  if (!late) add(function, std::move(*params), nullptr, Origin::Call, parsed_[module]->loc(call));
}

void SignatureCollection::addCalls() {
  code_.forEachCall(
      [&](const ast::Call& call, std::uint32_t module, ArgumentScope& scope) { addCall(call, module, scope); });
}

std::vector<SignatureRequest> SignatureCollection::more(const ResultOf& result_of) {
  inferring_ = true;
  std::size_t before = requests_.size();
  code_.setResults(result_of);
  addCalls();
  if (requests_.size() == before) reportMissing();
  return {requests_.begin() + static_cast<std::ptrdiff_t>(before), requests_.end()};
}

// A function that no signature reaches, through calls either, cannot be compiled. Told once for a group that calls each
// other: the caller is asked for, and brings its callees.
void SignatureCollection::reportMissing() {
  std::vector<bool> reached(program_.functions.size(), false);
  auto reach = [&](std::uint32_t root) {
    std::vector<std::uint32_t> work{root};
    while (!work.empty()) {
      std::uint32_t index = work.back();
      work.pop_back();
      if (reached[index]) continue;
      reached[index] = true;
      std::ranges::copy(native_.callees(index), std::back_inserter(work));
    }
  };
  for (const SignatureRequest& request : requests_) reach(request.function);
  for (std::uint32_t function : faulty_) reach(function);
  std::vector<bool> called(program_.functions.size(), false);
  for (const auto& function : program_.functions) {
    if (!function->native) continue;
    for (std::uint32_t callee : native_.callees(function->index)) {
      if (callee != function->index) called[callee] = true;
    }
  }
  auto report = [&](const FunctionInfo& function) {
    std::string types;
    for (std::size_t i = 0; i < parameterCount(function); ++i) types += i == 0 ? "float64[:, ::1]" : ", int";
    emitter_.report(nameLoc(function), diag::NoSignature, names_.text(function.name), names_.text(function.name),
                    types);
    reach(function.index);
  };
  for (bool only_roots : {true, false}) {
    for (const auto& function : program_.functions) {
      if (!function->native || function->isInner() || reached[function->index] ||
          (only_roots && called[function->index]))
        continue;
      report(*function);
    }
  }
}

} // namespace

CollectedSignatures collectSignatures(Program& program, const Resolutions& resolutions,
                                      std::span<ast::ParsedModule* const> parsed,
                                      std::span<const ExportRequest> exports, const support::SourceSet& sources,
                                      support::NameTable& names, diag::Emitter& emitter) {
  auto collection = std::make_shared<SignatureCollection>(program, resolutions, parsed, sources, names, emitter);
  std::vector<SignatureRequest> requests = collection->run(exports);
  return {std::move(requests), [collection](const ResultOf& result_of) { return collection->more(result_of); }};
}

} // namespace pyompcc::sema
