// SPDX-License-Identifier: BSL-1.0
#ifndef JETON_TESTS_SUPPORT_GUARD_PAGES_HPP
#define JETON_TESTS_SUPPORT_GUARD_PAGES_HPP

#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace jeton_tests {

/// Room for a text between two pages that cannot be read, where there are pages: one byte beyond and the program dies.
class guard_pages {
 public:
  explicit guard_pages(std::string_view text) : size_(text.size()) {
    for (char* copy : {first(), last()}) {
      if (size_ != 0) std::memcpy(copy, text.data(), size_);
    }
  }

  [[nodiscard]] std::string_view at_the_beginning() const { return {first(), size_}; }
  [[nodiscard]] std::string_view at_the_end() const { return {last(), size_}; }

  void set(std::size_t at, char byte) { first()[at] = last()[at] = byte; }

 private:
  /// One room for the texts that end at its wall, one for those that begin there.
  struct rooms {
    char* begin;  // of the second room
    char* end;    // of the first room

#if __has_include(<sys/mman.h>)
    rooms() {
      const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
      void* const all = ::mmap(nullptr, 7 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      char* const pages = static_cast<char*>(all);
      (void)::mprotect(pages, page, PROT_NONE);
      (void)::mprotect(pages + 3 * page, page, PROT_NONE);
      (void)::mprotect(pages + 6 * page, page, PROT_NONE);
      end = pages + 3 * page;
      begin = pages + 4 * page;
    }
#else
    std::vector<char> memory = std::vector<char>(16384);
    rooms() : begin(memory.data() + 8192), end(memory.data() + 8192) {}
#endif
  };
  static rooms& the_rooms() {
    static rooms all;
    return all;
  }
  static char* first() { return the_rooms().begin; }
  [[nodiscard]] char* last() const { return the_rooms().end - size_; }

  std::size_t size_;
};

}  // namespace jeton_tests

#endif
