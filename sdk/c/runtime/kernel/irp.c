/* IRPs: what stands for the I/O manager. A completed IRP is closed: whoever touches it then is found. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include "../ndis/parts.h"
#include "../../include/custody/irp.h"

#define FROM_HERE __builtin_return_address(0)
typedef struct {
  IO_STACK_LOCATION location;
  custody_irp_done *done;
  void *context;
  int completed;
} side;

static KSPIN_LOCK cancel_lock;

static side *side_of(PIRP irp) {
  object *it = object_at(irp);
  return it == NULL || it->kind != OBJECT_IRP ? NULL : (side *)it->pool;
}

VOID IoAcquireCancelSpinLock(PKIRQL irql) {
  custody_spin_acquire(&cancel_lock, irql);
}
VOID IoReleaseCancelSpinLock(KIRQL irql) {
  KeReleaseSpinLock(&cancel_lock, irql);
}

PIRP custody_irp_make(PDEVICE_OBJECT device, PFILE_OBJECT file, UCHAR major, const void *data, ULONG length, ULONG code, ULONG output, custody_irp_done *done, PVOID context) {
  object *it = object_make(OBJECT_IRP, sizeof(IRP), 0);
  PIRP irp = KIT((PIRP)it->at);
  side *beside = calloc(1, sizeof *beside);
  ULONG room = length > output ? length : output;
  if (beside == NULL) say_fatal("out of memory");
  it->pool = beside;
  beside->done = done, beside->context = context;
  object *place = object_make(OBJECT_MEMORY, sizeof(IO_STACK_LOCATION), 0);
  PIO_STACK_LOCATION location = KIT((PIO_STACK_LOCATION)place->at);
  place->of = it;
  location->MajorFunction = major, location->DeviceObject = device, location->FileObject = file;
  if (major == IRP_MJ_DEVICE_CONTROL) {
    location->Parameters.DeviceIoControl.InputBufferLength = length;
    location->Parameters.DeviceIoControl.OutputBufferLength = output;
    location->Parameters.DeviceIoControl.IoControlCode = code;
  } else location->Parameters.Write.Length = room;
  irp->Tail.Overlay.CurrentStackLocation = (PIO_STACK_LOCATION)place->at;
  irp->RequestorMode = UserMode;
  if (room > 0) {
    object *bytes = object_make(OBJECT_MEMORY, room, 0);
    bytes->of = it;
    if (data != NULL) memcpy(KIT(bytes->at), data, length);
    if (major == IRP_MJ_DEVICE_CONTROL) irp->AssociatedIrp.SystemBuffer = bytes->at;
    else irp->MdlAddress = mdl_over(it, bytes->at, room);
  }
  return (PIRP)it->at;
}

NTSTATUS custody_irp_send(PIRP irp) {
  PDEVICE_OBJECT device = KIT(KIT(irp)->Tail.Overlay.CurrentStackLocation)->DeviceObject;
  PDRIVER_DISPATCH dispatch = device->DriverObject->MajorFunction[KIT(KIT(irp)->Tail.Overlay.CurrentStackLocation)->MajorFunction];
  return dispatch == NULL ? STATUS_INVALID_DEVICE_REQUEST : dispatch(device, irp);
}

VOID IoCompleteRequest(PIRP irp, CCHAR boost) {
  side *beside = side_of(irp);
  object *it = object_at(irp);
  (void)boost;
  if (beside == NULL) blame_caller("IoCompleteRequest of what is no IRP");
  if (beside->completed++) blame_caller("an IRP is completed a second time");
  if (beside->done != NULL) beside->done(KIT(irp), beside->context);
  PMDL mdl = KIT(irp)->MdlAddress;
  memcpy(it->holder, "the I/O manager", sizeof "the I/O manager");
  memcpy(it->since, "IoCompleteRequest", sizeof "IoCompleteRequest");
  it->given_by[0] = FROM_HERE, it->given_depth = 1;
  access_begin();
  if (mdl != NULL) object_access_all(object_at(mdl), CUSTODY_NONE), object_access_all(object_at(KIT(mdl)->MappedSystemVa), CUSTODY_NONE);
  if (KIT(irp)->AssociatedIrp.SystemBuffer != NULL) object_access_all(object_at(KIT(irp)->AssociatedIrp.SystemBuffer), CUSTODY_NONE);
  object_access_all(object_at(KIT(irp)->Tail.Overlay.CurrentStackLocation), CUSTODY_NONE);
  object_access_all(it, CUSTODY_NONE);
  access_commit();
  fibre_yield();
}

BOOLEAN IoCancelIrp(PIRP irp) {
  PIRP open = KIT(irp);
  KIRQL irql;
  IoAcquireCancelSpinLock(&irql);
  open->Cancel = TRUE;
  PDRIVER_CANCEL routine = IoSetCancelRoutine(open, NULL);
  open->CancelIrql = irql;
  if (routine == NULL) {
    IoReleaseCancelSpinLock(irql);
    return FALSE;
  }
  routine(KIT(open->Tail.Overlay.CurrentStackLocation)->DeviceObject, irp); /* it releases the lock */
  return TRUE;
}

NTSTATUS IoCreateDevice(struct _DRIVER_OBJECT *driver, ULONG extension, PUNICODE_STRING name, DEVICE_TYPE type, ULONG characteristics, BOOLEAN exclusive, PDEVICE_OBJECT *result) {
  PDEVICE_OBJECT device = calloc(1, sizeof *device + extension);
  (void)name, (void)exclusive;
  if (device == NULL) return STATUS_INSUFFICIENT_RESOURCES;
  device->DriverObject = driver;
  device->NextDevice = driver->DeviceObject;
  device->DeviceExtension = extension > 0 ? device + 1 : NULL;
  device->DeviceType = type;
  device->Characteristics = characteristics;
  *result = driver->DeviceObject = device;
  return STATUS_SUCCESS;
}
VOID IoDeleteDevice(PDEVICE_OBJECT device) {
  PDEVICE_OBJECT *at = &device->DriverObject->DeviceObject;
  while (*at != NULL && *at != device) at = &(*at)->NextDevice;
  if (*at != NULL) *at = device->NextDevice;
  free(device);
}
NTSTATUS IoCreateSymbolicLink(PUNICODE_STRING link, PUNICODE_STRING device) {
  (void)link, (void)device;
  return STATUS_SUCCESS;
}
NTSTATUS IoDeleteSymbolicLink(PUNICODE_STRING link) {
  (void)link;
  return STATUS_SUCCESS;
}
