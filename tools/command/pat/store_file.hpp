// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_COMMAND_PAT_STORE_FILE_HPP
#define JETON_COMMAND_PAT_STORE_FILE_HPP

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
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
#include <jeton/lifecycle.hpp>
#include <jeton/sqlite_store.hpp>

#include "../failure.hpp"

namespace jeton_command {

using pat_scopes = jeton::gitlab::scopes;
using pat_store = jeton::sqlite_store<pat_scopes>;
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

/// A text as one word of a shell's command, in printable ASCII. Other bytes are written as bash, zsh and the newest
/// POSIX read them.
inline std::string shell_word(std::string_view text) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,:@%";
  constexpr std::string_view octal = "01234567";
  if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) return std::string{text};
  const auto is_printable = [](char c) { return c >= 0x20 && c < 0x7F; };
  const bool all_printable = std::all_of(text.begin(), text.end(), is_printable);
  std::string made = all_printable ? "'" : "$'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (all_printable) {
      c == '\'' ? made.append("'\\''") : made += c;
    } else if (is_printable(c) && c != '\'' && c != '\\') {
      made += c;
    } else {
      made += {'\\', octal[byte >> 6], octal[byte >> 3 & 7], octal[byte & 7]};
    }
  }
  return made + "'";
}

/// Warns of a store that others can read or write, and of the files that SQLite keeps beside it, with the command that
/// mends it.
inline void warn_of_readers(const std::filesystem::path& file) {
  std::string open_to_others;
  for (const char* const ending : {"", "-wal", "-shm", "-journal"}) {
    struct stat found{};
    const std::string one = file.string() + ending;
    if (::stat(one.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) continue;
    if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) open_to_others += " " + shell_word(one);
  }
  if (open_to_others.empty()) return;
  std::fputs(("note: other users may open the store; this keeps them out: chmod 600" + open_to_others + "\n").c_str(),
             stderr);
}

/// What the store met last where it could not answer.
inline std::optional<jeton::open_fault>& store_trouble() {
  static std::optional<jeton::open_fault> met;
  return met;
}

/// The same behind a sentence; nothing where there was none.
inline std::string trouble_text() { return store_trouble() ? ": " + std::string{describe(*store_trouble())} : ""; }
/// Whether what is read from the store may be something else than what stands in it.
inline bool store_is_broken() {
  const auto& met = store_trouble();
  return met && *met != jeton::open_fault::locked && *met != jeton::open_fault::full &&
         *met != jeton::open_fault::readonly;
}

/// Tells of a row that nobody can have written.
inline void tell_unreadable(std::int64_t row) {
  constexpr int most = 10;
  static int told = 0;
  if (++told > most + 1) return;
  const std::string text = told > most ? "note: more rows of the store are damaged"
                                       : "note: row " + std::to_string(row) +
                                             " of the store is damaged: it is kept as it is, and grants nothing";
  std::fputs((text + "\n").c_str(), stderr);
}

/// The file of the store that is named, or of the user's own.
inline std::filesystem::path path_of_store(const std::optional<std::string>& named) {
  if (named && named->empty()) throw failure{"--store takes the name of a file"};
  return pat_store::file_of(named ? *named : default_store().string());
}

/// A file beside a store: the store's own name, wherever links lead to it, and a suffix. The store is there.
inline std::filesystem::path part_of_store(const std::filesystem::path& store, std::string_view suffix) {
  std::error_code fault;
  std::filesystem::path part = std::filesystem::canonical(store, fault);
  if (fault) throw failure{"the store: " + fault.message()};
  return part += suffix;
}

inline pat_store open_store(const std::optional<std::string>& named, const jeton::open_options& options) {
  const std::filesystem::path file = path_of_store(named);
  if (!named && options.create) make_private_folder(file.parent_path());
  struct stat found{};
  if (::stat(file.c_str(), &found) != 0 && !options.create && (errno == ENOENT || errno == ENOTDIR)) {
    throw failure{"there is no store yet; the command 'pat create' makes it"};
  }
  warn_of_readers(file);
  auto opened = pat_store::open(file.string(), options);
  if (!opened) throw failure{"the store: " + std::string{describe(opened.error())}};
  return *std::move(opened);
}

/// With what is said of a store beside the output of a command.
inline jeton::open_options with_notes(jeton::open_options options) {
  options.on_unreadable = tell_unreadable;
  options.on_trouble = [](jeton::open_fault why) { store_trouble() = why; };
  return options;
}

}  // namespace detail

/// Opens the store that is named, or the user's own, to write. `create` makes it where there is none.
inline pat_store open_store(const std::optional<std::string>& named, bool create) {
  return detail::open_store(named, detail::with_notes({.create = create}));
}
/// The same to read; what may be left out, such as the note of a use, is written where that can be done.
inline pat_store open_store_to_read(const std::optional<std::string>& named) {
  return detail::open_store(named, detail::with_notes({.create = false, .writes = false}));
}

/// Ends the command because the store fails where it must not.
[[noreturn]] inline void fail(jeton::store_fault fault) {
  throw failure{std::string{describe(fault)} +
                (fault == jeton::store_fault::unavailable ? detail::trouble_text() : "")};
}

/// Ends the command where the digests of the store are under a pepper that is not given, or under another one: what is
/// written would be found by nobody, or a token would stand there twice. Of a store of version 1 no key is known before
/// the first digest that is written under one, so that a wrong pepper is noticed only from then on.
template <class Digester>
void use_keys(pat_store& tokens, const Digester& digester) {
  const auto used = tokens.use_keys(digester);
  if (used) return;
  const std::string key = "key " + std::to_string(used.error().id);
  switch (used.error().fault) {
    case jeton::key_fault::unavailable:
      fail(jeton::store_fault::unavailable);
    case jeton::key_fault::lacking:
      throw failure{"the store has digests under a pepper (" + key + "); --pepper-file FILE gives it"};
    case jeton::key_fault::wrong:
      throw failure{"the pepper is another one than that of the store (" + key +
                    "); --pepper-file takes the file that was used before"};
  }
}

}  // namespace jeton_command

#endif
