/* Views and protection on Windows: a section mapped twice, and an exception handler. Compiled in tests, never run in them. */
#include "protect.h"
#include <windows.h>

static custody_watcher *on_touch;
static void (*on_stepped)(void);

int custody_views_make(custody_views *views, size_t bytes) {
  ULARGE_INTEGER size;
  size.QuadPart = bytes;
  HANDLE section = CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, size.HighPart, size.LowPart, NULL);
  if (section == NULL) return -1;
  views->driver = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, bytes);
  views->kit = MapViewOfFile(section, FILE_MAP_ALL_ACCESS, 0, 0, bytes);
  views->bytes = bytes;
  CloseHandle(section);
  return views->driver == NULL || views->kit == NULL;
}

int custody_protect(void *at, size_t bytes, custody_access access) {
  static const DWORD as[] = {PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE};
  DWORD before;
  return !VirtualProtect(at, bytes, as[access], &before);
}

int custody_callers(void **frames, int most) {
  return CaptureStackBackTrace(1, (DWORD)most, frames, NULL);
}

static LONG CALLBACK touched(EXCEPTION_POINTERS *all) {
  const EXCEPTION_RECORD *record = all->ExceptionRecord;
  custody_touch touch;
  if (record->ExceptionCode == EXCEPTION_SINGLE_STEP) {
    on_stepped();
    return EXCEPTION_CONTINUE_EXECUTION;
  }
  if (record->ExceptionCode != EXCEPTION_ACCESS_VIOLATION) return EXCEPTION_CONTINUE_SEARCH;
  touch.at = (unsigned char *)record->ExceptionInformation[1];
  touch.writes = record->ExceptionInformation[0] == 1;
  touch.frames[0] = record->ExceptionAddress;
  touch.depth = 1 + custody_callers(touch.frames + 1, 23);
  switch (on_touch(&touch)) {
  case CUSTODY_GO_ON: return EXCEPTION_CONTINUE_EXECUTION;
  case CUSTODY_STEP: all->ContextRecord->EFlags |= 0x100; return EXCEPTION_CONTINUE_EXECUTION;
  case CUSTODY_NOT_OURS: break;
  }
  return EXCEPTION_CONTINUE_SEARCH;
}

int custody_watch(custody_watcher *watcher, void (*after)(void)) {
  on_touch = watcher;
  on_stepped = after;
  return AddVectoredExceptionHandler(1, touched) == NULL;
}
