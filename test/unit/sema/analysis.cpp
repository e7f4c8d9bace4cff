// test/unit/sema/analysis.cpp
//
// Runs the stages of the analysis one after the other.
#include "test/unit/sema/analysis.h"

#include <algorithm>
#include <utility>

namespace pyompcc::sema {
namespace {

Type typeOfLetter(TypeTable& types, char letter) {
  switch (letter) {
  case 'b': return types.boolean();
  case 'i': return types.integer();
  case 'f': return types.floating();
  case 'n': return types.none();
  case 'h': return types.scalar(DType::Float32);
  case 'e': return types.scalar(DType::Float64);
  case 'w': return types.scalar(DType::Int32);
  case 'l': return types.scalar(DType::Int64);
  case '1': return types.array(DType::Float64, 1, Layout::C);
  case '2': return types.array(DType::Float64, 2, Layout::C);
  case 's': return types.array(DType::Float64, 1, Layout::Strided);
  case 'm': return types.array(DType::Int32, 1, Layout::C);
  case 'r': return types.array(DType::Float64, 1, Layout::C, true);
  default: return types.error();
  }
}

} // namespace

Analysis::Analysis(std::string text) {
  support::FileId file = sources.add(support::SourceFile("test.py", std::move(text)));
  parsed = parse::parse(sources[file], file, names, emitter);
  files.push_back(&parsed);
  program.modules.emplace_back().parsed = &parsed;
  const std::vector<std::string> paths = {"test.py"};
  resolutions = resolveModules(files, paths, program, names, emitter);
  resolveDirectives(files, sources, program, resolutions, names, emitter);
  for (auto& function : program.functions) {
    function->native = true;
    inferSharing(*function, parsed, resolutions, names, emitter);
    inferWebs(*function, parsed, names, emitter);
  }
}

Analysis& Analysis::types(std::string_view function, std::string_view params) {
  SignatureRequest request;
  for (const auto& info : program.functions) {
    if (names.text(info->name) == function) request.function = info->index;
  }
  for (char letter : params) request.params.push_back(typeOfLetter(program.types, letter));
  inferTypes(program, resolutions, std::vector{request}, nullptr, names, emitter);
  return *this;
}

std::vector<std::string> Analysis::kinds() const {
  std::vector<std::string> found;
  for (const diag::Diagnostic& diagnostic : emitter.sorted()) {
    auto line = sources[diagnostic.loc.file].lineColumn(diagnostic.loc.begin).line;
    found.push_back(std::to_string(line) + ": " + std::string(diag::kindName(diagnostic.kind)));
  }
  return found;
}

std::string Analysis::texts() const {
  std::string found;
  for (const diag::Diagnostic& diagnostic : emitter.sorted()) {
    auto line = sources[diagnostic.loc.file].lineColumn(diagnostic.loc.begin).line;
    found += std::to_string(line) + ": " + diagnostic.text + "\n";
    for (const diag::Diagnostic& note : diagnostic.notes) {
      found += "  " + std::to_string(sources[note.loc.file].lineColumn(note.loc.begin).line) + ": " + note.text + "\n";
    }
  }
  return found;
}

std::string Analysis::webs(std::string_view name) const {
  const Instance& instance = *program.instances.back();
  std::string found;
  for (std::size_t i = 0; i < instance.web_types.size(); ++i) {
    if (names.text(instance.function->webs[i].name) != name) continue;
    if (!found.empty()) found += " ";
    found += typeName(instance.web_types[i]);
  }
  return found;
}

} // namespace pyompcc::sema
