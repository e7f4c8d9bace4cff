// test/fuzz/directive.cpp
//
// Any text as a directive string: its parts lie inside of it, what is printed of it reads as the same, and the
// expressions in it go through the parser of Python.
#include "lib/diag/render.h"
#include "lib/omp/context_selector.h"
#include "lib/omp/parse_directive.h"
#include "lib/parse/parse.h"
#include "lib/support/check.h"

using namespace pyompcc;

namespace {

class Reader {
 public:
  explicit Reader(std::string text)
      : file_(sources_.add(support::SourceFile("fuzz.py", std::move(text)))), source_(sources_[file_]),
        module_(parse::parse(empty_, file_, names_, ignored_)) {}

  void run() {
    std::string_view text = source_.text();
    diag::Emitter emitter;
    std::optional<omp::Directive> directive = omp::parseDirective(omp::DirectiveText(text, file_, 0), emitter);
    if (directive) check(*directive);
    if (directive && !emitter.hasErrors()) checkAgain(omp::dump(*directive));
    renderText(emitter.sorted(), sources_);
    readInPieces(text);
  }

 private:
  void check(const omp::Directive& directive) {
    check(directive.loc);
    for (const omp::Item& item : directive.arguments) check(item);
    for (const omp::Clause& clause : directive.clauses) {
      check(clause.loc);
      for (const omp::Item& item : clause.items) check(item);
      for (const omp::Modifier& modifier : clause.modifiers) {
        for (const omp::Item& item : modifier.arguments) check(item);
      }
      for (const omp::IteratorRange& range : clause.iterators) {
        for (const omp::Item& item : {range.variable, range.begin, range.end}) check(item);
      }
      for (const omp::Directive& variant : clause.variants) check(variant);
    }
  }

  void check(const support::Loc& loc) const {
    PYOMPCC_CHECK(loc.begin <= loc.end && loc.end <= source_.text().size(), "[{}, {})", loc.begin, loc.end);
  }

  void check(const omp::Item& item) {
    check(item.loc);
    PYOMPCC_CHECK(item.text.size() == item.range.end - item.range.begin, "`{}` in [{}, {})", item.text,
                  item.range.begin, item.range.end);
    parse::parseExpression(module_, item.text, item.loc, names_, ignored_);
    std::optional<std::vector<omp::Trait>> traits = omp::parseContextSelector(item.text);
    if (!traits) return;
    for (const omp::Trait& trait : *traits) omp::defaultScore(trait, {});
  }

  // Canonical text is read without an error, and is its own canonical text.
  void checkAgain(const std::string& canonical) {
    diag::Emitter emitter;
    std::optional<omp::Directive> again = omp::parseDirective(omp::DirectiveText(canonical, file_, 0), emitter);
    PYOMPCC_CHECK(again && !emitter.hasErrors(), "`{}` is not read again", canonical);
    PYOMPCC_CHECK(omp::dump(*again) == canonical, "`{}` becomes `{}`", canonical, omp::dump(*again));
  }

  // The middle as an interpolated constant gives it.
  void readInPieces(std::string_view text) {
    auto size = static_cast<std::uint32_t>(text.size());
    std::uint32_t begin = size / 3;
    std::uint32_t end = size - size / 3;
    omp::DirectiveText pieces(text.substr(0, begin), file_, 0);
    pieces.appendComputed(text.substr(begin, end - begin), {file_, begin, end});
    pieces.appendVerbatim(text.substr(end), file_, end);
    diag::Emitter emitter;
    if (std::optional<omp::Directive> directive = omp::parseDirective(pieces, emitter)) check(*directive);
    renderJson(emitter.sorted(), sources_);
  }

  support::SourceSet sources_;
  support::FileId file_;
  const support::SourceFile& source_;
  support::SourceFile empty_{"", ""};
  support::NameTable names_;
  diag::Emitter ignored_;
  ast::ParsedModule module_;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Longer texts only take longer.
  if (size < 4096) Reader(std::string(reinterpret_cast<const char*>(data), size)).run();
  return 0;
}
