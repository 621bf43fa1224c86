// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_POWER_LOSS_HPP
#define JETON_TESTS_SUPPORT_POWER_LOSS_HPP

#include <sqlite3.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

/// A disk that loses its power: a SQLite VFS over the real one. It knows what was synced, and after the crash puts back
/// just that, or that and some of the writes that were not synced, as a real disk may.
namespace power_loss {

inline constexpr const char* vfs_name = "power_loss";

/// A write or a change of size that was not synced yet.
struct unsynced {
  sqlite3_int64 at;
  std::vector<char> bytes;
  std::optional<sqlite3_int64> new_size;
};

struct disk {
  sqlite3_vfs* real = nullptr;
  std::map<std::string, std::vector<char>> durable;  ///< of each file that was ever synced
  std::map<std::string, std::vector<unsynced>> pending;
  std::size_t operations = 0;  ///< writes, syncs, changes of size and deletions so far
  std::size_t last = 0;        ///< how many of them the power lasts for
  std::size_t failed = 0;      ///< those after it
  bool unplugged = false;      ///< not even locks can be had, so that nothing is read any more

  static disk& the() {
    static disk one;
    return one;
  }

  /// A new disk, whose power lasts for so many operations.
  void power_on(std::size_t operations_to_come) {
    durable.clear();
    pending.clear();
    operations = failed = 0;
    unplugged = false;
    last = operations_to_come;
  }
  /// Counts an operation; false without power.
  bool has_power() {
    if (operations < last) return ++operations, true;
    return ++failed, false;
  }
  /// What the next start finds. With `dice`, each unsynced write may have reached the disk.
  void restore(const std::filesystem::path& folder, std::mt19937* dice) {
    std::map<std::string, std::vector<char>> found = durable;
    if (dice != nullptr) {
      for (const auto& [path, changes] : pending) {
        for (const unsynced& change : changes) {
          if (((*dice)() & 1) != 0) apply(change, found[path]);
        }
      }
    }
    for (const auto& file : std::filesystem::directory_iterator(folder)) std::filesystem::remove(file);
    for (const auto& [path, bytes] : found) {
      std::ofstream{path, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
  }

 private:
  static void apply(const unsynced& change, std::vector<char>& bytes) {
    if (change.new_size) return bytes.resize(static_cast<std::size_t>(*change.new_size));
    const auto end = static_cast<std::size_t>(change.at) + change.bytes.size();
    if (bytes.size() < end) bytes.resize(end);
    std::copy(change.bytes.begin(), change.bytes.end(), bytes.begin() + static_cast<std::ptrdiff_t>(change.at));
  }
};

/// A file of this disk; the real one stands behind it.
struct file {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* real;
};

inline file& of(sqlite3_file* any) { return *reinterpret_cast<file*>(any); }
inline sqlite3_file* real(sqlite3_file* any) { return of(any).real; }

inline int close(sqlite3_file* any) {
  const int status = real(any)->pMethods->xClose(real(any));
  delete of(any).path;
  sqlite3_free(real(any));
  return status;
}
inline int read(sqlite3_file* any, void* to, int size, sqlite3_int64 at) {
  return real(any)->pMethods->xRead(real(any), to, size, at);
}
inline int write(sqlite3_file* any, const void* from, int size, sqlite3_int64 at) {
  disk& on = disk::the();
  if (!on.has_power()) return SQLITE_IOERR_WRITE;
  const char* const first = static_cast<const char*>(from);
  on.pending[*of(any).path].push_back({at, {first, first + size}, {}});
  return real(any)->pMethods->xWrite(real(any), from, size, at);
}
inline int truncate(sqlite3_file* any, sqlite3_int64 size) {
  disk& on = disk::the();
  if (!on.has_power()) return SQLITE_IOERR_TRUNCATE;
  on.pending[*of(any).path].push_back({0, {}, size});
  return real(any)->pMethods->xTruncate(real(any), size);
}
inline int sync(sqlite3_file* any, int) {
  disk& on = disk::the();
  if (!on.has_power()) return SQLITE_IOERR_FSYNC;
  std::ifstream in{*of(any).path, std::ios::binary};
  on.durable[*of(any).path] = {std::istreambuf_iterator<char>(in), {}};
  on.pending.erase(*of(any).path);
  return SQLITE_OK;
}
inline int file_size(sqlite3_file* any, sqlite3_int64* size) { return real(any)->pMethods->xFileSize(real(any), size); }
inline int lock(sqlite3_file* any, int level) { return real(any)->pMethods->xLock(real(any), level); }
inline int unlock(sqlite3_file* any, int level) { return real(any)->pMethods->xUnlock(real(any), level); }
inline int check_lock(sqlite3_file* any, int* out) { return real(any)->pMethods->xCheckReservedLock(real(any), out); }
inline int control(sqlite3_file* any, int what, void* argument) {
  return real(any)->pMethods->xFileControl(real(any), what, argument);
}
inline int sector_size(sqlite3_file* any) { return real(any)->pMethods->xSectorSize(real(any)); }
inline int characteristics(sqlite3_file*) { return 0; }  // promises nothing about what a crash leaves
inline int shm_map(sqlite3_file* any, int region, int size, int extend, void volatile** out) {
  return real(any)->pMethods->xShmMap(real(any), region, size, extend, out);
}
inline int shm_lock(sqlite3_file* any, int offset, int count, int flags) {
  if (disk::the().unplugged && (flags & SQLITE_SHM_LOCK) != 0) return SQLITE_IOERR_SHMLOCK;
  return real(any)->pMethods->xShmLock(real(any), offset, count, flags);
}
inline void shm_barrier(sqlite3_file* any) { real(any)->pMethods->xShmBarrier(real(any)); }
inline int shm_unmap(sqlite3_file* any, int remove) { return real(any)->pMethods->xShmUnmap(real(any), remove); }

inline const sqlite3_io_methods& methods() {
  static const sqlite3_io_methods all = {
      2,         close,      read,    write,       truncate,        sync,    file_size, lock,
      unlock,    check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
      shm_unmap, nullptr,    nullptr};
  return all;
}

inline int open(sqlite3_vfs*, const char* path, sqlite3_file* made, int flags, int* out_flags) {
  sqlite3_vfs* const below = disk::the().real;
  made->pMethods = nullptr;
  auto* const opened = static_cast<sqlite3_file*>(sqlite3_malloc(below->szOsFile));
  if (opened == nullptr) return SQLITE_NOMEM;
  const int status = below->xOpen(below, path, opened, flags, out_flags);
  if (status != SQLITE_OK) {
    sqlite3_free(opened);
    return status;
  }
  of(made).path = new std::string{path == nullptr ? "" : path};
  of(made).real = opened;
  made->pMethods = &methods();
  return SQLITE_OK;
}
/// A deletion lasts if the folder is synced after it, or else may be undone by the crash: the worst for a journal.
inline int remove(sqlite3_vfs*, const char* path, int sync_folder) {
  disk& on = disk::the();
  if (!on.has_power()) return SQLITE_IOERR_DELETE;
  if (sync_folder != 0) on.durable.erase(path);
  on.pending.erase(path);
  return on.real->xDelete(on.real, path, 0);
}

/// Makes the disk known to SQLite, once.
inline void install() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = *sqlite3_vfs_find(nullptr);
    disk::the().real = sqlite3_vfs_find(nullptr);
    made.zName = vfs_name;
    made.szOsFile = static_cast<int>(sizeof(file));
    made.pNext = nullptr;
    made.xOpen = open;
    made.xDelete = remove;
    return made;
  }();
  static const int installed = sqlite3_vfs_register(&vfs, 0);
  (void)installed;
}

}  // namespace power_loss

#endif
