/* Answers every call at once, as lines of the adapter protocol or as messages of JSON-RPC with their headers: what is left is the way there and back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ROOM ((size_t)1 << 20)
static char in[ROOM], out[ROOM];
static size_t used, said;

static void flush(void) {
  for (size_t at = 0; at < said;) {
    ssize_t n = write(1, out + at, said - at);
    if (n <= 0) exit(1);
    at += (size_t)n;
  }
  said = 0;
}

static void say(const char *text) {
  size_t length = strlen(text);
  if (said + length > ROOM) flush();
  memcpy(out + said, text, length);
  said += length;
}

static void answer_line(const char *line) {
  char text[96];
  const char *call = strstr(line, "\"call\":");
  if (strstr(line, "\"kind\":\"hello\"") != NULL) {
    say("{\"kind\":\"ready\",\"protocol\":1,\"name\":\"answers\",\"version\":\"1\",\"roles\":[\"protocol\"]}\n");
    return;
  }
  if (strstr(line, "\"kind\":\"bye\"") != NULL) exit(0);
  if (call != NULL) snprintf(text, sizeof text, "{\"kind\":\"return\",\"call\":%ld,\"results\":{}}\n", atol(call + 7));
  else snprintf(text, sizeof text, "{\"kind\":\"result\",\"ask\":1}\n");
  say(text);
}

static void answer_message(const char *body) {
  char text[128], result[96];
  const char *id = strstr(body, "\"id\":");
  int length = snprintf(result, sizeof result, "{\"jsonrpc\":\"2.0\",\"id\":%ld,\"result\":{\"count\":1}}", id == NULL ? 0 : atol(id + 5));
  snprintf(text, sizeof text, "Content-Length: %d\r\n\r\n%s", length, result);
  say(text);
}

/* Uses what is there of whole messages, and says how much that was. */
static size_t lines(void) {
  size_t from = 0;
  for (char *end; (end = memchr(in + from, '\n', used - from)) != NULL; from = (size_t)(end - in) + 1) {
    *end = 0;
    answer_line(in + from);
  }
  if (from > 0 && (said < 8 || strstr(out, "\"ready\"") == NULL)) say("{\"kind\":\"idle\"}\n");
  return from;
}

static size_t messages(void) {
  size_t from = 0;
  for (;;) {
    in[used] = 0;
    char *head = strstr(in + from, "Content-Length: "), *body = strstr(in + from, "\r\n\r\n");
    if (head == NULL || body == NULL) return from;
    size_t length = (size_t)atol(head + 16), end = (size_t)(body - in) + 4 + length;
    if (end > used) return from;
    char after = in[end];
    in[end] = 0;
    answer_message(body + 4);
    in[end] = after;
    from = end;
  }
}

int main(int count, char **arguments) {
  size_t (*take)(void) = count > 1 && !strcmp(arguments[1], "messages") ? messages : lines;
  for (;;) {
    ssize_t n = read(0, in + used, ROOM - 1 - used);
    if (n <= 0) return 0;
    used += (size_t)n;
    said = 0;
    size_t from = take();
    flush();
    memmove(in, in + from, used -= from);
  }
}
