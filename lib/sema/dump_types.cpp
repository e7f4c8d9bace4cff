// lib/sema/dump_types.cpp
//
// Prints instances: signature, webs, calls.
#include "lib/sema/dump_types.h"

#include "lib/sema/bound_names.h"
#include "lib/support/text_writer.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace pyompcc::sema {
namespace {

std::string signatureOf(const Instance& instance, const support::NameTable& names) {
  std::string text(names.text(instance.function->isInner() ? instance.function->path : instance.function->name));
  text += "(";
  std::vector<const ast::Arg*> params = parameters(*instance.function->def->args);
  for (std::size_t i = 0; i < instance.params.size() && i < params.size(); ++i) {
    if (i > 0) text += ", ";
    text += names.text(params[i]->arg);
    text += ": " + typeName(instance.params[i]);
  }
  return text + ") -> " + typeName(instance.result);
}

// The type alone identifies an instance among those of its function.
std::string shortSignatureOf(const Instance& instance, const support::NameTable& names) {
  std::string text(names.text(instance.function->isInner() ? instance.function->path : instance.function->name));
  text += "(";
  for (std::size_t i = 0; i < instance.params.size(); ++i) {
    if (i > 0) text += ", ";
    text += typeName(instance.params[i]);
  }
  return text + ")";
}

void dumpWebs(const Instance& instance, const support::SourceSet& sources, const support::NameTable& names,
              support::TextWriter& writer) {
  const std::vector<Web>& webs = instance.function->webs;
  std::vector<std::size_t> order(webs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(webs[i].first.begin, i); });
  for (std::size_t i : order) {
    const Web& web = webs[i];
    std::string variable = fmt::format("{}: {}", names.text(web.name), typeName(instance.web_types[i]));
    std::string line =
        fmt::format("{:<31} line {}", variable, sources[web.first.file].lineColumn(web.first.begin).line);
    if (web.is_parameter) line += ", parameter";
    if (web.loop_variable) line += ", loop variable";
    if (web.maybe_unbound) line += ", maybe unbound";
    writer.line(line);
  }
}

void dumpCalls(const Program& program, const Instance& instance, const support::NameTable& names,
               support::TextWriter& writer) {
  std::vector<std::string> calls;
  for (const Callee& callee : instance.callees) {
    if (callee.kind != Callee::Kind::Instance) continue;
    std::string call = shortSignatureOf(*program.instances[callee.instance], names);
    if (std::ranges::find(calls, call) == calls.end()) calls.push_back(std::move(call));
  }
  for (const std::string& call : calls) writer.line("calls " + call);
}

} // namespace

std::string dumpTypes(const Program& program, const support::SourceSet& sources, const support::NameTable& names) {
  support::TextWriter writer;
  bool first = true;
  for (const auto& instance : program.instances) {
    if (!first) writer.line();
    first = false;
    std::string marks = instance->exported ? "" : "  [internal]";
    if (instance->recursive) marks += "  [recursive]";
    writer.line(signatureOf(*instance, names) + marks);
    writer.indent();
    dumpWebs(*instance, sources, names, writer);
    dumpCalls(program, *instance, names, writer);
    writer.dedent();
  }
  return writer.take();
}

} // namespace pyompcc::sema
