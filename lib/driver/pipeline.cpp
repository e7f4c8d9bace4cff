// lib/driver/pipeline.cpp
//
// The stages in order; each is a function of what came before and of the emitter of diagnostics.
#include "lib/driver/pipeline.h"

#include "lib/ast/dump.h"
#include "lib/diag/kinds.h"
#include "lib/diag/render.h"
#include "lib/diag/rows/driver.h"
#include "lib/driver/defect.h"
#include "lib/driver/files.h"
#include "lib/driver/module_builder.h"
#include "lib/driver/stage_times.h"
#include "lib/driver/transform_passes.h"
#include "lib/emit/emit.h"
#include "lib/ir/print.h"
#include "lib/ir/verify.h"
#include "lib/lex/decode.h"
#include "lib/lex/lex.h"
#include "lib/lower/lower.h"
#include "lib/parse/parse.h"
#include "lib/scope/check_syntax.h"
#include "lib/sema/dump_directives.h"
#include "lib/sema/dump_types.h"
#include "lib/sema/sema.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace pyompcc::driver {
namespace {

namespace fs = std::filesystem;

// One file on its way; what a stage makes is kept for the next.
struct Unit {
  std::string path;
  std::string name;   ///< of the Python module
  std::string coding; ///< as tokenize names it
  support::FileId file;
  ast::ParsedModule parsed;
  std::string text; ///< what is printed or written
};

// An export that is no signature is a mistake of the command line, not of the program.
ExitStatus statusOf(const std::vector<diag::Diagnostic>& diagnostics) {
  auto is_option = [](const diag::Diagnostic& diagnostic) { return diagnostic.kind == diag::Kind::ExportNotSignature; };
  return std::any_of(diagnostics.begin(), diagnostics.end(), is_option) ? ExitStatus::WrongUse : ExitStatus::Rejected;
}

class Pipeline {
 public:
  explicit Pipeline(const Options& options) : options_(options) {
    if (options.warnings_are_errors) emitter_.treatWarningsAsErrors();
  }

  RunResult run() {
    runStages();
    std::vector<diag::Diagnostic> diagnostics = emitter_.sorted();
    if (emitter_.hasErrors() && result_.status == ExitStatus::Done) result_.status = statusOf(diagnostics);
    result_.err = rendered(diagnostics) + result_.err;
    if (options_.time_report) result_.err += times_.table();
    return std::move(result_);
  }

 private:
  void runStages();
  bool readSources();
  bool parseSources();
  void checkSources();
  bool emitSyntax();
  void translate();
  void translateOnce(const std::vector<support::Loc>& kept_in_python);
  bool keepInPython(std::vector<support::Loc>& kept_in_python, std::vector<diag::Diagnostic>& reasons) const;
  void translateModule(sema::Program& program, std::size_t index);
  void finishModules();
  void writeOutputs();
  void printAfter(std::string_view stem, const ir::Module& module);
  std::string rendered(const std::vector<diag::Diagnostic>& diagnostics) const;
  std::string outputPath(const Unit& unit) const;
  bool wantsFile() const;

  /// Ends the run for a reason outside the program; false, to be returned.
  bool fail(ExitStatus status, std::string_view text) {
    result_.status = status;
    result_.err += fmt::format("pyomp-cc: error: {}\n", text);
    return false;
  }
  template <class Work> auto stage(const char* name, Work&& work) {
    noteStage(name);
    return times_.measure(name, std::forward<Work>(work));
  }
  bool stopsAfter(EmitKind kind) const { return options_.emit == kind; }

  const Options& options_;
  support::SourceSet sources_;
  support::NameTable names_;
  diag::Emitter emitter_;
  StageTimes times_;
  int python_ = parse::NewestPython; ///< the minor version whose rules hold
  std::vector<std::unique_ptr<Unit>> units_;
  std::optional<ModuleBuilder> builder_;
  RunResult result_;
};

void Pipeline::runStages() {
  if (!readSources()) return;
  if (stopsAfter(EmitKind::Tokens) || stopsAfter(EmitKind::Ast)) {
    if (emitSyntax()) writeOutputs();
    return;
  }
  if (parseSources()) checkSources();
  if (!emitter_.hasErrors()) translate();
}

// A name is a module's name where Python reads it as one: an identifier that is no keyword.
bool isModuleName(const std::string& name) {
  support::NameTable names;
  diag::Emitter emitter;
  support::SourceSet sources;
  support::FileId file = sources.add(support::SourceFile("", name));
  lex::TokenBuffer tokens = lex::lex(sources[file], file, names, emitter);
  return !emitter.hasErrors() && tokens.tokens.size() == 3 && tokens.tokens[0].kind == lex::TokenKind::Identifier;
}

bool Pipeline::readSources() {
  for (const std::string& path : options_.inputs) {
    auto bytes = stage("read", [&] { return readFile(path); });
    if (!bytes) return fail(ExitStatus::WrongUse, bytes.failure().text);
    auto unit = std::make_unique<Unit>();
    unit->coding = lex::codingOf(*bytes);
    auto text = stage("decode", [&] { return lex::decodeSource(std::move(*bytes)); });
    unit->path = path;
    unit->name = fs::path(path).stem().string();
    unit->file = sources_.add(support::SourceFile(path, text ? std::move(*text) : std::string()));
    support::Loc start{unit->file, 0, 0};
    if (!text) emitter_.report(start, diag::SourceEncoding, text.failure().text);
    bool makes_module = options_.emit >= EmitKind::Cpp;
    if (text && makes_module && !isModuleName(unit->name)) emitter_.report(start, diag::ModuleName, unit->name);
    units_.push_back(std::move(unit));
  }
  return !emitter_.hasErrors();
}

bool Pipeline::parseSources() {
  auto cache = Cache::open();
  if (!cache) return fail(ExitStatus::ToolChain, cache.failure().text);
  auto interpreter = stage("interpreter", [&] { return findInterpreter(options_.python, *cache); });
  if (interpreter) {
    python_ = interpreter->minor;
  } else if (stopsAfter(EmitKind::Ast)) {
    // The form of a node differs between versions of Python, so the interpreter decides.
    return fail(ExitStatus::ToolChain, interpreter.failure().text);
  }
  for (const auto& unit : units_) {
    noteFile(unit->path.c_str());
    unit->parsed =
        stage("parse", [&] { return parse::parse(sources_[unit->file], unit->file, names_, emitter_, python_); });
  }
  return !emitter_.hasErrors();
}

// What the interpreter would reject of the whole file, whatever is compiled of it.
void Pipeline::checkSources() {
  for (const auto& unit : units_) {
    noteFile(unit->path.c_str());
    stage("check_syntax", [&] {
      scope::SymbolTable table = scope::buildSymbolTable(unit->parsed, python_, names_, emitter_);
      scope::checkSyntax(unit->parsed, table, python_, names_, emitter_);
    });
  }
}

bool Pipeline::emitSyntax() {
  if (stopsAfter(EmitKind::Tokens)) {
    for (const auto& unit : units_) {
      const support::SourceFile& source = sources_[unit->file];
      lex::TokenBuffer tokens = stage("lex", [&] { return lex::lex(source, unit->file, names_, emitter_); });
      unit->text = lex::dumpTokens(tokens, source, unit->coding);
    }
    return !emitter_.hasErrors();
  }
  if (!parseSources()) return false;
  for (const auto& unit : units_) {
    unit->text = ast::dump(unit->parsed, sources_[unit->file], names_, python_) + "\n";
  }
  return true;
}

// With `--fallback` a function with an error stays Python, and the rest is tried again.
void Pipeline::translate() {
  std::vector<support::Loc> kept_in_python;
  std::vector<diag::Diagnostic> reasons;
  translateOnce(kept_in_python);
  while (options_.fallback && emitter_.hasErrors() && keepInPython(kept_in_python, reasons)) {
    emitter_ = diag::Emitter();
    if (options_.warnings_are_errors) emitter_.treatWarningsAsErrors();
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      const support::SourceFile& source = sources_[kept_in_python[i].file];
      std::string_view def = source.text().substr(kept_in_python[i].begin + std::string_view("def ").size());
      emitter_.report(reasons[i].loc, diag::StaysInPython, def.substr(0, def.find('(')), reasons[i].text);
    }
    if (emitter_.hasErrors()) return;
    translateOnce(kept_in_python);
  }
}

// Adds the functions of the module level in which errors stand, with the first error of each.
bool Pipeline::keepInPython(std::vector<support::Loc>& kept_in_python, std::vector<diag::Diagnostic>& reasons) const {
  bool found = false;
  for (const diag::Diagnostic& diagnostic : emitter_.sorted()) {
    if (diagnostic.severity != diag::Severity::Error) continue;
    const ast::ParsedModule& parsed = units_[diagnostic.loc.file.index]->parsed;
    for (const ast::Stmt* stmt : parsed.root->body) {
      const auto* def = ast::as<ast::FunctionDef>(stmt);
      if (!def) continue;
      std::uint32_t begin = def->begin;
      for (const ast::Expr* decorator : def->decorator_list) begin = std::min(begin, decorator->begin);
      support::Loc loc = parsed.loc(*def);
      bool inside = begin <= diagnostic.loc.begin && diagnostic.loc.begin < def->end;
      if (!inside || std::ranges::count(kept_in_python, loc) != 0) continue;
      kept_in_python.push_back(loc);
      reasons.push_back(diagnostic);
      found = true;
    }
  }
  return found;
}

void Pipeline::translateOnce(const std::vector<support::Loc>& kept_in_python) {
  std::vector<ast::ParsedModule*> parsed;
  for (const auto& unit : units_) parsed.push_back(&unit->parsed);
  std::vector<sema::ExportRequest> exports;
  for (const std::string& text : options_.exports) exports.push_back({text});
  sema::Program program =
      stage("sema", [&] { return sema::analyze(parsed, exports, sources_, names_, emitter_, kept_in_python); });
  if (stopsAfter(EmitKind::Directives) || stopsAfter(EmitKind::Types)) {
    if (emitter_.hasErrors()) return;
    units_.front()->text = stopsAfter(EmitKind::Types) ? sema::dumpTypes(program, sources_, names_)
                                                       : sema::dumpDirectives(program, sources_, names_);
    units_.resize(1);
    return writeOutputs();
  }
  if (emitter_.hasErrors()) return;
  for (std::size_t index = 0; index < units_.size(); ++index) {
    noteFile(units_[index]->path.c_str());
    translateModule(program, index);
    if (emitter_.hasErrors()) return;
  }
  if (options_.emit >= EmitKind::Object) finishModules();
  if (result_.status == ExitStatus::Done) writeOutputs();
}

void Pipeline::translateModule(sema::Program& program, std::size_t index) {
  Unit& unit = *units_[index];
  ir::Module module =
      stage("lower", [&] { return lower::lower(program, index, options_.checks, sources_, names_, emitter_); });
  if (emitter_.hasErrors()) return;
  module.instrumented = options_.instrument;
  ir::verify(module, "lower");
  printAfter("lower", module);
  runTransformPasses(module, program.types, emitter_, times_, [&](std::string_view stem) { printAfter(stem, module); });
  if (emitter_.hasErrors()) return;
  if (stopsAfter(EmitKind::Ir)) {
    if (options_.print_after.empty()) unit.text = ir::print(module);
    return;
  }
  noteStage("emit");
  unit.text = times_.measure("emit", [&] {
    return stopsAfter(EmitKind::Pyi) ? emit::emitStub(module) : emit::emitCpp(module, sources_).text;
  });
}

void Pipeline::printAfter(std::string_view stem, const ir::Module& module) {
  auto wanted = [&](const std::string& name) { return name == stem || name == "all"; };
  if (!std::any_of(options_.print_after.begin(), options_.print_after.end(), wanted)) return;
  if (options_.print_after.size() > 1 || options_.print_after.front() == "all")
    result_.out += fmt::format("# {}\n", stem);
  result_.out += ir::print(module);
}

// C++ to objects and modules; text of the unit is C++ before and bytes after.
void Pipeline::finishModules() {
  noteStage("compile_cpp");
  builder_.emplace(options_, times_);
  if (auto ready = builder_->prepare(); !ready) {
    fail(ExitStatus::ToolChain, ready.failure().text);
    return;
  }
  for (const auto& unit : units_) {
    noteFile(unit->path.c_str());
    CppText cpp{unit->name + ".cpp", std::move(unit->text)};
    auto built = builder_->build(cpp, outputPath(*unit));
    result_.err += builder_->takeNotes();
    if (!built) {
      fail(ExitStatus::ToolChain, built.failure().text);
      return;
    }
    if (!built->defect.empty()) {
      result_.status = ExitStatus::Defect;
      result_.err += defectReport(built->defect);
      return;
    }
    unit->text = std::move(built->bytes);
  }
}

bool Pipeline::wantsFile() const {
  return options_.emit >= EmitKind::Object || !options_.output.empty() || !options_.out_dir.empty();
}

std::string Pipeline::outputPath(const Unit& unit) const {
  if (!options_.output.empty()) return options_.output;
  static constexpr const char* Suffixes[] = {".tokens", ".ast", ".directives", ".types", ".ir", ".cpp", ".pyi", ".o"};
  std::string suffix =
      stopsAfter(EmitKind::Module) ? builder_->extension() : Suffixes[static_cast<std::size_t>(options_.emit)];
  return (options_.out_dir.empty() ? std::string() : options_.out_dir + "/") + unit.name + suffix;
}

void Pipeline::writeOutputs() {
  for (const auto& unit : units_) {
    if (!wantsFile()) {
      result_.out += unit->text;
      continue;
    }
    auto written =
        stage("write", [&] { return writeWhole(outputPath(*unit), unit->text, stopsAfter(EmitKind::Module)); });
    if (!written) {
      fail(ExitStatus::ToolChain, written.failure().text);
      return;
    }
  }
}

std::string Pipeline::rendered(const std::vector<diag::Diagnostic>& diagnostics) const {
  switch (options_.error_format) {
  case ErrorFormat::Text: return diag::renderText(diagnostics, sources_);
  case ErrorFormat::Json: return diag::renderJson(diagnostics, sources_);
  case ErrorFormat::Sarif: return diag::renderSarif(diagnostics, sources_);
  }
  return {};
}

} // namespace

RunResult runPipeline(const Options& options) { return Pipeline(options).run(); }

} // namespace pyompcc::driver
