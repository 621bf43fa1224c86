// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_TEMPORARY_FOLDER_HPP
#define JETON_TESTS_SUPPORT_TEMPORARY_FOLDER_HPP

#include <unistd.h>

#include <filesystem>
#include <string>

/// A folder of this process, empty, and gone with all that is in it at the end.
struct temporary_folder {
  std::filesystem::path path;

  temporary_folder() {
    static int count = 0;
    const std::string name = "jeton-store-" + std::to_string(::getpid()) + "-" + std::to_string(++count);
    path = std::filesystem::temp_directory_path() / name;
    std::filesystem::remove_all(path);
    std::filesystem::create_directory(path);
  }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  ~temporary_folder() { std::filesystem::remove_all(path); }

  [[nodiscard]] std::string file() const { return (path / "tokens.db").string(); }
};

#endif
