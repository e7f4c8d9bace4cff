// lib/sema/dump_directives.cpp
//
// Prints regions and their data sharing.
#include "lib/sema/dump_directives.h"

#include "lib/support/text_writer.h"

#include <algorithm>

namespace pyompcc::sema {
namespace {

std::string sharingText(const SharingEntry& entry) {
  switch (entry.sharing) {
  case Sharing::Shared: return "shared";
  case Sharing::Private: return "private";
  case Sharing::FirstPrivate: return "firstprivate";
  case Sharing::LastPrivate: return "lastprivate";
  case Sharing::FirstLastPrivate: return "firstprivate, lastprivate";
  case Sharing::Reduction: return fmt::format("reduction({})", omp::keywordText(entry.reduction));
  case Sharing::Threadprivate: return "threadprivate";
  }
  return {};
}

std::string_view reasonText(SharingReason reason) {
  switch (reason) {
  case SharingReason::Clause: return "clause";
  case SharingReason::LoopVariable: return "loop variable";
  case SharingReason::InsideOnly: return "used inside only";
  case SharingReason::OutsideToo: return "used outside too";
  case SharingReason::TaskCapture: return "captured by the task";
  case SharingReason::DefaultClause: return "default clause";
  case SharingReason::BoundFlag: return "has a value";
  case SharingReason::ReadOnly: return "only read";
  }
  return {};
}

class DirectiveDump {
 public:
  DirectiveDump(const support::SourceSet& sources, const support::NameTable& names)
      : sources_(sources), names_(names) {}

  void print(const FunctionInfo& function) {
    writer_.line(names_.text(function.name));
    for (const Region& region : function.regions) print(function, region);
  }
  std::string take() { return writer_.take(); }

 private:
  void print(const FunctionInfo& function, const Region& region) {
    int depth = 1;
    for (int p = region.parent; p >= 0; p = function.regions[static_cast<std::size_t>(p)].parent) ++depth;
    for (int i = 0; i < depth; ++i) writer_.indent();
    const support::Loc& loc = region.directive->loc;
    writer_.line("line {}: {}", sources_[loc.file].lineColumn(loc.begin).line, omp::dump(*region.directive));
    writer_.indent();
    std::size_t name_width = 0;
    std::size_t sharing_width = 0;
    for (const SharingEntry& entry : region.sharing) {
      name_width = std::max(name_width, names_.text(entry.name).size());
      sharing_width = std::max(sharing_width, sharingText(entry).size());
    }
    for (const SharingEntry& entry : region.sharing) {
      std::string name = fmt::format("{}:", names_.text(entry.name));
      writer_.line("{:<{}} {:<{}}   {}", name, name_width + 1, sharingText(entry), sharing_width,
                   reasonText(entry.reason));
    }
    for (int i = 0; i <= depth; ++i) writer_.dedent();
  }

  const support::SourceSet& sources_;
  const support::NameTable& names_;
  support::TextWriter writer_;
};

} // namespace

std::string dumpDirectives(const Program& program, const support::SourceSet& sources, const support::NameTable& names) {
  DirectiveDump dump(sources, names);
  for (const auto& function : program.functions) {
    if (!function->regions.empty()) dump.print(*function);
  }
  return dump.take();
}

} // namespace pyompcc::sema
