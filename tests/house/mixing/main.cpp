// SPDX-License-Identifier: BSL-1.0
// Built for every processor of the family. Calls the unit that is, too; the others only where the command line says
// that this processor has what they need.
#include <cstddef>
#include <cstdio>
#include <cstring>

#define JETON_UNIT(name)                                                             \
  extern "C" bool name##_checks(const char*, std::size_t, const char*, std::size_t); \
  extern "C" bool name##_works(const char*, std::size_t);
JETON_UNIT(oldest)
JETON_UNIT(avx2)
JETON_UNIT(avx512)
extern "C" int oldest_control(const int*);

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const char* const what = arguments[1];
  const char* const acme = arguments[2];
  const char* const gitlab = arguments[3];
  const std::size_t acme_size = std::strlen(acme);
  const std::size_t gitlab_size = std::strlen(gitlab);
#if defined(CONTROL)
  const int numbers[16] = {1, 2, 3, static_cast<int>(acme_size)};
  std::printf("%d\n", oldest_control(numbers));
#endif
  bool good = oldest_checks(acme, acme_size, gitlab, gitlab_size);
  if (std::strcmp(what, "works") == 0) good = good && oldest_works(acme, acme_size);
  if (std::strcmp(what, "all") == 0) {
    good = good && oldest_works(acme, acme_size) && avx2_checks(acme, acme_size, gitlab, gitlab_size) &&
           avx2_works(acme, acme_size) && avx512_checks(acme, acme_size, gitlab, gitlab_size) &&
           avx512_works(acme, acme_size);
  }
  return good ? 0 : 1;
}
