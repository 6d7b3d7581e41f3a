/* JSON, as much as a line needs: read into a tree that is thrown away at once, written into one buffer. */
#ifndef CUSTODY_JSON_H
#define CUSTODY_JSON_H
#include <stddef.h>
#include <stdint.h>
typedef enum { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } json_kind;
typedef struct json {
  json_kind kind;
  const char *key, *text;
  size_t length;
  double number;
  struct json *first, *next;
} json;
/* A line and all that was made of it, freed in one. NULL: it is no JSON. */
typedef struct json_line {
  json *root;
  void *blocks;
} json_line;
json_line *json_parse(const char *text, size_t length);
void json_free(json_line *line);
/* Members of an object, or of one within: absent is NULL, or what is given otherwise. All accept NULL. */
json *json_get(const json *object, const char *key);
const char *json_text(const json *value, const char *otherwise);
int64_t json_int(const json *value, int64_t otherwise);
int json_count(const json *list);
json *json_item(const json *list, int index);
/* Hexadecimal digits into bytes; so many as there were. */
size_t json_bytes(const json *hex, unsigned char *to, size_t room);
#endif
