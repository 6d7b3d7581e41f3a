/* A reader of JSON lines. */
#include "json.h"
#include <stdlib.h>
#include <string.h>

typedef struct block {
  struct block *next;
  size_t used, room;
  _Alignas(16) unsigned char bytes[];
} block;
typedef struct {
  const char *at, *end;
  block *blocks;
  int depth, broken;
} reader;

static void *take(reader *r, size_t bytes) {
  bytes = (bytes + 15) & ~(size_t)15;
  if (r->blocks == NULL || r->blocks->room - r->blocks->used < bytes) {
    size_t room = bytes > 8192 ? bytes : 8192;
    block *b = malloc(sizeof *b + room);
    if (b == NULL) abort();
    b->next = r->blocks, b->used = 0, b->room = room;
    r->blocks = b;
  }
  void *at = r->blocks->bytes + r->blocks->used;
  r->blocks->used += bytes;
  return at;
}

static void skip(reader *r) {
  while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n')) r->at++;
}

static int digit(char c) {
  return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static unsigned hex4(reader *r) {
  unsigned n = 0;
  for (int i = 0; i < 4; i++) {
    int d = r->at < r->end ? digit(*r->at++) : -1;
    if (d < 0) r->broken = 1;
    n = n * 16 + (unsigned)(d & 15);
  }
  return n;
}

static char *utf8(char *to, unsigned c) {
  if (c < 0x80) *to++ = (char)c;
  else if (c < 0x800) *to++ = (char)(0xc0 | c >> 6), *to++ = (char)(0x80 | (c & 63));
  else if (c < 0x10000) *to++ = (char)(0xe0 | c >> 12), *to++ = (char)(0x80 | (c >> 6 & 63)), *to++ = (char)(0x80 | (c & 63));
  else *to++ = (char)(0xf0 | c >> 18), *to++ = (char)(0x80 | (c >> 12 & 63)), *to++ = (char)(0x80 | (c >> 6 & 63)), *to++ = (char)(0x80 | (c & 63));
  return to;
}

static const char *text(reader *r, size_t *length) {
  const char *end = ++r->at;
  while (end < r->end && *end != '"') end += *end == '\\' ? 2 : 1;
  if (end >= r->end) {
    r->broken = 1;
    *length = 0;
    return "";
  }
  char *made = take(r, (size_t)(end - r->at) + 1), *to = made;
  while (r->at < end) {
    if (*r->at != '\\') {
      *to++ = *r->at++;
      continue;
    }
    r->at++;
    switch (*r->at++) {
    case 'n': *to++ = '\n'; break;
    case 't': *to++ = '\t'; break;
    case 'r': *to++ = '\r'; break;
    case 'b': *to++ = '\b'; break;
    case 'f': *to++ = '\f'; break;
    case 'u': {
      unsigned c = hex4(r);
      if (c >= 0xd800 && c < 0xdc00 && end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u') {
        r->at += 2;
        c = 0x10000 + ((c - 0xd800) << 10) + (hex4(r) - 0xdc00);
      }
      to = utf8(to, c);
      break;
    }
    default: *to++ = r->at[-1];
    }
  }
  r->at = end + 1;
  *to = 0;
  *length = (size_t)(to - made);
  return made;
}

static json *value(reader *r);

static void members(reader *r, json *it, char close) {
  json **last = &it->first;
  r->at++;
  skip(r);
  if (r->at < r->end && *r->at == close) {
    r->at++;
    return;
  }
  while (!r->broken) {
    const char *key = NULL;
    size_t length;
    skip(r);
    if (close == '}') {
      if (r->at >= r->end || *r->at != '"') break;
      key = text(r, &length);
      skip(r);
      if (r->at >= r->end || *r->at++ != ':') break;
    }
    json *one = value(r);
    one->key = key;
    *last = one;
    last = &one->next;
    skip(r);
    if (r->at >= r->end) break;
    char c = *r->at++;
    if (c == close) return;
    if (c != ',') break;
  }
  r->broken = 1;
}

static int word(reader *r, const char *w, size_t n) {
  if ((size_t)(r->end - r->at) < n || memcmp(r->at, w, n) != 0) return 0;
  r->at += n;
  return 1;
}

static json *value(reader *r) {
  json *it = take(r, sizeof *it);
  memset(it, 0, sizeof *it);
  skip(r);
  if (r->at >= r->end || ++r->depth > 64) {
    r->broken = 1;
    return it;
  }
  if (*r->at == '{') it->kind = JSON_OBJECT, members(r, it, '}');
  else if (*r->at == '[') it->kind = JSON_LIST, members(r, it, ']');
  else if (*r->at == '"') it->kind = JSON_TEXT, it->text = text(r, &it->length);
  else if (word(r, "true", 4)) it->kind = JSON_TRUE;
  else if (word(r, "false", 5)) it->kind = JSON_FALSE;
  else if (word(r, "null", 4)) it->kind = JSON_NULL;
  else {
    char number[40], *end;
    size_t n = (size_t)(r->end - r->at) < 39 ? (size_t)(r->end - r->at) : 39;
    memcpy(number, r->at, n);
    number[n] = 0;
    it->kind = JSON_NUMBER;
    it->number = strtod(number, &end);
    if (end == number) r->broken = 1;
    r->at += end - number;
  }
  r->depth--;
  return it;
}

json_line *json_parse(const char *from, size_t length) {
  reader r = {from, from + length, NULL, 0, 0};
  json_line *line = take(&r, sizeof *line);
  line->root = value(&r);
  skip(&r);
  line->blocks = r.blocks;
  if (!r.broken && r.at == r.end) return line;
  json_free(line);
  return NULL;
}

void json_free(json_line *line) {
  if (line == NULL) return;
  for (block *b = line->blocks, *next; b != NULL; b = next) {
    next = b->next;
    free(b);
  }
}

json *json_get(const json *object, const char *key) {
  if (object == NULL || object->kind != JSON_OBJECT) return NULL;
  for (json *it = object->first; it != NULL; it = it->next)
    if (!strcmp(it->key, key)) return it;
  return NULL;
}

const char *json_text(const json *value, const char *otherwise) {
  return value != NULL && value->kind == JSON_TEXT ? value->text : otherwise;
}

int64_t json_int(const json *value, int64_t otherwise) {
  if (value == NULL) return otherwise;
  if (value->kind == JSON_NUMBER) return (int64_t)value->number;
  return value->kind == JSON_TRUE ? 1 : value->kind == JSON_FALSE ? 0 : otherwise;
}

int json_count(const json *list) {
  int n = 0;
  if (list != NULL && list->kind == JSON_LIST)
    for (const json *it = list->first; it != NULL; it = it->next) n++;
  return n;
}

json *json_item(const json *list, int index) {
  json *it = list != NULL && list->kind == JSON_LIST ? list->first : NULL;
  while (it != NULL && index-- > 0) it = it->next;
  return it;
}

size_t json_bytes(const json *hex, unsigned char *to, size_t room) {
  size_t n = 0;
  if (hex == NULL || hex->kind != JSON_TEXT) return 0;
  for (; n < hex->length / 2 && n < room; n++) to[n] = (unsigned char)(digit(hex->text[2 * n]) << 4 | digit(hex->text[2 * n + 1]));
  return n;
}
