// test/fuzz/parse.cpp
//
// Any bytes through decoding, lexing, parsing, the rules of names, dumping and rendering.
#include "lib/parse/parse.h"

#include "lib/ast/dump.h"
#include "lib/ast/walk.h"
#include "lib/diag/render.h"
#include "lib/lex/decode.h"
#include "lib/lex/lex.h"
#include "lib/scope/check_syntax.h"
#include "lib/scope/dump_symbols.h"
#include "lib/support/check.h"

using namespace pyompcc;

namespace {

// Every node lies inside the file and inside the module's range of ids.
void checkTree(const ast::ParsedModule& module, const support::SourceFile& source) {
  ast::forEachNode(*module.root, [&](const ast::Node& node) {
    PYOMPCC_CHECK(node.begin <= node.end && node.end <= source.text().size(), "{} [{}, {})", ast::pythonName(node.kind),
                  node.begin, node.end);
    PYOMPCC_CHECK(node.node_id.index < module.node_count, "id {}", node.node_id.index);
    return true;
  });
}

void parseText(std::string text) {
  support::SourceSet sources;
  support::FileId file = sources.add(support::SourceFile("fuzz.py", std::move(text)));
  const support::SourceFile& source = sources[file];
  support::NameTable names;
  diag::Emitter emitter;
  ast::ParsedModule module = parse::parse(source, file, names, emitter);
  checkTree(module, source);
  if (!emitter.hasErrors()) {
    ast::dump(module, source, names, 13);
    int python = 10 + static_cast<int>(source.text().size() % 5);
    scope::SymbolTable table = scope::buildSymbolTable(module, python, names, emitter);
    scope::checkSyntax(module, table, python, names, emitter);
    scope::dumpSymbols(table, source, names);
  }
  diag::Emitter of_expression;
  auto size = static_cast<std::uint32_t>(source.text().size());
  parse::parseExpression(module, source, size / 3, size, names, of_expression);
  parse::parseExpression(module, source.text(), {file, 0, size}, names, of_expression);
  renderText(emitter.sorted(), sources);
  renderJson(of_expression.sorted(), sources);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  if (support::Result<std::string> text = lex::decodeSource(bytes)) parseText(*text);
  // The lexer does not rely on what decoding refuses.
  parseText(std::move(bytes));
  return 0;
}
