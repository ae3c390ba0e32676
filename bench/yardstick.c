/* What this machine gives right now: arithmetic and memory rates in slices of a few milliseconds.
 *
 *   yardstick [SLICES [KERNEL...]]   kernels: f32 bf16 tiles read; a rate that the CPU has not is left out
 *
 * One line per kernel and number of threads: name, threads, unit, then the rate of every slice. What is
 * best, median or disturbed is the reader's business. */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if !defined(__x86_64__)
int main(void) {
  fprintf(stderr, "yardstick: knows x86-64 only\n");
  return 3;
}
#else
#include <immintrin.h>

#define SLICE_SECONDS 0.004
#define MAX_SLICES 1000
#define CHAINS 12 /* independent sums, so that the latency of one is hidden behind the others */
#define PER_CHAIN 4096
#define BLOCK (64u << 20) /* bytes that each thread reads: more than any cache holds */

static char *blocks[2];
static volatile double sink;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* Every kernel does a fixed piece of work and returns its operations, or bytes. */

__attribute__((target("avx2,fma"))) static double f32_256(void) {
  __m256 sum[CHAINS], x = _mm256_set1_ps(0.75f), y = _mm256_set1_ps(0.25f);
  for (int c = 0; c < CHAINS; c++) sum[c] = _mm256_set1_ps(c);
  for (int i = 0; i < PER_CHAIN; i++)
    for (int c = 0; c < CHAINS; c++) sum[c] = _mm256_fmadd_ps(sum[c], x, y);
  for (int c = 1; c < CHAINS; c++) sum[0] = _mm256_add_ps(sum[0], sum[c]);
  sink = _mm256_cvtss_f32(sum[0]);
  return 2.0 * 8 * CHAINS * PER_CHAIN;
}

__attribute__((target("avx512f"))) static double f32_512(void) {
  __m512 sum[CHAINS], x = _mm512_set1_ps(0.75f), y = _mm512_set1_ps(0.25f);
  for (int c = 0; c < CHAINS; c++) sum[c] = _mm512_set1_ps(c);
  for (int i = 0; i < PER_CHAIN; i++)
    for (int c = 0; c < CHAINS; c++) sum[c] = _mm512_fmadd_ps(sum[c], x, y);
  for (int c = 1; c < CHAINS; c++) sum[0] = _mm512_add_ps(sum[0], sum[c]);
  sink = _mm512_cvtss_f32(sum[0]);
  return 2.0 * 16 * CHAINS * PER_CHAIN;
}

__attribute__((target("avx512f,avx512bf16"))) static double bf16_512(void) {
  __m512 sum[CHAINS];
  __m512bh x = (__m512bh)_mm512_set1_ps(0.5f);
  for (int c = 0; c < CHAINS; c++) sum[c] = _mm512_set1_ps(c);
  for (int i = 0; i < PER_CHAIN; i++)
    for (int c = 0; c < CHAINS; c++) sum[c] = _mm512_dpbf16_ps(sum[c], x, x);
  for (int c = 1; c < CHAINS; c++) sum[0] = _mm512_add_ps(sum[0], sum[c]);
  sink = _mm512_cvtss_f32(sum[0]);
  return 2.0 * 32 * CHAINS * PER_CHAIN;
}

/* Two by two tiles of 16x16 sums, as a matrix product would use the eight registers. */
__attribute__((target("amx-tile,amx-bf16"))) static double tiles(void) {
  struct {
    unsigned char palette, start, reserved[14];
    unsigned short bytes[16];
    unsigned char rows[16];
  } shape;
  memset(&shape, 0, sizeof shape);
  shape.palette = 1;
  for (int i = 0; i < 8; i++) shape.bytes[i] = 64, shape.rows[i] = 16;
  /* Not _tile_loadconfig: GCC's says that it reads 8 of the 64 bytes, and the others would never be stored. */
  __asm__ volatile("ldtilecfg %0" : : "m"(shape));
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  _tile_zero(4);
  _tile_zero(5);
  _tile_zero(6);
  _tile_zero(7);
  for (int i = 0; i < PER_CHAIN / 4; i++) {
    _tile_dpbf16ps(0, 4, 6);
    _tile_dpbf16ps(1, 4, 7);
    _tile_dpbf16ps(2, 5, 6);
    _tile_dpbf16ps(3, 5, 7);
  }
  _tile_release();
  return 2.0 * 16 * 16 * 32 * PER_CHAIN;
}

__attribute__((target("avx2"))) static double read_block(void) {
  const __m256i *at = (const __m256i *)blocks[omp_get_thread_num() & 1];
  __m256i sum[4] = {_mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256(), _mm256_setzero_si256()};
  for (size_t i = 0; i < BLOCK / sizeof *at; i += 4)
    for (int c = 0; c < 4; c++) sum[c] = _mm256_add_epi64(sum[c], _mm256_load_si256(at + i + c));
  for (int c = 1; c < 4; c++) sum[0] = _mm256_add_epi64(sum[0], sum[c]);
  sink = _mm256_extract_epi64(sum[0], 0);
  return BLOCK;
}

/* Whether the kernel runs here, tried in a process of its own: what a CPU announces, a virtual machine may refuse. */
static int survives(double (*kernel)(void)) {
  int status = 1;
  pid_t child = fork();
  if (!child) {
    kernel();
    _exit(0);
  }
  return child > 0 && waitpid(child, &status, 0) == child && !status;
}

static int has_tiles(void) {
  enum { ARCH_REQ_XCOMP_PERM = 0x1023, XFEATURE_XTILEDATA = 18 };
  return __builtin_cpu_supports("amx-bf16") && !syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA) &&
         survives(tiles);
}

static void measure(const char *name, const char *unit, double (*kernel)(void), int threads, int slices) {
  printf("%s %d %s", name, threads, unit);
  for (int s = -1; s < slices; s++) { /* the first is to wake the cores up */
    double work = 0, start = seconds();
#pragma omp parallel num_threads(threads) reduction(+ : work)
    do work += kernel();
    while (seconds() - start < SLICE_SECONDS);
    if (s >= 0) printf(" %.3f", work / (seconds() - start) / 1e9);
  }
  printf("\n");
  fflush(stdout);
}

static int asked(const char *name, int count, char **names) {
  for (int i = 0; i < count; i++)
    if (!strcmp(name, names[i])) return 1;
  return !count;
}

int main(int count, char **words) {
  int slices = count > 1 ? atoi(words[1]) : 200;
  if (slices < 1 || slices > MAX_SLICES) {
    fprintf(stderr, "yardstick: the number of slices is between 1 and %d\n", MAX_SLICES);
    return 2;
  }
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
    fprintf(stderr, "yardstick: knows CPUs with AVX2 only\n");
    return 3;
  }
  int named = count > 2 ? count - 2 : 0;
  char **names = words + 2;
  for (int threads = 1; threads <= 2; threads++) {
    if (asked("f32", named, names))
      measure("f32", "GFLOP/s", __builtin_cpu_supports("avx512f") ? f32_512 : f32_256, threads, slices);
    if (asked("bf16", named, names) && __builtin_cpu_supports("avx512bf16"))
      measure("bf16", "GFLOP/s", bf16_512, threads, slices);
    if (asked("tiles", named, names) && has_tiles()) measure("tiles", "GFLOP/s", tiles, threads, slices);
    if (asked("read", named, names)) {
      for (int i = 0; i < 2 && !blocks[i]; i++) {
        blocks[i] = mmap(0, BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        madvise(blocks[i], BLOCK, MADV_HUGEPAGE);
        memset(blocks[i], 1, BLOCK);
      }
      measure("read", "GB/s", read_block, threads, slices < 50 ? slices : 50);
    }
  }
  return 0;
}
#endif
