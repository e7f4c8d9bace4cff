// tool/command_line.cpp
//
// Options by Boost.Program_options, their values by tables.
#include "tool/command_line.h"

#include "lib/driver/compile_cpp.h"
#include "lib/driver/passes.h"
#include "lib/support/nearest_name.h"
#include "tool/explain.h"

#include <boost/program_options.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <sstream>
#include <string_view>
#include <vector>

namespace pyompcc::tool {
namespace {

namespace po = boost::program_options;
using driver::EmitKind;
using driver::ErrorFormat;
using driver::ExitStatus;
using driver::Options;

/// What is wrong with the arguments, in one line.
struct WrongUse {
  std::string text;
};

constexpr std::array<std::string_view, 9> EmitKinds = {"tokens", "ast", "directives", "types", "ir",
                                                       "cpp",    "pyi", "obj",        "so"};
static_assert(EmitKinds.size() == static_cast<std::size_t>(EmitKind::Module) + 1, "one word for each EmitKind");
constexpr std::array<std::string_view, 3> ErrorFormats = {"text", "json", "sarif"};
static_assert(ErrorFormats.size() == static_cast<std::size_t>(ErrorFormat::Sarif) + 1, "one word for each ErrorFormat");

struct CheckWord {
  std::string_view word;
  bool lower::Checks::* flag;
};
constexpr std::array<CheckWord, 4> CheckWords = {{{"bounds", &lower::Checks::bounds},
                                                  {"overflow", &lower::Checks::overflow},
                                                  {"zerodiv", &lower::Checks::zero_division},
                                                  {"assert", &lower::Checks::assertions}}};

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (std::string_view word : words) text += fmt::format("{}{}", text.empty() ? "" : ", ", word);
  return text;
}

// The place of a value in its table, or what is wrong with it.
std::size_t placeOf(const std::string& value, std::string_view option, std::span<const std::string_view> words) {
  auto found = std::find(words.begin(), words.end(), value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  auto nearest = support::nearestName(value, words);
  throw WrongUse{fmt::format("{} does not take `{}`{}; it takes {}", option, value,
                             nearest ? fmt::format(" (did you mean `{}`?)", *nearest) : "", joined(words))};
}

std::vector<std::string> splitAtCommas(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

lower::Checks parseChecks(const std::string& list) {
  if (list == "all") return {};
  lower::Checks checks{false, false, false, false};
  if (list == "none") return checks;
  std::vector<std::string_view> words = {"all", "none"};
  for (const CheckWord& row : CheckWords) words.push_back(row.word);
  std::vector<std::string> wanted = splitAtCommas(list);
  if (wanted.empty()) placeOf(list, "--checks", words);
  for (const std::string& word : wanted) {
    std::size_t place = placeOf(word, "--checks", words);
    if (place < 2) throw WrongUse{fmt::format("--checks takes `{}` alone, not in a list", word)};
    checks.*(CheckWords[place - 2].flag) = true;
  }
  return checks;
}

po::options_description describeOptions() {
  po::options_description all("options", 100);
  auto add = all.add_options();
  add("output,o", po::value<std::string>()->value_name("PATH"),
      "where to write; default ./NAME and the interpreter's suffix");
  add("out-dir", po::value<std::string>()->value_name("DIR"), "folder for the outputs");
  add("emit", po::value<std::string>()->value_name("KIND"),
      "stop after a stage and print it: tokens, ast, directives, types, ir, cpp, pyi, obj, so (the default)");
  add("export", po::value<std::vector<std::string>>()->value_name("'NAME(TYPE, ...)'"),
      "a signature to compile; may be repeated");
  add("python", po::value<std::string>()->value_name("PATH"), "interpreter to build for; default the python3 on PATH");
  add("optimise,O", po::value<std::string>()->value_name("LEVEL"), "0 to 3, default 3");
  add("march", po::value<std::string>()->value_name("CPU"), "processor to build for, default native");
  add("fast-math", po::bool_switch(), "give up IEEE arithmetic for speed");
  add("sanitize", po::value<std::string>()->value_name("LIST"),
      "for work on the compiler: some of address,undefined; the module needs clang's runtime preloaded");
  add("checks", po::value<std::string>()->value_name("LIST"),
      "run-time checks: all (default), none, or some of bounds,overflow,zerodiv,assert");
  add("strict", po::bool_switch(), "a native function that cannot be compiled is an error (default)");
  add("fallback", po::bool_switch(), "... is a warning, and it stays Python");
  add("instrument", po::bool_switch(),
      "the module writes a timeline and a summary of its regions when the process ends");
  add("werror", po::bool_switch(), "warnings count as errors");
  add("error-format", po::value<std::string>()->value_name("KIND"), "text (default), json, sarif");
  add("print-after", po::value<std::vector<std::string>>()->value_name("PASS"),
      "print the representation after a pass, or after all; may be repeated");
  add("list-passes", po::bool_switch(), "list the stages and passes");
  add("explain", po::value<std::string>()->value_name("KIND"), "what a diagnostic says, by the name in its brackets");
  add("save-temps", po::bool_switch(), "keep the C++ and the object file beside the output");
  add("verbose", po::bool_switch(), "say what is used and run");
  add("time-report", po::bool_switch(), "say how long each stage took");
  add("version", po::bool_switch(), "print the version");
  add("help,h", po::bool_switch(), "print this");
  return all;
}

std::string helpText(const po::options_description& options) {
  std::ostringstream text;
  text << "usage: pyomp-cc [options] FILE.py [FILE.py ...]\n\nCompiles Python files with OpenMP contexts and NumPy "
          "code to "
          "extension modules.\n\n"
       << options
       << "\nexit status: 0 done, 1 the program was rejected, 2 wrong use, 3 a defect of the compiler, 4 the tool "
          "chain is "
          "missing or failed\n";
  return text.str();
}

std::string passList() {
  std::string text;
  for (const driver::PassRow& pass : driver::Passes) {
    text += fmt::format("{:<22}{:<11}{}\n", pass.stem, pass.folder, pass.summary);
  }
  return text;
}

// Only passes over the IR are printed by name; the other stages have their own word for --emit.
void checkPassName(const std::string& name) {
  std::vector<std::string_view> words = {"all"};
  for (const driver::PassRow& pass : driver::Passes) {
    if (pass.form == driver::PassForm::Ir) words.push_back(pass.stem);
  }
  placeOf(name, "--print-after", words);
}

template <class T> T valueOr(const po::variables_map& values, const char* name, const T& otherwise) {
  return values.count(name) ? values[name].as<T>() : otherwise;
}

driver::CodeOptions parseCodeOptions(const po::variables_map& values) {
  driver::CodeOptions code;
  constexpr std::array<std::string_view, 4> Levels = {"0", "1", "2", "3"};
  code.level = static_cast<int>(placeOf(valueOr<std::string>(values, "optimise", "3"), "-O", Levels));
  code.march = valueOr<std::string>(values, "march", "native");
  code.fast_math = values["fast-math"].as<bool>();
  code.sanitizers = valueOr<std::string>(values, "sanitize", "");
  constexpr std::array<std::string_view, 2> Sanitizers = {"address", "undefined"};
  for (const std::string& word : splitAtCommas(code.sanitizers)) placeOf(word, "--sanitize", Sanitizers);
  if (!driver::isKnownProcessor(code.march)) {
    throw WrongUse{fmt::format("--march does not know a processor `{}`; `native` is this machine's", code.march)};
  }
  return code;
}

// Rules between options.
void checkTogether(const Options& options, const po::variables_map& values) {
  if (options.inputs.empty()) throw WrongUse{"there is no file to compile"};
  if (!options.output.empty() && options.inputs.size() > 1) {
    throw WrongUse{"-o names one file and there are several to compile; use --out-dir"};
  }
  if (!options.output.empty() && !options.out_dir.empty()) throw WrongUse{"-o and --out-dir exclude each other"};
  if (values["strict"].as<bool>() && options.fallback) throw WrongUse{"--strict and --fallback exclude each other"};
  if (!options.print_after.empty() && options.emit < EmitKind::Ir) {
    throw WrongUse{fmt::format("--print-after has nothing to print: --emit {} stops before the passes",
                               EmitKinds[static_cast<std::size_t>(options.emit)])};
  }
  std::vector<std::string> sorted = options.inputs;
  std::sort(sorted.begin(), sorted.end());
  auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) throw WrongUse{fmt::format("`{}` is given twice", *twice)};
}

Options optionsFrom(const po::variables_map& values, std::vector<std::string> inputs) {
  Options options;
  options.inputs = std::move(inputs);
  options.output = valueOr<std::string>(values, "output", "");
  options.out_dir = valueOr<std::string>(values, "out-dir", "");
  options.emit = static_cast<EmitKind>(placeOf(valueOr<std::string>(values, "emit", "so"), "--emit", EmitKinds));
  options.exports = valueOr<std::vector<std::string>>(values, "export", {});
  options.python = valueOr<std::string>(values, "python", "python3");
  options.checks = parseChecks(valueOr<std::string>(values, "checks", "all"));
  options.error_format = static_cast<ErrorFormat>(
      placeOf(valueOr<std::string>(values, "error-format", "text"), "--error-format", ErrorFormats));
  options.print_after = valueOr<std::vector<std::string>>(values, "print-after", {});
  for (const std::string& name : options.print_after) checkPassName(name);
  options.fallback = values["fallback"].as<bool>();
  options.instrument = values["instrument"].as<bool>();
  options.warnings_are_errors = values["werror"].as<bool>();
  options.save_temps = values["save-temps"].as<bool>();
  options.verbose = values["verbose"].as<bool>();
  options.time_report = values["time-report"].as<bool>();
  checkTogether(options, values);
  options.code = parseCodeOptions(values);
  return options;
}

std::variant<Options, Answer> answerOrOptions(int count, const char* const* arguments) {
  po::options_description described = describeOptions();
  po::options_description hidden;
  hidden.add_options()("input", po::value<std::vector<std::string>>());
  hidden.add(described);
  po::positional_options_description files;
  files.add("input", -1);
  // No guessing: an abbreviation that works today would change its meaning with the next option.
  int style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
  po::variables_map values;
  po::store(po::command_line_parser(count, arguments).options(hidden).positional(files).style(style).run(), values);
  if (values["help"].as<bool>()) return Answer{ExitStatus::Done, helpText(described)};
  if (values["version"].as<bool>()) return Answer{ExitStatus::Done, versionText()};
  if (values["list-passes"].as<bool>()) return Answer{ExitStatus::Done, passList()};
  if (values.count("explain")) return explain(values["explain"].as<std::string>());
  return optionsFrom(values, valueOr<std::vector<std::string>>(values, "input", {}));
}

} // namespace

std::variant<Options, Answer> parseCommandLine(int count, const char* const* arguments) {
  std::string problem;
  try {
    return answerOrOptions(count, arguments);
  } catch (const WrongUse& wrong) {
    problem = wrong.text;
  } catch (const po::error& error) {
    problem = error.what();
  }
  return Answer{ExitStatus::WrongUse, fmt::format("pyomp-cc: error: {}\nTry `pyomp-cc --help`.\n", problem)};
}

} // namespace pyompcc::tool
