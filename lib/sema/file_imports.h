// lib/sema/file_imports.h
//
// Which imports of a file mean another file of the same compilation.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pyompcc::sema {

/// The files of a compilation as Python's import finds them.
class FileImports {
 public:
  /// The paths of the files, in order of Program::modules.
  explicit FileImports(std::span<const std::string> paths);

  /// The file that `import dotted` means in file `importer`, where `dotted` may hold the names of packages. A file is
  /// found below a folder that the importer lies in too, as Python finds it when that folder is on `sys.path`.
  ///   heat/solve.py: import heat.grid, import grid   ->   heat/grid.py
  std::optional<std::uint32_t> find(std::uint32_t importer, std::string_view dotted) const;
  /// `from ..dotted import`, with the number of dots. `dotted` may be empty: the package itself.
  std::optional<std::uint32_t> findRelative(std::uint32_t importer, int level, std::string_view dotted) const;

 private:
  using Path = std::vector<std::string>;
  std::optional<std::uint32_t> fileAt(const Path& path) const;

  std::vector<Path> paths_; ///< components; without `.py`, and without `__init__`
  std::vector<Path> folders_;
};

} // namespace pyompcc::sema
