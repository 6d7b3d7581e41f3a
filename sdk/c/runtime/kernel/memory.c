/* Memory and text. What a driver allocates lies on pages of its own; a copy out of received data is said to the kit. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../ndis/parts.h"
#include "scarcity.h"

static PVOID take(size_t bytes) {
  return allocation_fails() ? NULL : object_make(OBJECT_MEMORY, bytes > 0 ? bytes : 1, 0)->at;
}
/* What it keeps about a binding is passed with every upcall: that it goes is news. */
static void binding_freed(PVOID at) {
  for (int i = 0; i < custody_cast_count; i++) {
    party *self = &custody_cast[i];
    if (self->context != at || !self->plays || custody_quiet || self->bound != CLOSED) continue;
    self->context = NULL;
    act_begin("freesBindingContext");
    act_end();
  }
}

static VOID give(PVOID at) {
  object *it = object_at(at);
  if (it == NULL || it->kind != OBJECT_MEMORY || it->at != at) blame_caller("memory is freed that was not allocated");
  else if (it->freed) blame_caller("memory is freed a second time");
  else {
    if (it->access == CUSTODY_NONE && it->of != NULL) blame_caller("the data of %s is freed, which %s has since %s", it->of->id, it->of->holder, it->of->since);
    free_whole(it, NULL, __builtin_return_address(0));
    object_retire(it);
    binding_freed(at);
  }
}

NDIS_STATUS NdisAllocateMemory(PVOID *at, UINT length, UINT flags, NDIS_PHYSICAL_ADDRESS highest) {
  (void)flags, (void)highest;
  *at = take(length);
  return *at == NULL ? NDIS_STATUS_FAILURE : NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisAllocateMemoryWithTag(PVOID *at, UINT length, ULONG tag) {
  (void)tag;
  *at = take(length);
  return *at == NULL ? NDIS_STATUS_RESOURCES : NDIS_STATUS_SUCCESS;
}
PVOID NdisAllocateMemoryWithTagPriority(NDIS_HANDLE handle, UINT length, ULONG tag, EX_POOL_PRIORITY priority) {
  (void)handle, (void)tag, (void)priority;
  return take(length);
}
VOID NdisFreeMemory(PVOID at, UINT length, UINT flags) {
  (void)length, (void)flags;
  give(at);
}
VOID NdisFreeMemoryWithTagPriority(NDIS_HANDLE handle, PVOID at, ULONG tag) {
  (void)handle, (void)tag;
  give(at);
}
VOID NdisMAllocateSharedMemory(NDIS_HANDLE adapter, ULONG length, BOOLEAN cached, PVOID *at, NDIS_PHYSICAL_ADDRESS *physical) {
  (void)adapter, (void)cached;
  *at = take(length);
  physical->QuadPart = (LONGLONG)(uintptr_t)*at;
}
VOID NdisMFreeSharedMemory(NDIS_HANDLE adapter, ULONG length, BOOLEAN cached, PVOID at, NDIS_PHYSICAL_ADDRESS physical) {
  (void)adapter, (void)length, (void)cached, (void)physical;
  give(at);
}
PVOID ExAllocatePoolWithTag(POOL_TYPE type, SIZE_T length, ULONG tag) {
  (void)type, (void)tag;
  return take(length);
}
VOID ExFreePool(PVOID at) {
  give(at);
}
VOID ExFreePoolWithTag(PVOID at, ULONG tag) {
  (void)tag;
  give(at);
}

VOID NdisInitializeNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list, PALLOCATE_FUNCTION allocate, PFREE_FUNCTION release, ULONG flags, SIZE_T size, ULONG tag, USHORT depth) {
  (void)flags, (void)depth;
  list->Allocate = allocate, list->Free = release, list->Size = size, list->Tag = tag;
}
VOID NdisDeleteNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list) {
  list->Size = 0;
}
PVOID NdisAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list) {
  return list->Allocate != NULL ? list->Allocate(NonPagedPool, list->Size, list->Tag) : take(list->Size);
}
VOID NdisFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST list, PVOID entry) {
  if (list->Free != NULL) list->Free(entry);
  else give(entry);
}

static void has(object *part, const void *at, size_t bytes, object *whole, void *argument) {
  (void)at, (void)bytes;
  object **wanted = argument;
  if (part == *wanted) *wanted = whole;
}
/* The resource that a place in memory belongs to: a list or packet in which it is chained, or, for memory of its own, a buffer. */
static object *whole_of(const void *at) {
  object *it = object_at(at);
  if (it == NULL || it->id[0] != 0 || (it->of != NULL && it->of->id[0] != 0)) return it == NULL || it->id[0] != 0 ? it : it->of;
  if (it->kind != OBJECT_MEMORY) return NULL;
  for (object *one = object_next(NULL); one != NULL; one = object_next(one)) {
    object *found = it;
    if ((one->kind != OBJECT_LIST && one->kind != OBJECT_PACKET) || one->freed) continue;
    parts_of(one, has, &found);
    if (found != it) return it->of = found;
  }
  introduce(it, "buffer", NULL);
  return it;
}

void custody_copy(void *to, const void *from, size_t bytes) {
  memmove(to, from, bytes);
  object *source = object_at(from);
  if (source != NULL && source->id[0] == 0 && source->of != NULL) source = source->of;
  if (source == NULL || !source->foreign || source->id[0] == 0 || bytes == 0) return;
  object *target = whole_of(to);
  if (target == NULL || target->id[0] == 0) return; /* to its stack: it only looks */
  act_begin("copies");
  say_text("source", source->id);
  say_text("target", target->id);
  say_int("bytes", (int64_t)bytes);
  act_end();
}
void custody_fill(void *to, int value, size_t bytes) {
  memset(to, value, bytes);
}
int custody_compare(const void *a, const void *b, size_t bytes) {
  return memcmp(a, b, bytes);
}
SIZE_T custody_equal_bytes(const void *a, const void *b, size_t bytes) {
  SIZE_T n = 0;
  while (n < bytes && ((const char *)a)[n] == ((const char *)b)[n]) n++;
  return n;
}
void custody_assertion(const char *text, const char *file, int line) {
  say_error("an assertion of the driver: %s, at %s:%d", text, file, line);
}
void custody_break(const char *file, int line) {
  say_error("a breakpoint of the driver, at %s:%d", file, line);
}

/* ------------------------------------------------------------ text */

static USHORT wide_length(PCWSTR text) {
  USHORT n = 0;
  while (text != NULL && text[n] != 0) n++;
  return n;
}
VOID RtlInitUnicodeString(PUNICODE_STRING to, PCWSTR from) {
  USHORT n = wide_length(from);
  to->Length = (USHORT)(n * sizeof(WCHAR));
  to->MaximumLength = (USHORT)(from == NULL ? 0 : (n + 1) * sizeof(WCHAR));
  to->Buffer = (PWCHAR)(uintptr_t)from;
}
VOID NdisInitUnicodeString(PUNICODE_STRING to, PCWSTR from) {
  RtlInitUnicodeString(to, from);
}
static WCHAR upper(WCHAR c) {
  return c >= 'a' && c <= 'z' ? (WCHAR)(c - 32) : c;
}
BOOLEAN RtlEqualUnicodeString(PCUNICODE_STRING a, PCUNICODE_STRING b, BOOLEAN ignore) {
  if (a->Length != b->Length) return FALSE;
  for (unsigned i = 0; i < a->Length / sizeof(WCHAR); i++)
    if (ignore ? upper(a->Buffer[i]) != upper(b->Buffer[i]) : a->Buffer[i] != b->Buffer[i]) return FALSE;
  return TRUE;
}
BOOLEAN NdisEqualString(PCUNICODE_STRING a, PCUNICODE_STRING b, BOOLEAN ignore) {
  return RtlEqualUnicodeString(a, b, ignore);
}
VOID RtlCopyUnicodeString(PUNICODE_STRING to, PCUNICODE_STRING from) {
  to->Length = from->Length < to->MaximumLength ? from->Length : to->MaximumLength;
  memcpy(to->Buffer, from->Buffer, to->Length);
}
VOID NdisFreeString(NDIS_STRING text) {
  if (text.Buffer != NULL) give(text.Buffer);
}

static void print_wide(const WCHAR *text, unsigned length) {
  for (unsigned i = 0; i < length; i++) fputc(text[i] < 0x80 ? (int)text[i] : '?', stderr);
}

/* One conversion: its letter, and how long its number is. */
static const char *print_one(const char *at, va_list *list) {
  char spec[32] = "%";
  int used = 1, wide = 0, longs = 0;
  for (; *at != 0 && strchr("-+ #0123456789.*", *at) != NULL && used < 20; at++) spec[used++] = *at;
  for (;; at++) {
    if (*at == 'w') wide = 1;
    else if (*at == 'I' && at[1] == '6' && at[2] == '4') longs = 2, at += 2;
    else if (*at == 'l' || *at == 'h') longs += *at == 'l';
    else break;
  }
  char letter = *at == 0 ? 0 : *at++;
  switch (letter) {
  case 'Z': {
    PCUNICODE_STRING text = va_arg(*list, PCUNICODE_STRING);
    if (wide) print_wide(text->Buffer, text->Length / (unsigned)sizeof(WCHAR));
    else fprintf(stderr, "%.*s", text->Length, (const char *)text->Buffer);
    break;
  }
  case 'S': wide = 1; /* fall through */
  case 's':
    if (wide || longs) {
      PCWSTR text = va_arg(*list, PCWSTR);
      print_wide(text, wide_length(text));
    } else fprintf(stderr, "%s", va_arg(*list, const char *));
    break;
  case 'p': fprintf(stderr, "%p", va_arg(*list, void *)); break;
  case 'c': fputc(va_arg(*list, int), stderr); break;
  case '%': fputc('%', stderr); break;
  case 'd': case 'i': case 'u': case 'x': case 'X': case 'o': {
    long long n = longs >= 2 ? va_arg(*list, long long) : letter == 'd' || letter == 'i' ? va_arg(*list, int) : (long long)va_arg(*list, unsigned);
    snprintf(spec + used, sizeof spec - (size_t)used, "ll%c", letter);
    fprintf(stderr, spec, n);
    break;
  }
  default: break;
  }
  return at;
}

static ULONG print(const char *format, va_list list) {
  va_list copy;
  va_copy(copy, list);
  while (*format != 0) {
    if (*format == '%') format = print_one(format + 1, &copy);
    else fputc(*format++, stderr);
  }
  va_end(copy);
  return 0;
}
ULONG DbgPrint(const char *format, ...) {
  va_list list;
  va_start(list, format);
  print(format, list);
  va_end(list);
  return 0;
}
ULONG DbgPrintEx(ULONG component, ULONG level, const char *format, ...) {
  va_list list;
  (void)component, (void)level;
  va_start(list, format);
  print(format, list);
  va_end(list);
  return 0;
}
