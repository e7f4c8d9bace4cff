// test/unit/omp/parsed.h
//
// Parses a directive string and keeps what was reported, for the tests of lib/omp.
#pragma once

#include "lib/omp/parse_directive.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A directive string at offset 100 of a file, parsed.
struct Parsed {
  explicit Parsed(std::string_view source) : text(source, pyompcc::support::FileId{0}, 100) {
    directive = pyompcc::omp::parseDirective(text, emitter);
  }

  /// "Kind@begin-end" of each diagnostic, offsets counted in the string.
  std::vector<std::string> faults() const {
    std::vector<std::string> result;
    for (const pyompcc::diag::Diagnostic& diagnostic : emitter.sorted()) {
      result.push_back(fmt::format("{}@{}-{}", pyompcc::diag::kindName(diagnostic.kind), diagnostic.loc.begin - 100,
                                   diagnostic.loc.end - 100));
    }
    return result;
  }

  pyompcc::diag::Emitter emitter;
  pyompcc::omp::DirectiveText text;
  std::optional<pyompcc::omp::Directive> directive;
};
