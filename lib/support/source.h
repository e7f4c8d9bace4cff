// lib/support/source.h
//
// Source texts, places in them, and lines and columns of those places.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::support {

/// Which of a compilation's files.
struct FileId {
  std::uint32_t index = 0;
  friend auto operator<=>(FileId, FileId) = default;
};

/// A half-open range of bytes of one file.
struct Loc {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const Loc&, const Loc&) = default;
};

/// A place as people and CPython write it.
struct LineColumn {
  std::uint32_t line = 1;   ///< from 1
  std::uint32_t column = 0; ///< in UTF-8 bytes from 0, as `col_offset` of CPython's ast
};

/// One source text, UTF-8, with the starts of its lines. Line ends are \n, \r\n and \r.
class SourceFile {
 public:
  /// `path` is what the user wrote; it appears in diagnostics and nowhere else.
  SourceFile(std::string path, std::string text);

  std::string_view path() const { return path_; }
  std::string_view text() const { return text_; }
  /// Line and column of a byte offset; an offset past the end belongs to the last line.
  LineColumn lineColumn(std::uint32_t offset) const;
  /// The text of a line, numbered from 1, without its line end.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t lineCount() const { return static_cast<std::uint32_t>(lineStarts().size()); }
  /// The byte offset at which a line, numbered from 1, starts.
  std::uint32_t lineStart(std::uint32_t number) const { return lineStarts()[number - 1]; }

 private:
  const std::vector<std::uint32_t>& lineStarts() const;
  void findLineFeeds() const;

  std::string path_;
  std::string text_;
  // Found when first asked for: most files are read without an error. Not for several threads.
  mutable std::vector<std::uint32_t> line_starts_;
};

/// The files of one compilation, in the order they were given.
class SourceSet {
 public:
  FileId add(SourceFile file);
  const SourceFile& operator[](FileId id) const { return *files_[id.index]; }
  std::size_t size() const { return files_.size(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

} // namespace pyompcc::support
