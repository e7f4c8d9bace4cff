// lib/parse/parser.h
//
// The parser's state and its rules, grouped by the file that holds them.
#pragma once

#include "lib/diag/rows/parse.h"
#include "lib/lex/lex.h"
#include "lib/parse/parse.h"

#include <optional>
#include <string>
#include <vector>

namespace pyompcc::parse {

using lex::Token;
using lex::TokenKind;
using support::Name;

/// Expressions and patterns nest no deeper. Brackets alone are limited to 200 by the lexer; this bounds the rest:
/// chains of unary operators, `else` branches, lambdas and powers.
inline constexpr std::uint32_t DeepestNesting = 1000;
/// As lex::MostErrors: no more messages than that for one file.
inline constexpr std::size_t MostErrors = 100;

/// Recursive descent over a token buffer. After an error `token()` is an Error token that no rule accepts, so that all
/// rules return at once, with nodes that nobody will look at; the statement loop then goes on with the next statement.
class Parser {
 public:
  /// `text_lives`: the text outlives the tree, which may then point into it.
  Parser(ast::ParsedModule& module, const lex::TokenBuffer& buffer, std::string_view text, bool text_lives,
         const lex::Placement& placement, support::NameTable& names, diag::Emitter& emitter, int python);

  void parseModule();
  const ast::Expr* parseWholeExpression();

 private:
  // ------------------------------------------------------------------------------------------ parser.cpp: tokens,
  // nodes
  const Token& token() const { return *current_; }
  TokenKind kind() const { return current_->kind; }
  bool at(TokenKind wanted) const { return current_->kind == wanted; }
  /// The kind of the token `distance` places on; only tokens up to the next line end may be asked for.
  TokenKind kindAhead(std::size_t distance) const { return current_[distance].kind; }
  void advance() {
    if (!has_failed_) ++current_;
  }
  bool accept(TokenKind wanted) {
    if (!at(wanted)) return false;
    ++current_;
    return true;
  }
  bool atSoftKeyword(Name word) const { return at(TokenKind::Identifier) && token().name == word; }
  std::uint32_t begin() const { return current_->begin; }
  /// The end of the last token that is not layout.
  std::uint32_t previousEnd() const;
  std::string_view textOf(const Token& t) const { return {text_ + t.begin, t.end - t.begin}; }
  std::string_view textBetween(std::uint32_t from, std::uint32_t to) const { return {text_ + from, to - from}; }

  /// A node from the byte `from` of the text to the end of the token before the current one.
  template <class T> T* make(std::uint32_t from) { return make<T>(from, previousEnd()); }
  template <class T> T* make(std::uint32_t from, std::uint32_t to) {
    support::Loc place = placement_.loc(from, to);
    return makeAt<T>(place.begin, place.end);
  }
  /// A node that has a range of the file.
  template <class T> T* makeAt(std::uint32_t file_begin, std::uint32_t file_end) {
    T* result = module_.arena.create<T>();
    // A Constant has a field `kind` of its own.
    ast::Node* node = result;
    node->kind = T::Kind;
    node->node_id = {module_.node_count++};
    node->begin = file_begin;
    node->end = file_end;
    return result;
  }

  /// Collects children; nested lists share one stack, so that nothing is allocated for a list but its final
  /// place. While an inner list lives, the outer one's size is not to be asked for.
  template <class T> class List {
   public:
    explicit List(Parser& parser) : parser_(parser), start_(parser.pending_.size()) {}
    ~List() {
      if (!is_taken_) parser_.pending_.resize(start_);
    }
    List(const List&) = delete;
    List& operator=(const List&) = delete;
    void add(T* node) { parser_.pending_.push_back(node); }
    std::size_t size() const { return parser_.pending_.size() - start_; }
    bool empty() const { return size() == 0; }
    T* operator[](std::size_t i) const { return static_cast<T*>(parser_.pending_[start_ + i]); }
    T* last() const { return static_cast<T*>(parser_.pending_.back()); }
    void removeLast() { parser_.pending_.pop_back(); }
    /// Moves the children to the arena and ends the list.
    std::span<T*> take() {
      is_taken_ = true;
      if (empty()) return {};
      auto* memory = static_cast<T**>(parser_.module_.arena.allocate(size() * sizeof(T*), alignof(T*)));
      std::size_t count = size();
      for (std::size_t i = 0; i < count; ++i) memory[i] = (*this)[i];
      parser_.pending_.resize(start_);
      return {memory, count};
    }

   private:
    Parser& parser_;
    std::size_t start_;
    bool is_taken_ = false;
  };
  template <class T> std::span<T*> single(T* node) {
    auto* memory = static_cast<T**>(module_.arena.allocate(sizeof(T*), alignof(T*)));
    *memory = node;
    return {memory, 1};
  }

  // --------------------------------------------------------------------------------------------- parser.cpp: errors
  bool failed() const { return has_failed_; }
  support::Loc loc(std::uint32_t from, std::uint32_t to) const { return placement_.loc(from, to); }
  support::Loc loc(const Token& t) const;
  support::Loc loc(const ast::Node& node) const { return {placement_.file, node.begin, node.end}; }
  /// Reports an error and makes every rule return, unless that has happened already.
  template <class... Args>
  diag::Emitter::Reported fail(support::Loc place, const diag::Row<Args...>& row, std::type_identity_t<Args>... args) {
    if (!beginFailure()) return diag::Emitter::Reported(nullptr);
    return emitter_.report(place, row, args...);
  }
  /// Reports an error that does not keep the tree from being built.
  template <class... Args>
  diag::Emitter::Reported report(support::Loc place, const diag::Row<Args...>& row,
                                 std::type_identity_t<Args>... args) {
    if (has_failed_ || error_count_++ >= MostErrors) return diag::Emitter::Reported(nullptr);
    return emitter_.report(place, row, args...);
  }
  /// Reports syntax that the chosen Python does not know yet.
  void require(int python, support::Loc place, std::string_view what) {
    if (python_ < python) report(place, diag::NeedsPython, what, static_cast<diag::Number>(python));
  }
  bool beginFailure();
  bool lineHasLexicalError(const Token* from) const;
  void recover();
  void skipToLineEnd();
  void skipBlock();
  void failHere();
  void failExpectedExpression();
  support::Loc placeOfMissing() const;
  void failAssignment();
  bool isAssignedOperand(const ast::Expr& left) const;
  bool expect(TokenKind wanted);
  bool expectColon(std::string_view after);
  ast::Expr* errorExpr();
  /// Counts one level of nesting while it lives.
  class Level {
   public:
    explicit Level(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > DeepestNesting) parser_.failTooDeep();
    }
    ~Level() { --parser_.nesting_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Parser& parser_;
  };
  void failTooDeep();

  // ---------------------------------------------------------------------------------------------- parse_statement.cpp
  void parseStatements(List<ast::Stmt>& body);
  void parseStatement(List<ast::Stmt>& body);
  void parseSimpleLine(List<ast::Stmt>& body);
  ast::Stmt* parseSimpleStatement();
  ast::Stmt* parseExpressionStatement();
  ast::Stmt* parseAssignment(std::uint32_t from, ast::Expr* first);
  ast::Stmt* parseAnnotatedAssignment(std::uint32_t from, bool is_parenthesised, ast::Expr* target);
  ast::Stmt* parseReturn();
  ast::Stmt* parseRaise();
  ast::Stmt* parseDelete();
  ast::Stmt* parseAssert();
  ast::Stmt* parseTypeAlias();
  std::span<Name> parseNameList();
  template <class T> ast::Stmt* parseKeywordStatement();
  template <class T> ast::Stmt* parseScopeStatement();
  void failWordOutOfPlace();
  void failAfterStatement() { failUnexpected(begin()); }
  void failUnexpected(std::uint32_t from);

  // ----------------------------------------------------------------------------------------------- parse_compound.cpp
  std::span<ast::Stmt*> parseBlock(std::string_view what, std::uint32_t header);
  void failExpectedBlock(std::string_view what, std::uint32_t header);
  ast::Stmt* parseIf();
  ast::Stmt* parseWhile();
  template <class T> ast::Stmt* parseFor(std::uint32_t from);
  template <class T> ast::Stmt* parseWith(std::uint32_t from);
  ast::WithItem* parseWithItem();
  bool atParenthesisedItems() const;
  ast::Stmt* parseTry();
  ast::ExceptHandler* parseHandler(bool& is_star);
  ast::Stmt* parseAsync();
  ast::Stmt* parseDecorated();
  std::span<ast::Stmt*> parseElse();

  // ----------------------------------------------------------------------------------------------- parse_function.cpp
  template <class T> ast::Stmt* parseFunction(std::uint32_t from, std::span<ast::Expr*> decorators);
  ast::Stmt* parseClass(std::span<ast::Expr*> decorators);
  class ParameterList;
  ast::Arguments* parseParameters(TokenKind closing, bool is_annotated);
  ast::Arg* parseParameter(bool is_annotated, bool is_star);
  std::span<ast::TypeParam*> parseTypeParams();
  ast::TypeParam* parseTypeParam();
  ast::Expr* parseLambda();

  // ------------------------------------------------------------------------------------------------- parse_import.cpp
  ast::Stmt* parseImport();
  ast::Stmt* parseImportFrom();
  ast::Alias* parseAlias(bool is_dotted);
  Name parseDottedName();
  Name expectName();

  // -------------------------------------------------------------------------------------------------- parse_match.cpp
  bool atSoftStatement() const;
  bool atOrphanedCase() const;
  ast::Stmt* parseMatch();
  ast::MatchCase* parseCase();
  ast::Pattern* parseOpenPattern();
  ast::Pattern* parsePattern();
  ast::Pattern* parseOrPattern();
  ast::Pattern* parseClosedPattern();
  ast::Pattern* parseStarPattern();
  ast::Pattern* parseNamePattern();
  ast::Pattern* parseClassPattern(std::uint32_t from, ast::Expr* cls);
  ast::Pattern* parseMappingPattern();
  ast::Pattern* parseSequencePattern(TokenKind closing);
  ast::Pattern* parseLiteralPattern();
  ast::Expr* parseLiteralExpr();
  ast::Expr* parseSignedNumber();
  ast::Expr* parseNameOrAttribute();

  // --------------------------------------------------------------------------------------------------- parse_expr.cpp
  ast::Expr* parseStarExpressions();
  ast::Expr* parseStarExpression();
  ast::Expr* parseStarNamedExpression();
  ast::Expr* parseNamedExpression();
  ast::Expr* parseExpression();
  ast::Expr* parseDisjunction();
  ast::Expr* parseConjunction();
  ast::Expr* parseInversion();
  ast::Expr* parseComparison();
  bool acceptCompareOp(ast::CompareOp& op);
  ast::Expr* parseBinary(int lowest);
  ast::Expr* parseUnary();
  ast::Expr* parsePower();
  ast::Expr* parseYield();
  ast::Expr* parseYieldOrStarExpressions();
  bool atExpressionEnd() const;

  // ------------------------------------------------------------------------------------------------ parse_primary.cpp
  ast::Expr* parsePrimary();
  ast::Expr* parseAtom();
  ast::Expr* parseCall(std::uint32_t from, ast::Expr* callee);
  void parseArguments(std::span<ast::Expr*>& args, std::span<ast::Keyword*>& keywords, bool is_class);
  ast::Node* parseArgument();
  struct ArgumentOrder {
    bool has_keyword = false;
    bool has_unpacked_mapping = false;
    const ast::Node* misplaced = nullptr;
    std::string_view after;
  };
  void checkOrder(ArgumentOrder& order, const ast::Node& argument);
  void failMisplaced(const ArgumentOrder& order);
  void failMissingValue(std::uint32_t from);
  ast::Expr* parseSubscript(std::uint32_t from, ast::Expr* value);
  ast::Expr* parseSliceOrExpression();
  ast::Expr* parseConstant(ast::ConstantValue::Kind value);
  ast::Expr* parseNameExpr();

  // --------------------------------------------------------------------------------------------- parse_collection.cpp
  ast::Expr* parseParenthesised();
  ast::Expr* parseListDisplay();
  ast::Expr* parseBraceDisplay();
  ast::Expr* parseDict(std::uint32_t from, ast::Expr* first);
  bool atComprehension() const;
  std::span<ast::Comprehension*> parseComprehensions();
  template <class T> ast::Expr* parseComprehension(std::uint32_t from, ast::Expr* element, TokenKind closing);
  void failUnclosed(TokenKind closing);
  void failBareTuple(const ast::Expr& first, const ast::Expr& last);

  // ------------------------------------------------------------------------------------------------- parse_target.cpp
  ast::Expr* parseTargetList();
  ast::Expr* parseTarget();
  static std::string_view describeExpr(const ast::Expr& expr);
  bool setContext(ast::Expr* expr, ast::ExprContext context, bool is_top);
  void failTarget(const ast::Expr& expr, ast::ExprContext context, bool is_top);

  // ------------------------------------------------------------------------------------------------- parse_number.cpp
  ast::Expr* parseNumber();
  ast::ConstantValue numberValue(std::string_view text);

  // ------------------------------------------------------------------------- parse_string.cpp and parse_fstring.cpp
  ast::Expr* parseStrings();
  bool atPlainStrings() const;
  ast::Expr* parsePlainStrings();
  /// What stands between the quotes of a STRING token, or in a literal part of an f-string.
  struct Literal {
    std::string_view inside;
    bool is_raw;
    bool is_bytes;
    bool has_u;
    bool has_escapes;
  };
  Literal readString();
  std::string_view keep(std::string_view piece) { return text_lives_ ? piece : module_.arena.copy(piece); }
  char* memoryForText(std::size_t size);
  std::string_view closeText(const char* text, const char* end, std::size_t size);
  std::string_view decodeEscapes(const Literal& literal);
  char* decodeTo(char* out, const Literal& literal);
  bool checkBytesAscii(const Literal& literal);
  char* decodeText(char* out, const Literal& literal, std::string_view text, const char* readable);
  bool decodeLongEscape(std::string_view& rest, bool is_bytes, char*& out);
  bool decodeNumberedEscape(std::string_view& rest, char letter, std::size_t digits, bool is_bytes, char*& out);
  bool decodeNamedEscape(std::string_view& rest, char*& out);
  std::span<ast::Expr*> joinParts(List<ast::Expr>& parts, bool drop_empty);
  void parseFString(List<ast::Expr>& parts);
  void parseLiteralPart(List<ast::Expr>& parts, bool is_raw);
  void parseField(List<ast::Expr>& parts, bool is_template, bool is_raw);
  int parseConversion();
  void checkFormatEnd(bool is_template);
  ast::Expr* parseFormatSpec(bool is_raw);
  void requireForField(std::uint32_t from, std::uint32_t to);
  std::string_view debugText(std::uint32_t from, std::uint32_t to);
  std::string_view fieldText(std::string_view text);
  std::string_view withoutCarriageReturns(std::string_view text, std::string& memory) const;

  ast::ParsedModule& module_;
  const lex::TokenBuffer& buffer_;
  const char* const text_;
  const std::size_t text_size_;
  const bool text_lives_;
  const bool has_carriage_returns_;
  const lex::Placement placement_;
  support::NameTable& names_;
  diag::Emitter& emitter_;
  const int python_;
  const Token* current_;
  // Where the parser was when it failed; meanwhile `current_` is the middle of `dead_end_`.
  const Token* failed_at_ = nullptr;
  bool has_failed_ = false;
  // The failed statement used up nothing of the line at failed_at_.
  bool is_line_unread_ = false;
  std::size_t error_count_ = 0;
  std::uint32_t nesting_ = 0;
  // Formats of f-strings around the current token, and the quotes of the f-string around it.
  std::uint32_t format_depth_ = 0;
  std::string_view fstring_quotes_;
  // Where the last expression without `if` started: a comma or operator may be missing behind it.
  std::uint32_t last_operand_ = 0;
  // The last named_expression: the left side of an `=` that cannot stand behind it.
  const ast::Expr* last_named_ = nullptr;
  // A statement whose clauses still follow could not be read.
  bool has_orphaned_clauses_ = false;
  std::vector<ast::Node*> pending_;
  Token dead_end_[4];
  const Name match_, case_, type_, underscore_;
};

} // namespace pyompcc::parse
