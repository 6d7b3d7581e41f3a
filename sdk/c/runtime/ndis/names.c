/* Statuses and flags, as the vocabulary names them. */
#include <string.h>
#include "parts.h"

static const struct {
  NDIS_STATUS value;
  const char *name, *old;
} statuses[] = {
    {NDIS_STATUS_SUCCESS, "SUCCESS", "SUCCESS"}, {NDIS_STATUS_PENDING, "PENDING", "PENDING"}, {NDIS_STATUS_RESOURCES, "RESOURCES", "RESOURCES"}, {NDIS_STATUS_FAILURE, "FAILURE", "FAILURE"}, {NDIS_STATUS_REQUEST_ABORTED, "SEND_ABORTED", "ABORTED"}, {NDIS_STATUS_RESET_IN_PROGRESS, "RESET_IN_PROGRESS", "RESET_IN_PROGRESS"}, {NDIS_STATUS_NOT_ACCEPTED, "FAILURE", "NOT_ACCEPTED"}, {NDIS_STATUS_INVALID_LENGTH, "INVALID_LENGTH", "FAILURE"}, {NDIS_STATUS_PAUSED, "PAUSED", "FAILURE"},
};

const char *status_name(NDIS_STATUS status, int generation) {
  for (unsigned i = 0; i < ARRAYSIZE(statuses); i++)
    if (statuses[i].value == status) return generation == 6 ? statuses[i].name : statuses[i].old;
  return "FAILURE";
}

NDIS_STATUS status_of(const char *name) {
  for (unsigned i = 0; i < ARRAYSIZE(statuses); i++)
    if (!strcmp(statuses[i].name, name) || !strcmp(statuses[i].old, name)) return statuses[i].value;
  return NDIS_STATUS_FAILURE;
}

const flag_name send_flags[] = {{"DISPATCH_LEVEL", NDIS_SEND_FLAGS_DISPATCH_LEVEL}, {"CHECK_FOR_LOOPBACK", NDIS_SEND_FLAGS_CHECK_FOR_LOOPBACK}, {"SINGLE_QUEUE", 4}, {NULL, 0}};
const flag_name complete_flags[] = {{"DISPATCH_LEVEL", NDIS_SEND_COMPLETE_FLAGS_DISPATCH_LEVEL}, {"SINGLE_QUEUE", 2}, {NULL, 0}};
const flag_name receive_flags[] = {{"DISPATCH_LEVEL", NDIS_RECEIVE_FLAGS_DISPATCH_LEVEL}, {"RESOURCES", NDIS_RECEIVE_FLAGS_RESOURCES}, {"SINGLE_ETHER_TYPE", NDIS_RECEIVE_FLAGS_SINGLE_ETHER_TYPE}, {"SINGLE_VLAN", NDIS_RECEIVE_FLAGS_SINGLE_VLAN}, {"PERFECT_FILTERED", NDIS_RECEIVE_FLAGS_PERFECT_FILTERED}, {"SINGLE_QUEUE", 0x800}, {NULL, 0}};
const flag_name return_flags[] = {{"DISPATCH_LEVEL", NDIS_RETURN_FLAGS_DISPATCH_LEVEL}, {"SINGLE_QUEUE", 2}, {NULL, 0}};

void say_flags(const char *key, ULONG flags, const flag_name *table) {
  say_open(key, '[');
  for (; table->name != NULL; table++)
    if ((flags & table->value) != 0) say_item(table->name);
  say_close(']');
}

ULONG hear_flags(const json *flags, const flag_name *table) {
  ULONG all = 0;
  for (const json *one = flags == NULL ? NULL : flags->first; one != NULL; one = one->next)
    for (const flag_name *flag = table; flag->name != NULL; flag++)
      if (!strcmp(flag->name, json_text(one, ""))) all |= flag->value;
  return all;
}
