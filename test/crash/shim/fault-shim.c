/*
 * Preloaded under a whole process: counts the calls that change files below FAULT_ROOT and, at the one numbered
 * FAULT_AT, kills the process (FAULT_KIND=kill) or makes the call and all further ones of its kind fail with that
 * errno (FAULT_KIND=28 ENOSPC, 5 EIO). FAULT_COUNT names a file outside the root that gets the number of calls.
 * SQLite's own calls come through here as well: its driver is linked against the same C library.
 *
 * A process that outlives its faults gives orders by looking for paths that do not exist (access):
 *   /fault-shim/arm AT ERRNO ROOT    count from now on; at call AT fail with ERRNO (0: only count)
 *   /fault-shim/copy FOLDER ROOT     count; ahead of each call whose number FOLDER/points holds, copy ROOT to FOLDER/N:
 *                                    what a process killed there would leave
 *   /fault-shim/count FILE           write the number of calls to FILE
 *   /fault-shim/rest                 neither count nor fail
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static char root[PATH_MAX];
static size_t root_length;
static long fault_at;
static int fault_errno;
static atomic_long calls;

#define MOST_POINTS 4096
static long points[MOST_POINTS];
static long point_count;
static char copies[PATH_MAX];
extern char **environ;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("FAULT_ROOT");
  const char *at = getenv("FAULT_AT");
  const char *kind = getenv("FAULT_KIND");
  if (where == NULL || strlen(where) >= sizeof root) return;
  strcpy(root, where);
  root_length = strlen(root);
  fault_at = at == NULL ? 0 : atol(at);
  fault_errno = kind == NULL ? 0 : atoi(kind);
  unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void) {
  const char *where = getenv("FAULT_COUNT");
  if (root_length == 0 || where == NULL) return;
  FILE *file = fopen(where, "w");
  if (file == NULL) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

static int under_root(const char *path) {
  if (root_length == 0 || strncmp(path, root, root_length) != 0) return 0;
  return path[root_length] == '/' || path[root_length] == '\0';
}

static void tell(const char *what, const char *path) {
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "fault at %ld: %s %s\n", fault_at, what, path);
  REAL(write)(2, line, (size_t)length);
}

/* What is below the root now, as a killed process would leave it. The copying process is not preloaded. */
static void copy_root(long now) {
  char target[PATH_MAX + 32];
  snprintf(target, sizeof target, "%s/%ld", copies, now);
  char *arguments[] = {"cp", "-a", root, target, NULL};
  pid_t child;
  int status = 1;
  if (posix_spawnp(&child, "cp", NULL, NULL, arguments, environ) != 0 || waitpid(child, &status, 0) < 0 || status != 0)
    abort();
}

static void copy_where_wanted(long now) {
  for (long index = 0; index < point_count; index++)
    if (points[index] == now) copy_root(now);
}

/* True when the call is to fail; errno is set. */
static int strike(const char *what, const char *path) {
  if (!under_root(path)) return 0;
  /* The memory map of the log holds nothing that outlives a crash, and its size is no promise. */
  size_t length = strlen(path);
  if (length > 4 && strcmp(path + length - 4, "-shm") == 0) return 0;
  long now = atomic_fetch_add(&calls, 1) + 1;
  if (point_count > 0) copy_where_wanted(now);
  if (fault_at == 0 || now < fault_at) return 0;
  if (fault_errno == 0) {
    tell(what, path);
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  if (now == fault_at) tell(what, path);
  /* A full disk takes deletions and renames; what it refuses it goes on refusing. */
  if (now > fault_at && fault_errno == ENOSPC && (strcmp(what, "unlink") == 0 || strcmp(what, "rename") == 0)) return 0;
  errno = fault_errno;
  return 1;
}

static int strike_descriptor(const char *what, int descriptor) {
  char link[64];
  char path[PATH_MAX];
  if (root_length == 0) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = '\0';
  return strike(what, path);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  return strike_descriptor("write", fd) ? -1 : REAL(write)(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  return strike_descriptor("pwrite", fd) ? -1 : REAL(pwrite)(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  return strike_descriptor("pwrite", fd) ? -1 : REAL(pwrite64)(fd, bytes, count, at);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  return strike_descriptor("write", fd) ? -1 : REAL(writev)(fd, parts, count);
}
ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t count, unsigned flags) {
  return strike_descriptor("copy", out) ? -1 : REAL(copy_file_range)(in, in_at, out, out_at, count, flags);
}
ssize_t sendfile(int out, int in, off_t *at, size_t count);
ssize_t sendfile(int out, int in, off_t *at, size_t count) {
  return strike_descriptor("copy", out) ? -1 : REAL(sendfile)(out, in, at, count);
}
int fsync(int fd) { return strike_descriptor("fsync", fd) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return strike_descriptor("fsync", fd) ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t size) { return strike_descriptor("truncate", fd) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) {
  return strike_descriptor("truncate", fd) ? -1 : REAL(ftruncate64)(fd, size);
}
int rename(const char *from, const char *to) { return strike("rename", from) ? -1 : REAL(rename)(from, to); }
int unlink(const char *path) { return strike("unlink", path) ? -1 : REAL(unlink)(path); }
int mkdir(const char *path, mode_t mode) { return strike("mkdir", path) ? -1 : REAL(mkdir)(path, mode); }

/* A disk that is full says so when it is asked. */
static int is_full(void) { return fault_errno == ENOSPC && fault_at > 0 && atomic_load(&calls) >= fault_at; }
int statfs(const char *path, struct statfs *found) {
  int end = REAL(statfs)(path, found);
  if (end == 0 && under_root(path) && is_full()) found->f_bavail = found->f_bfree = 0;
  return end;
}
int statfs64(const char *path, struct statfs64 *found) {
  int end = REAL(statfs64)(path, found);
  if (end == 0 && under_root(path) && is_full()) found->f_bavail = found->f_bfree = 0;
  return end;
}

/* Only the opening that makes a file counts. */
static int makes_file(const char *path, int flags) {
  struct stat found;
  return (flags & O_CREAT) != 0 && stat(path, &found) != 0;
}
int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (makes_file(path, flags) && strike("create", path)) return -1;
  return REAL(open)(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if (makes_file(path, flags) && strike("create", path)) return -1;
  return REAL(open64)(path, flags, mode);
}

static int obey(const char *order) {
  char where[PATH_MAX] = "";
  root_length = 0;
  point_count = 0;
  fault_at = 0;
  if (sscanf(order, "count %4095s", where) == 1) {
    FILE *file = fopen(where, "w");
    if (file == NULL) return -1;
    fprintf(file, "%ld\n", atomic_load(&calls));
    return fclose(file);
  }
  if (sscanf(order, "copy %4095s %4095s", copies, where) == 2) {
    char list[PATH_MAX + 16];
    snprintf(list, sizeof list, "%s/points", copies);
    FILE *file = fopen(list, "r");
    if (file == NULL) return -1;
    while (point_count < MOST_POINTS && fscanf(file, "%ld", &points[point_count]) == 1) point_count++;
    fclose(file);
  } else if (sscanf(order, "arm %ld %d %4095s", &fault_at, &fault_errno, where) != 3) {
    return strcmp(order, "rest") == 0 ? 0 : -1;
  }
  strcpy(root, where);
  atomic_store(&calls, 0);
  root_length = strlen(root);
  return 0;
}
int access(const char *path, int mode) {
  static const char desk[] = "/fault-shim/";
  return strncmp(path, desk, sizeof desk - 1) == 0 ? obey(path + sizeof desk - 1) : REAL(access)(path, mode);
}
