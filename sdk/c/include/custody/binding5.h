/* NDIS 5 protocol drivers: their characteristics, which every version extends at the end, and their requests. */
#ifndef CUSTODY_BINDING5_H
#define CUSTODY_BINDING5_H
typedef struct _NDIS_REQUEST {
  UCHAR MacReserved[4 * sizeof(PVOID)];
  NDIS_REQUEST_TYPE RequestType;
  union _DATA {
    struct _QUERY_INFORMATION {
      NDIS_OID Oid;
      PVOID InformationBuffer;
      UINT InformationBufferLength, BytesWritten, BytesNeeded;
    } QUERY_INFORMATION;
    struct _SET_INFORMATION {
      NDIS_OID Oid;
      PVOID InformationBuffer;
      UINT InformationBufferLength, BytesRead, BytesNeeded;
    } SET_INFORMATION;
  } DATA;
} NDIS_REQUEST, *PNDIS_REQUEST;

typedef VOID (*OPEN_ADAPTER_COMPLETE_HANDLER)(NDIS_HANDLE Context, NDIS_STATUS Status, NDIS_STATUS OpenErrorStatus);
typedef VOID (*CLOSE_ADAPTER_COMPLETE_HANDLER)(NDIS_HANDLE Context, NDIS_STATUS Status);
typedef VOID (*SEND_COMPLETE_HANDLER)(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status);
typedef VOID (*TRANSFER_DATA_COMPLETE_HANDLER)(NDIS_HANDLE Context, PNDIS_PACKET Packet, NDIS_STATUS Status, UINT BytesTransferred);
typedef VOID (*RESET_COMPLETE_HANDLER)(NDIS_HANDLE Context, NDIS_STATUS Status);
typedef VOID (*REQUEST_COMPLETE_HANDLER)(NDIS_HANDLE Context, PNDIS_REQUEST Request, NDIS_STATUS Status);
typedef NDIS_STATUS (*RECEIVE_HANDLER)(NDIS_HANDLE Context, NDIS_HANDLE MacReceiveContext, PVOID HeaderBuffer, UINT HeaderBufferSize, PVOID LookAheadBuffer, UINT LookaheadBufferSize, UINT PacketSize);
typedef VOID (*RECEIVE_COMPLETE_HANDLER)(NDIS_HANDLE Context);
typedef VOID (*STATUS_HANDLER)(NDIS_HANDLE Context, NDIS_STATUS GeneralStatus, PVOID StatusBuffer, UINT StatusBufferSize);
typedef VOID (*STATUS_COMPLETE_HANDLER)(NDIS_HANDLE Context);
typedef INT (*RECEIVE_PACKET_HANDLER)(NDIS_HANDLE Context, PNDIS_PACKET Packet);
typedef VOID (*BIND_HANDLER)(PNDIS_STATUS Status, NDIS_HANDLE BindContext, PNDIS_STRING DeviceName, PVOID SystemSpecific1, PVOID SystemSpecific2);
typedef VOID (*UNBIND_HANDLER)(PNDIS_STATUS Status, NDIS_HANDLE Context, NDIS_HANDLE UnbindContext);
typedef NDIS_STATUS (*PNP_EVENT_HANDLER)(NDIS_HANDLE Context, PNET_PNP_EVENT Event);
typedef VOID (*UNLOAD_PROTOCOL_HANDLER)(VOID);

typedef struct _NDIS_PROTOCOL_CHARACTERISTICS {
  UCHAR MajorNdisVersion, MinorNdisVersion;
  USHORT Filler;
  union {
    UINT Reserved;
    UINT Flags;
  };
  OPEN_ADAPTER_COMPLETE_HANDLER OpenAdapterCompleteHandler;
  CLOSE_ADAPTER_COMPLETE_HANDLER CloseAdapterCompleteHandler;
  union {
    SEND_COMPLETE_HANDLER SendCompleteHandler;
    PVOID WanSendCompleteHandler;
  };
  union {
    TRANSFER_DATA_COMPLETE_HANDLER TransferDataCompleteHandler;
    PVOID WanTransferDataCompleteHandler;
  };
  RESET_COMPLETE_HANDLER ResetCompleteHandler;
  REQUEST_COMPLETE_HANDLER RequestCompleteHandler;
  union {
    RECEIVE_HANDLER ReceiveHandler;
    PVOID WanReceiveHandler;
  };
  RECEIVE_COMPLETE_HANDLER ReceiveCompleteHandler;
  STATUS_HANDLER StatusHandler;
  STATUS_COMPLETE_HANDLER StatusCompleteHandler;
  NDIS_STRING Name;
  RECEIVE_PACKET_HANDLER ReceivePacketHandler;
  BIND_HANDLER BindAdapterHandler;
  UNBIND_HANDLER UnbindAdapterHandler;
  PNP_EVENT_HANDLER PnPEventHandler;
  UNLOAD_PROTOCOL_HANDLER UnloadHandler;
} NDIS_PROTOCOL_CHARACTERISTICS, *PNDIS_PROTOCOL_CHARACTERISTICS, NDIS40_PROTOCOL_CHARACTERISTICS, NDIS50_PROTOCOL_CHARACTERISTICS;

VOID NdisRegisterProtocol(PNDIS_STATUS Status, PNDIS_HANDLE ProtocolHandle, PNDIS_PROTOCOL_CHARACTERISTICS Characteristics, UINT CharacteristicsLength);
VOID NdisDeregisterProtocol(PNDIS_STATUS Status, NDIS_HANDLE ProtocolHandle);
VOID NdisOpenAdapter(PNDIS_STATUS Status, PNDIS_STATUS OpenErrorStatus, PNDIS_HANDLE Binding, PUINT SelectedMediumIndex, PNDIS_MEDIUM MediumArray, UINT MediumArraySize, NDIS_HANDLE ProtocolHandle, NDIS_HANDLE BindingContext, PNDIS_STRING AdapterName, UINT OpenOptions, STRING * AddressingInformation);
VOID NdisCloseAdapter(PNDIS_STATUS Status, NDIS_HANDLE Binding);
VOID NdisRequest(PNDIS_STATUS Status, NDIS_HANDLE Binding, PNDIS_REQUEST Request);
VOID NdisReset(PNDIS_STATUS Status, NDIS_HANDLE Binding);
VOID NdisCompleteBindAdapter(NDIS_HANDLE BindContext, NDIS_STATUS Status, NDIS_STATUS OpenStatus);
VOID NdisCompleteUnbindAdapter(NDIS_HANDLE UnbindContext, NDIS_STATUS Status);
VOID NdisCompletePnPEvent(NDIS_STATUS Status, NDIS_HANDLE Binding, PNET_PNP_EVENT Event);
#endif
