// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_STORE_DETAIL_PRIVATE_FILE_HPP
#define JETON_STORE_DETAIL_PRIVATE_FILE_HPP

#if defined(_WIN32)
#include <fstream>
// As <windows.h> has them, which would bring its macros along.
extern "C" __declspec(dllimport) int __stdcall GetVolumePathNameW(const wchar_t*, wchar_t*, unsigned long);
extern "C"
    __declspec(dllimport) int __stdcall GetVolumeInformationW(const wchar_t*, wchar_t*, unsigned long, unsigned long*,
                                                              unsigned long*, unsigned long*, wchar_t*, unsigned long);
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>
#endif

#include <filesystem>
#include <string>

/// What the SQLite store asks of the system beside SQLite. All of it that is not standard C++ stands here.
namespace jeton { inline namespace v0 { namespace detail {

/// An empty file that only its owner can read, where there is none: SQLite takes it, and gives its other files the same
/// mode. On Windows a new file may be read by those whom its folder's access control list lets in; in a user's profile
/// these are that user, administrators and the system. What goes wrong here goes wrong again in SQLite, which says why.
inline void make_private(const std::filesystem::path& file) {
#if defined(_WIN32)
  (void)std::ofstream{file, std::ios::binary | std::ios::app};
#else
  const int made = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made >= 0) ::close(made);
#endif
}

/// Whether a file lies where nobody can write.
inline bool is_on_read_only_system(const std::filesystem::path& file) {
#if defined(_WIN32)
  constexpr unsigned long read_only_volume = 0x00080000;
  constexpr unsigned long most = 32768;  // characters of a path
  std::wstring root(most, L'\0');
  unsigned long flags = 0;
  return GetVolumePathNameW(file.c_str(), root.data(), most) != 0 &&
         GetVolumeInformationW(root.c_str(), nullptr, 0, nullptr, nullptr, &flags, nullptr, 0) != 0 &&
         (flags & read_only_volume) != 0;
#else
  struct statvfs found{};
  return ::statvfs(file.c_str(), &found) == 0 && (found.f_flag & ST_RDONLY) != 0;
#endif
}

/// The name of a file as SQLite reads it, in UTF-8 on Windows. Elsewhere the bytes stay as they are.
inline std::string utf8_name(const std::filesystem::path& file) {
  const std::u8string name = file.generic_u8string();
  return {name.begin(), name.end()};
}

}}}  // namespace jeton::v0::detail

#endif
