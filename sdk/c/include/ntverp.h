/* Everything that drivers include by this name is in one place. */
#include "ndis.h"
#include "custody/irp.h"
