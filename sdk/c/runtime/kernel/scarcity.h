/* Allocations that fail because the kit says so. */
#ifndef CUSTODY_SCARCITY_H
#define CUSTODY_SCARCITY_H
#include <stdint.h>
/* The nth from now on; 0: none. */
void scarcity_set(int64_t nth);
/* Asked once by every allocation of the driver's. */
int allocation_fails(void);
/* One has failed in this scenario. */
int allocation_failed(void);
#endif
