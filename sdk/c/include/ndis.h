/* NDIS as a driver sees it: names, structures and macros of the public reference pages, for a user-mode process under test. */
#ifndef CUSTODY_NDIS_H
#define CUSTODY_NDIS_H
#ifdef __cplusplus
extern "C" {
#endif
#include "custody/plain.h"
#include "custody/status.h"
#include "custody/memory.h"
#include "custody/locks.h"
#include "custody/text.h"
#include "custody/mdl.h"
#include "custody/lists.h"
#include "custody/packet.h"
#include "custody/oids.h"
#include "custody/binding.h"
#include "custody/binding5.h"
#include "custody/work.h"
#include "custody/miniport.h"
#include "custody/miniport5.h"
#include "custody/irp.h"
#include "custody/filter.h"
#ifdef __cplusplus
}
#endif
#endif
