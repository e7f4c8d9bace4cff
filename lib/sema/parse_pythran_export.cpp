// lib/sema/parse_pythran_export.cpp
//
// A recursive-descent reader of Pythran's export grammar.
#include "lib/sema/parse_pythran_export.h"

#include "lib/sema/dtype_name.h"

#include <cctype>

namespace pyompcc::sema {
namespace {

constexpr int MaxDepth = 50;
constexpr std::size_t MaxAlternatives = 64;
constexpr int MaxDimensions = 32;

class ExportParser {
 public:
  ExportParser(std::string_view text, TypeTable& types) : text_(text), types_(types) {}

  // exports: function ("," function)*
  PythranExports run() {
    do {
      if (!parseFunction()) {
        if (!result_.error_offset) result_.error_offset = position_;
        return std::move(result_);
      }
    } while (accept(','));
    skipBlanks();
    if (position_ < text_.size()) result_.error_offset = position_;
    return std::move(result_);
  }

 private:
  using Types = std::vector<Type>;

  char peek() const { return position_ < text_.size() ? text_[position_] : '\0'; }
  void skipBlanks() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(peek()))) ++position_;
  }
  bool accept(char c) {
    skipBlanks();
    if (peek() != c) return false;
    ++position_;
    return true;
  }
  std::string_view word() {
    skipBlanks();
    std::uint32_t start = position_;
    while (std::isalnum(static_cast<unsigned char>(peek())) || peek() == '_' || peek() == '.') ++position_;
    return text_.substr(start, position_ - start);
  }
  // Takes the next word if it is `expected`.
  bool acceptWord(std::string_view expected) {
    std::uint32_t start = position_;
    if (word() == expected) return true;
    position_ = start;
    return false;
  }
  bool notCompiled(std::uint32_t offset) {
    result_.error_offset = offset;
    result_.not_compiled = true;
    return false;
  }

  // function: NAME ["(" [types] ")"]
  bool parseFunction() {
    skipBlanks();
    PythranExport function;
    function.offset = position_;
    function.name = std::string(word());
    if (function.name.empty()) return false;
    if (!accept('(')) return true;
    if (!accept(')')) {
      do {
        Types alternatives;
        if (!parseAlternatives(alternatives, 0)) return false;
        function.params.push_back(std::move(alternatives));
      } while (accept(','));
      if (!accept(')')) return false;
    }
    result_.functions.push_back(std::move(function));
    return true;
  }

  // alternatives: type ("or" type)*
  bool parseAlternatives(Types& alternatives, int depth) {
    do {
      if (!parseType(alternatives, depth) || alternatives.size() > MaxAlternatives) return false;
    } while (acceptWord("or"));
    return true;
  }

  // type: ("(" alternatives ("," alternatives)* ")" | NAME) suffix*
  bool parseType(Types& alternatives, int depth) {
    if (depth > MaxDepth) return false;
    skipBlanks();
    std::uint32_t start = position_;
    if (accept('(')) return parseTuple(alternatives, depth);
    std::string_view name = word();
    if (name.empty()) return false;
    std::size_t dot = name.rfind('.');
    if (dot != std::string_view::npos) name = name.substr(dot + 1);
    std::optional<DType> dtype = elementType(name);
    skipBlanks();
    if (peek() == '[') return dtype ? parseArray(alternatives, *dtype) : false;
    if (startsContainer() || name == "str" || name == "bytes" || name == "slice" || name == "file")
      return notCompiled(start);
    Type type = scalarType(name, dtype);
    if (!type) {
      position_ = start;
      return false;
    }
    alternatives.push_back(accept('?') ? types_.optional(type) : type);
    return true;
  }

  bool parseTuple(Types& alternatives, int depth) {
    std::vector<Types> elements;
    do {
      if (!parseAlternatives(elements.emplace_back(), depth + 1)) return false;
    } while (accept(','));
    if (!accept(')')) return false;
    Types first;
    for (const Types& element : elements) {
      if (element.size() != 1) return notCompiled(position_);
      first.push_back(element[0]);
    }
    // Parentheses around one type only group it.
    alternatives.push_back(elements.size() == 1 ? first[0] : types_.tuple(first));
    return true;
  }

  // array: dtype ("[" dims "]")+ ["order" "(" ("C" | "F") ")"]
  bool parseArray(Types& alternatives, DType dtype) {
    int dimensions = 0;
    bool strided = false;
    while (accept('[')) {
      do {
        if (++dimensions > MaxDimensions) return false;
        skipBlanks();
        while (std::isdigit(static_cast<unsigned char>(peek()))) ++position_;
        if (accept(':') && accept(':')) strided = true;
      } while (accept(','));
      if (!accept(']')) return false;
    }
    Layout layout = strided ? Layout::Strided : Layout::C;
    if (acceptWord("order")) {
      if (!accept('(')) return false;
      std::string_view order = word();
      if ((order != "C" && order != "F") || !accept(')')) return false;
      layout = order == "F" && dimensions > 1 ? Layout::Fortran : Layout::C;
    }
    if (startsContainer()) return notCompiled(position_);
    alternatives.push_back(types_.array(dtype, dimensions, layout));
    return true;
  }

  bool startsContainer() {
    std::uint32_t start = position_;
    std::string_view next = word();
    position_ = start;
    skipBlanks();
    return next == "list" || next == "set" || next == "dict" || peek() == ':';
  }

  static std::optional<DType> elementType(std::string_view name) {
    if (name == "int") return DType::Int64;
    if (name == "float") return DType::Float64;
    if (name == "complex") return DType::Complex128;
    return dtypeOfName(name);
  }

  Type scalarType(std::string_view name, std::optional<DType> dtype) {
    if (name == "int") return types_.integer();
    if (name == "float") return types_.floating();
    if (name == "complex") return types_.complex();
    if (name == "bool") return types_.boolean();
    if (name == "None" || name == "none_type") return types_.none();
    return dtype ? types_.scalar(*dtype) : nullptr;
  }

  std::string_view text_;
  TypeTable& types_;
  std::uint32_t position_ = 0;
  PythranExports result_;
};

} // namespace

PythranExports parsePythranExport(std::string_view text, TypeTable& types) { return ExportParser(text, types).run(); }

} // namespace pyompcc::sema
