/* A list with its buffers and 1,514 bytes go away and come back, as a send and its completion do it: closed, and open again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "../runtime/pages/object.h"
#include "custody.h"

int main(int count, char **arguments) {
  long times = count > 1 ? atol(arguments[1]) : 1;
  struct timespec from, to;
  objects_begin();
  object *control = object_make(OBJECT_LIST, 400, 0), *data = object_make(OBJECT_MEMORY, 1514, 0);
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (long n = 0; n < times; n++) {
    custody_access access = n % 2 == 0 ? CUSTODY_NONE : CUSTODY_WRITE;
    access_begin();
    object_access_all(control, access);
    object_access_all(data, access);
    access_commit();
    /* whoever has it now looks at it */
    if (access == CUSTODY_WRITE) control->at[0] = data->at[0] = (unsigned char)n;
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  printf("%f\n", (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6);
  return 0;
}
