/* What a protocol may ask an adapter. */
#include <string.h>
#include "driver.h"

static const WCHAR adapter_name[] = {'\\', 'D', 'e', 'v', 'i', 'c', 'e', '\\', 'N', 'I', 'C', 0};

/* What every adapter knows of itself; anything else is not supported. */
static NDIS_STATUS answer_oid(NDIS_OID oid, PVOID buffer, UINT length, PUINT written, PUINT needed) {
  ULONG number = 0;
  const void *from = &number;
  UINT bytes = sizeof number;
  static const UCHAR address[6] = {2, 0, 0, 0, 0, 1};
  switch (oid) {
  case OID_802_3_CURRENT_ADDRESS:
  case OID_802_3_PERMANENT_ADDRESS: from = address, bytes = 6; break;
  case OID_GEN_MAXIMUM_FRAME_SIZE: number = 1500; break;
  case OID_GEN_MAXIMUM_TOTAL_SIZE: number = 1514; break;
  case OID_GEN_LINK_SPEED: number = 10000000; break;
  case OID_GEN_MAC_OPTIONS:
  case OID_GEN_MEDIA_CONNECT_STATUS:
  case OID_GEN_CURRENT_PACKET_FILTER: break;
  default: return NDIS_STATUS_NOT_SUPPORTED;
  }
  *needed = bytes;
  if (length < bytes) return NDIS_STATUS_BUFFER_TOO_SHORT;
  memcpy(buffer, from, bytes);
  *written = bytes;
  return NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisOidRequest(NDIS_HANDLE binding, PNDIS_OID_REQUEST request) {
  (void)binding;
  if (request->RequestType == NdisRequestSetInformation) {
    request->DATA.SET_INFORMATION.BytesRead = request->DATA.SET_INFORMATION.InformationBufferLength;
    return NDIS_STATUS_SUCCESS;
  }
  return answer_oid(request->DATA.QUERY_INFORMATION.Oid, request->DATA.QUERY_INFORMATION.InformationBuffer, request->DATA.QUERY_INFORMATION.InformationBufferLength, &request->DATA.QUERY_INFORMATION.BytesWritten, &request->DATA.QUERY_INFORMATION.BytesNeeded);
}
VOID NdisRequest(PNDIS_STATUS status, NDIS_HANDLE binding, PNDIS_REQUEST request) {
  (void)binding;
  if (request->RequestType == NdisRequestSetInformation) {
    request->DATA.SET_INFORMATION.BytesRead = request->DATA.SET_INFORMATION.InformationBufferLength;
    *status = NDIS_STATUS_SUCCESS;
  } else *status = answer_oid(request->DATA.QUERY_INFORMATION.Oid, request->DATA.QUERY_INFORMATION.InformationBuffer, request->DATA.QUERY_INFORMATION.InformationBufferLength, &request->DATA.QUERY_INFORMATION.BytesWritten, &request->DATA.QUERY_INFORMATION.BytesNeeded);
}
VOID NdisReset(PNDIS_STATUS status, NDIS_HANDLE binding) {
  (void)binding;
  *status = NDIS_STATUS_SUCCESS;
}
NDIS_STATUS NdisQueryAdapterInstanceName(PNDIS_STRING name, NDIS_HANDLE binding) {
  (void)binding;
  name->Buffer = NdisAllocateMemoryWithTagPriority(NULL, sizeof adapter_name, 0, NormalPoolPriority);
  name->MaximumLength = sizeof adapter_name;
  name->Length = sizeof adapter_name - sizeof(WCHAR);
  memcpy(name->Buffer, adapter_name, sizeof adapter_name);
  return NDIS_STATUS_SUCCESS;
}
ULONG NdisGetVersion(VOID) {
  return 0x0006001e;
}
