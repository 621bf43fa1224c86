// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_STORE_FILE_HPP
#define JETON_COMMAND_PAT_STORE_FILE_HPP

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <jeton/gitlab/scope.hpp>
#include <jeton/jeton.hpp>

#include <sqlite_store.hpp>

#include "../failure.hpp"

namespace jeton_command {

using pat_scopes = jeton::gitlab::scopes;
using pat_store = sqlite::sqlite_store<pat_scopes>;
using pat_record = pat_store::record;

/// Tokens that `jeton pat` makes; scanners find them by the prefix, and a typing error by the check.
using pat_format = jeton::token_format<"jeton_pat_", jeton::base62<30>, jeton::crc32_base62<6>>;
/// Tokens that somebody chose beforehand.
using given_format = jeton::opaque<20>;

namespace detail {

/// jeton/tokens.db in the user's folder for data, as the XDG Base Directory Specification has it: a relative path in
/// the variable is ignored.
inline std::filesystem::path default_store() {
  const auto folder = [](const char* variable) -> std::filesystem::path {
    const char* value = std::getenv(variable);
    return value != nullptr && value[0] == '/' ? value : "";
  };
  if (const auto data = folder("XDG_DATA_HOME"); !data.empty()) return data / "jeton" / "tokens.db";
  if (const auto home = folder("HOME"); !home.empty()) return home / ".local" / "share" / "jeton" / "tokens.db";
  throw failure{"neither XDG_DATA_HOME nor HOME says where the store is; say it with --store"};
}

/// Makes a folder and those above it that are missing, for their owner's eyes only.
inline void make_private_folder(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::is_directory(folder, ignored)) return;
  if (folder.has_relative_path()) make_private_folder(folder.parent_path());
  if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    throw failure{std::string{"cannot make the folder of the store: "} + std::strerror(errno)};
  }
}

}  // namespace detail

/// The file of the store that is named, or of the user's own. Absolute, since names such as ":memory:" mean something
/// else to SQLite.
inline std::filesystem::path path_of_store(const std::optional<std::string>& named) {
  if (named && named->empty()) throw failure{"--store takes the name of a file"};
  return named ? std::filesystem::absolute(*named) : detail::default_store();
}

/// A file beside a store: the store's own name, wherever links lead to it, and a suffix. The store is there.
inline std::filesystem::path part_of_store(const std::filesystem::path& store, std::string_view suffix) {
  std::error_code fault;
  std::filesystem::path part = std::filesystem::canonical(store, fault);
  if (fault) throw failure{"the store: " + fault.message()};
  return part += suffix;
}

/// Opens the store that is named, or the user's own. `create` makes it where there is none.
inline pat_store open_store(const std::optional<std::string>& named, bool create) {
  const std::filesystem::path file = path_of_store(named);
  if (!named && create) detail::make_private_folder(file.parent_path());
  struct stat found{};
  const bool is_there = ::stat(file.c_str(), &found) == 0;
  if (!is_there && !create && (errno == ENOENT || errno == ENOTDIR)) {
    throw failure{"there is no store yet; the command 'pat create' makes it"};
  }
  if (is_there && S_ISREG(found.st_mode) && (found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    std::fputs("note: other users may open the store; chmod 600 keeps them out\n", stderr);
  }
  auto opened = pat_store::open(file.string(), {.create = create});
  if (!opened) throw failure{"the store: " + std::string{describe(opened.error())}};
  return *std::move(opened);
}

/// Ends the command because the store fails where it must not.
[[noreturn]] inline void fail(jeton::store_fault fault) { throw failure{std::string{describe(fault)}}; }

}  // namespace jeton_command

#endif
