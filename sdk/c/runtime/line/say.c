/* Writing: one buffer, flushed when the kit is to speak. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "wire.h"
#include "../../include/ndis.h"

static char *out;
static size_t out_used, out_room;
static int after_bracket;

static char *room_for(size_t bytes) {
  if (out_used + bytes > out_room) {
    out_room = (out_used + bytes) * 2 + 4096;
    out = realloc(out, out_room);
    if (out == NULL) abort();
  }
  return out + out_used;
}

static void put(const char *text, size_t length) {
  memcpy(room_for(length), text, length);
  out_used += length;
}

static void put_text(const char *text) {
  static const char digits[] = "0123456789abcdef";
  put("\"", 1);
  for (; *text; text++) {
    unsigned char c = (unsigned char)*text;
    if (c == '"' || c == '\\') put("\\", 1), put(text, 1);
    else if (c == '\n') put("\\n", 2);
    else if (c < 0x20) {
      char escape[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
      put(escape, 6);
    } else put(text, 1);
  }
  put("\"", 1);
}

void say_flush(void) {
  for (size_t from = 0; from < out_used;) {
    ssize_t n = write(1, out + from, out_used - from);
    if (n <= 0) _exit(0); /* nobody listens any more */
    from += (size_t)n;
  }
  out_used = 0;
}

void say_key(const char *key) {
  if (!after_bracket) put(",", 1);
  after_bracket = 0;
  if (key == NULL) return;
  put_text(key);
  put(":", 1);
}
void say_text(const char *key, const char *text) {
  say_key(key);
  if (text == NULL) put("null", 4);
  else put_text(text);
}
void say_int(const char *key, int64_t value) {
  char text[24];
  say_key(key);
  put(text, (size_t)snprintf(text, sizeof text, "%lld", (long long)value));
}
void say_hex(const char *key, const unsigned char *bytes, size_t count) {
  static const char digits[] = "0123456789abcdef";
  say_key(key);
  put("{\"all\":\"", 8);
  char *to = room_for(2 * count);
  for (size_t i = 0; i < count; i++) *to++ = digits[bytes[i] >> 4], *to++ = digits[bytes[i] & 15];
  out_used += 2 * count;
  put("\"}", 2);
}
void say_open(const char *key, char bracket) {
  say_key(key);
  put(&bracket, 1);
  after_bracket = 1;
}
void say_close(char bracket) {
  put(&bracket, 1);
  after_bracket = 0;
}
void say_raw(const char *key, const char *json) {
  say_key(key);
  put(json, strlen(json));
}
void say_item(const char *text) {
  say_text(NULL, text);
}

void say_on(void) {
  if (custody_self == NULL) return;
  put(",\"on\":", 6);
  put(custody_self->on, strlen(custody_self->on));
}

void say_raw_on(void) {
  put(custody_self->on, strlen(custody_self->on));
}

void say_begin(const char *kind) {
  put("{\"kind\":", 8);
  put_text(kind);
  after_bracket = 0;
}
void say_end(void) {
  put("}\n", 2);
}
