/* MDLs: what says where the bytes of a packet are. An NDIS 5 buffer is one. */
#ifndef CUSTODY_MDL_H
#define CUSTODY_MDL_H
typedef struct _MDL {
  struct _MDL *Next;
  SHORT Size, MdlFlags;
  struct _EPROCESS *Process;
  PVOID MappedSystemVa, StartVa;
  ULONG ByteCount, ByteOffset;
} MDL, *PMDL, NDIS_BUFFER, *PNDIS_BUFFER;

#define MDL_MAPPED_TO_SYSTEM_VA 1
#define MDL_SOURCE_IS_NONPAGED_POOL 4
#define MDL_MAPPING_CAN_FAIL 0x2000
typedef enum _MM_PAGE_PRIORITY { LowPagePriority = 0, NormalPagePriority = 16, HighPagePriority = 32 } MM_PAGE_PRIORITY;
#define MdlMappingNoExecute 0x40000000

PMDL NdisAllocateMdl(NDIS_HANDLE Handle, PVOID VirtualAddress, UINT Length);
VOID NdisFreeMdl(PMDL Mdl);
PMDL IoAllocateMdl(PVOID VirtualAddress, ULONG Length, BOOLEAN Secondary, BOOLEAN ChargeQuota, PVOID Irp);
VOID IoFreeMdl(PMDL Mdl);
VOID MmBuildMdlForNonPagedPool(PMDL Mdl);

#define MmGetMdlByteCount(mdl) ((mdl)->ByteCount)
#define MmGetMdlByteOffset(mdl) ((mdl)->ByteOffset)
#define MmGetMdlVirtualAddress(mdl) ((PVOID)((PCHAR)(mdl)->StartVa + (mdl)->ByteOffset))
#define MmGetSystemAddressForMdlSafe(mdl, priority) ((mdl)->MappedSystemVa)
#define MmGetSystemAddressForMdl(mdl) ((mdl)->MappedSystemVa)
#define NDIS_MDL_LINKAGE(mdl) ((mdl)->Next)
/* Called with pointers to pointers of any type. */
#define NdisQueryMdl(mdl, address, length, priority) \
  do { \
    if ((address) != NULL) *(PVOID *)(address) = (mdl)->MappedSystemVa; \
    *(length) = (mdl)->ByteCount; \
  } while (0)
#define NdisGetNextMdl(mdl, next) ((void)(*(next) = (mdl)->Next))
#define NdisAdjustMdlLength(mdl, length) ((void)((mdl)->ByteCount = (length)))
#define NdisGetMdlPhysicalArraySize(mdl, pages) ((void)(*(pages) = 1))
#define ADDRESS_AND_SIZE_TO_SPAN_PAGES(at, size) ((ULONG)((((ULONG_PTR)(at) & (PAGE_SIZE - 1)) + (size) + PAGE_SIZE - 1) / PAGE_SIZE))

#define NDIS_BUFFER_LINKAGE(buffer) ((buffer)->Next)
VOID NdisAllocateBufferPool(PNDIS_STATUS Status, PNDIS_HANDLE PoolHandle, UINT NumberOfDescriptors);
VOID NdisFreeBufferPool(NDIS_HANDLE PoolHandle);
VOID NdisAllocateBuffer(PNDIS_STATUS Status, PNDIS_BUFFER *Buffer, NDIS_HANDLE PoolHandle, PVOID VirtualAddress, UINT Length);
VOID NdisFreeBuffer(PNDIS_BUFFER Buffer);
#define NdisGetNextBuffer(buffer, next) ((void)(*(next) = (buffer)->Next))
#define NdisQueryBuffer(buffer, address, length) NdisQueryMdl(buffer, address, length, NormalPagePriority)
#define NdisQueryBufferSafe(buffer, address, length, priority) NdisQueryMdl(buffer, address, length, priority)
#define NdisQueryBufferOffset(buffer, offset, length) \
  do { \
    *(offset) = (buffer)->ByteOffset; \
    *(length) = (buffer)->ByteCount; \
  } while (0)
#define NdisAdjustBufferLength(buffer, length) ((void)((buffer)->ByteCount = (length)))
#define NdisBufferLength(buffer) ((buffer)->ByteCount)
#define NdisBufferVirtualAddress(buffer) ((buffer)->MappedSystemVa)
#define NdisBufferVirtualAddressSafe(buffer, priority) ((buffer)->MappedSystemVa)
#endif
