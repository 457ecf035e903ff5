/* Fails or kills at the Nth call that changes a file under one folder: write, pwrite, fsync, fdatasync, ftruncate,
   rename, unlink. Loaded with LD_PRELOAD, armed by the program itself. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, FAIL, KILL, TORN, FULL };

static char folder[PATH_MAX];
static size_t folder_length;
static long calls, fault_at;
static int mode;

void fault_arm(const char *path, int how, long at) {
    strncpy(folder, path, sizeof folder - 1);
    folder_length = strlen(folder);
    mode = how;
    fault_at = at;
    calls = 0;
}

long fault_calls(void) { return calls; }

static int is_inside(const char *path) {
    char whole[2 * PATH_MAX];
    if (!folder_length) return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, PATH_MAX)) return 0;
        strcat(whole, "/");
        strncat(whole, path, PATH_MAX - 2);
        path = whole;
    }
    return strncmp(path, folder, folder_length) == 0;
}

static int is_file_inside(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_inside(path);
}

/* Tells whether this call goes wrong; a kill does not return. */
static int goes_wrong(void) {
    calls++;
    if (mode == FULL && calls >= fault_at) return errno = ENOSPC, 1;
    if (calls != fault_at) return 0;
    if (mode == KILL) kill(getpid(), SIGKILL);
    return mode == FAIL ? (errno = EIO, 1) : 0;
}

static int is_torn(void) { return mode == TORN && calls == fault_at; }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRITES(name, parameters, arguments)                                   \
    ssize_t name parameters {                                                 \
        if (is_file_inside(fd)) {                                             \
            if (goes_wrong()) return -1;                                      \
            if (is_torn()) {                                                  \
                size /= 2;                                                    \
                REAL(name) arguments;                                         \
                kill(getpid(), SIGKILL);                                      \
            }                                                                 \
        }                                                                     \
        return REAL(name) arguments;                                          \
    }

WRITES(write, (int fd, const void *data, size_t size), (fd, data, size))
WRITES(pwrite, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))
WRITES(pwrite64, (int fd, const void *data, size_t size, off64_t at), (fd, data, size, at))

/* A full disk still syncs, cuts, renames and removes. */
#define CHANGES(name, condition, parameters, arguments)                       \
    int name parameters {                                                     \
        if (mode != FULL && (condition) && goes_wrong()) return -1;           \
        return REAL(name) arguments;                                          \
    }

CHANGES(fsync, is_file_inside(fd), (int fd), (fd))
CHANGES(fdatasync, is_file_inside(fd), (int fd), (fd))
CHANGES(ftruncate, is_file_inside(fd), (int fd, off_t size), (fd, size))
CHANGES(ftruncate64, is_file_inside(fd), (int fd, off64_t size), (fd, size))
CHANGES(rename, is_inside(old) || is_inside(new), (const char *old, const char *new), (old, new))
CHANGES(unlink, is_inside(path), (const char *path), (path))
