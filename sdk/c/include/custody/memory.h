/* Memory, lists and atomics. Every allocation of a driver lies on pages of its own, so that data built in it can be closed. */
#ifndef CUSTODY_MEMORY_H
#define CUSTODY_MEMORY_H
typedef enum _EX_POOL_PRIORITY { LowPoolPriority = 0, NormalPoolPriority = 16, HighPoolPriority = 32 } EX_POOL_PRIORITY;
typedef enum _POOL_TYPE { NonPagedPool = 0, PagedPool = 1, NonPagedPoolNx = 512 } POOL_TYPE;

NDIS_STATUS NdisAllocateMemory(PVOID *VirtualAddress, UINT Length, UINT MemoryFlags, NDIS_PHYSICAL_ADDRESS Highest);
NDIS_STATUS NdisAllocateMemoryWithTag(PVOID *VirtualAddress, UINT Length, ULONG Tag);
PVOID NdisAllocateMemoryWithTagPriority(NDIS_HANDLE Handle, UINT Length, ULONG Tag, EX_POOL_PRIORITY Priority);
VOID NdisFreeMemory(PVOID VirtualAddress, UINT Length, UINT MemoryFlags);
VOID NdisFreeMemoryWithTagPriority(NDIS_HANDLE Handle, PVOID VirtualAddress, ULONG Tag);
VOID NdisMAllocateSharedMemory(NDIS_HANDLE Adapter, ULONG Length, BOOLEAN Cached, PVOID *VirtualAddress, NDIS_PHYSICAL_ADDRESS *PhysicalAddress);
VOID NdisMFreeSharedMemory(NDIS_HANDLE Adapter, ULONG Length, BOOLEAN Cached, PVOID VirtualAddress, NDIS_PHYSICAL_ADDRESS PhysicalAddress);
PVOID ExAllocatePoolWithTag(POOL_TYPE Type, SIZE_T Length, ULONG Tag);
VOID ExFreePool(PVOID P);
VOID ExFreePoolWithTag(PVOID P, ULONG Tag);

/* Function calls, so that a copy out of lent data is seen as one. */
void custody_copy(void *to, const void *from, size_t bytes);
void custody_fill(void *to, int value, size_t bytes);
int custody_compare(const void *a, const void *b, size_t bytes);
#define NdisMoveMemory(to, from, n) custody_copy(to, from, n)
#define NdisMoveMappedMemory(to, from, n) custody_copy(to, from, n)
#define NdisMoveFromMappedMemory(to, from, n) custody_copy(to, from, n)
#define NdisMoveToMappedMemory(to, from, n) custody_copy(to, from, n)
#define NdisZeroMemory(to, n) custody_fill(to, 0, n)
#define NdisFillMemory(to, n, value) custody_fill(to, value, n)
#define NdisEqualMemory(a, b, n) (custody_compare(a, b, n) == 0)
#define NdisZeroMappedMemory(to, n) custody_fill(to, 0, n)
#define RtlCopyMemory(to, from, n) custody_copy(to, from, n)
#define RtlMoveMemory(to, from, n) custody_copy(to, from, n)
#define RtlZeroMemory(to, n) custody_fill(to, 0, n)
#define RtlFillMemory(to, n, value) custody_fill(to, value, n)
#define RtlEqualMemory(a, b, n) (custody_compare(a, b, n) == 0)
#define RtlCompareMemory(a, b, n) custody_equal_bytes(a, b, n)
SIZE_T custody_equal_bytes(const void *a, const void *b, size_t bytes);

/* Doubly linked lists with a head. */
#define NdisInitializeListHead(head) InitializeListHead(head)
FORCEINLINE VOID InitializeListHead(PLIST_ENTRY Head) {
  Head->Flink = Head->Blink = Head;
}
FORCEINLINE BOOLEAN IsListEmpty(const LIST_ENTRY *Head) {
  return (BOOLEAN)(Head->Flink == Head);
}
FORCEINLINE VOID custody_link(PLIST_ENTRY Before, PLIST_ENTRY Entry, PLIST_ENTRY After) {
  Entry->Blink = Before;
  Entry->Flink = After;
  Before->Flink = Entry;
  After->Blink = Entry;
}
FORCEINLINE VOID InsertHeadList(PLIST_ENTRY Head, PLIST_ENTRY Entry) {
  custody_link(Head, Entry, Head->Flink);
}
FORCEINLINE VOID InsertTailList(PLIST_ENTRY Head, PLIST_ENTRY Entry) {
  custody_link(Head->Blink, Entry, Head);
}
FORCEINLINE BOOLEAN RemoveEntryList(PLIST_ENTRY Entry) {
  PLIST_ENTRY before = Entry->Blink, after = Entry->Flink;
  before->Flink = after;
  after->Blink = before;
  return (BOOLEAN)(before == after);
}
FORCEINLINE PLIST_ENTRY RemoveHeadList(PLIST_ENTRY Head) {
  PLIST_ENTRY first = Head->Flink;
  RemoveEntryList(first);
  return first;
}
FORCEINLINE PLIST_ENTRY RemoveTailList(PLIST_ENTRY Head) {
  PLIST_ENTRY last = Head->Blink;
  RemoveEntryList(last);
  return last;
}
FORCEINLINE VOID PushEntryList(PSINGLE_LIST_ENTRY Head, PSINGLE_LIST_ENTRY Entry) {
  Entry->Next = Head->Next;
  Head->Next = Entry;
}
FORCEINLINE PSINGLE_LIST_ENTRY PopEntryList(PSINGLE_LIST_ENTRY Head) {
  PSINGLE_LIST_ENTRY first = Head->Next;
  if (first != NULL) Head->Next = first->Next;
  return first;
}

#define InterlockedIncrement(p) __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement(p) __atomic_sub_fetch(p, 1, __ATOMIC_SEQ_CST)
#define InterlockedExchange(p, v) __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST)
#define InterlockedExchangeAdd(p, v) __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST)
#define InterlockedAdd(p, v) __atomic_add_fetch(p, v, __ATOMIC_SEQ_CST)
#define InterlockedAdd64(p, v) __atomic_add_fetch(p, v, __ATOMIC_SEQ_CST)
#define InterlockedIncrement64(p) __atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST)
#define InterlockedDecrement64(p) __atomic_sub_fetch(p, 1, __ATOMIC_SEQ_CST)
#define InterlockedOr(p, v) __atomic_fetch_or(p, v, __ATOMIC_SEQ_CST)
#define InterlockedAnd(p, v) __atomic_fetch_and(p, v, __ATOMIC_SEQ_CST)
#define InterlockedCompareExchange(p, v, old) __sync_val_compare_and_swap(p, old, v)
#define InterlockedCompareExchangePointer(p, v, old) __sync_val_compare_and_swap(p, old, v)
#define InterlockedExchangePointer(p, v) __atomic_exchange_n(p, v, __ATOMIC_SEQ_CST)
#define NdisInterlockedIncrement(p) InterlockedIncrement(p)
#define NdisInterlockedDecrement(p) InterlockedDecrement(p)
#define KeMemoryBarrier() __atomic_thread_fence(__ATOMIC_SEQ_CST)

/* Network bytes are big end first, drivers count little end first. */
#define RtlUshortByteSwap(n) __builtin_bswap16(n)
#define RtlUlongByteSwap(n) __builtin_bswap32(n)
#define ETH_LENGTH_OF_ADDRESS 6
#define ETH_IS_MULTICAST(address) ((BOOLEAN)(((PUCHAR)(address))[0] & 1))
#define ETH_IS_BROADCAST(address) custody_is_broadcast((const UCHAR *)(address))
#define ETH_COPY_NETWORK_ADDRESS(to, from) custody_copy(to, from, ETH_LENGTH_OF_ADDRESS)
#define ETH_COMPARE_NETWORK_ADDRESSES_EQ_SAFE(a, b, result) \
  (*(result) = (ULONG)(custody_compare(a, b, ETH_LENGTH_OF_ADDRESS) != 0))
FORCEINLINE BOOLEAN custody_is_broadcast(const UCHAR *a) {
  return (BOOLEAN)((a[0] & a[1] & a[2] & a[3] & a[4] & a[5]) == 0xff);
}

/* Look-aside lists are allocations without a store behind them. */
typedef PVOID(ALLOCATE_FUNCTION)(POOL_TYPE Type, SIZE_T Length, ULONG Tag);
typedef ALLOCATE_FUNCTION *PALLOCATE_FUNCTION;
typedef VOID(FREE_FUNCTION)(PVOID Buffer);
typedef FREE_FUNCTION *PFREE_FUNCTION;
typedef struct _NPAGED_LOOKASIDE_LIST {
  PALLOCATE_FUNCTION Allocate;
  PFREE_FUNCTION Free;
  SIZE_T Size;
  ULONG Tag;
} NPAGED_LOOKASIDE_LIST, *PNPAGED_LOOKASIDE_LIST;
VOID NdisInitializeNPagedLookasideList(PNPAGED_LOOKASIDE_LIST List, PALLOCATE_FUNCTION Allocate, PFREE_FUNCTION Free, ULONG Flags, SIZE_T Size, ULONG Tag, USHORT Depth);
VOID NdisDeleteNPagedLookasideList(PNPAGED_LOOKASIDE_LIST List);
PVOID NdisAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST List);
VOID NdisFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST List, PVOID Entry);
#define ExInitializeNPagedLookasideList NdisInitializeNPagedLookasideList
#define ExDeleteNPagedLookasideList NdisDeleteNPagedLookasideList
#define ExAllocateFromNPagedLookasideList NdisAllocateFromNPagedLookasideList
#define ExFreeToNPagedLookasideList NdisFreeToNPagedLookasideList
#endif
