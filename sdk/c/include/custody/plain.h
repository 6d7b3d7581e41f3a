/* Plain types, annotations and macros that every driver file uses. No header of the C library: drivers define its names themselves. */
#ifndef CUSTODY_PLAIN_H
#define CUSTODY_PLAIN_H
#include <stddef.h>
#include <stdint.h>

/* Which versions a driver asks for: NDIS60, NDIS620 … or the same names with _MINIPORT. */
#if defined(NDIS630) || defined(NDIS640) || defined(NDIS650) || defined(NDIS680) || defined(NDIS630_MINIPORT) || defined(NDIS680_MINIPORT)
#define NDIS_SUPPORT_NDIS630 1
#else
#define NDIS_SUPPORT_NDIS630 0
#endif
#if defined(NDIS680) || defined(NDIS680_MINIPORT)
#define NDIS_SUPPORT_NDIS680 1
#else
#define NDIS_SUPPORT_NDIS680 0
#endif
#if NDIS_SUPPORT_NDIS630 || defined(NDIS620) || defined(NDIS620_MINIPORT)
#define NDIS_SUPPORT_NDIS620 1
#else
#define NDIS_SUPPORT_NDIS620 0
#endif
#define NDIS_SUPPORT_NDIS61 NDIS_SUPPORT_NDIS620
#define NDIS_SUPPORT_NDIS6 1
#define NDIS_SUPPORT_60_COMPATIBLE_API 1

#define VOID void
typedef void *PVOID, *HANDLE, *NDIS_HANDLE;
typedef NDIS_HANDLE *PNDIS_HANDLE;
typedef const void *PCVOID;
typedef char CHAR, *PCHAR, *PSTR;
typedef const char *PCSTR, *LPCSTR;
typedef unsigned char UCHAR, *PUCHAR, BYTE, *PBYTE, BOOLEAN, *PBOOLEAN;
typedef int16_t SHORT, *PSHORT;
typedef uint16_t USHORT, *PUSHORT;
typedef int INT, *PINT, BOOL;
typedef unsigned int UINT, *PUINT;
/* 32 bits, whatever `long` is here. */
typedef int32_t LONG, *PLONG;
typedef uint32_t ULONG, *PULONG, DWORD, *PDWORD;
typedef int64_t LONGLONG, *PLONGLONG, LONG64, *PLONG64;
typedef uint64_t ULONGLONG, *PULONGLONG, ULONG64, *PULONG64, UINT64, *PUINT64, DWORDLONG;
typedef int32_t INT32, LONG32;
typedef uint32_t UINT32, ULONG32, *PULONG32;
typedef int64_t INT64;
typedef uint16_t UINT16;
typedef uint8_t UINT8, *PUINT8;
typedef uintptr_t ULONG_PTR, *PULONG_PTR, UINT_PTR, DWORD_PTR, KAFFINITY;
typedef intptr_t LONG_PTR, *PLONG_PTR, INT_PTR;
typedef size_t SIZE_T, *PSIZE_T;
typedef wchar_t WCHAR, *PWCHAR, *PWSTR;
typedef const wchar_t *PCWSTR;
typedef UCHAR KIRQL, *PKIRQL;
typedef CHAR KPROCESSOR_MODE, CCHAR;
typedef LONG NTSTATUS, *PNTSTATUS;
typedef int NDIS_STATUS, *PNDIS_STATUS;
typedef ULONG NDIS_OID, *PNDIS_OID;
typedef ULONG NDIS_PORT_NUMBER, *PNDIS_PORT_NUMBER;
typedef ULONG NET_IFINDEX;
typedef ULONG NET_FRAME_TYPE, *PNET_FRAME_TYPE;
typedef USHORT NET_IFTYPE, *PNET_IFTYPE;
typedef ULONG ACCESS_MASK;
typedef struct _GUID {
  ULONG Data1;
  USHORT Data2, Data3;
  UCHAR Data4[8];
} GUID;

typedef union _LARGE_INTEGER {
  struct {
    ULONG LowPart;
    LONG HighPart;
  };
  struct {
    ULONG LowPart;
    LONG HighPart;
  } u;
  LONGLONG QuadPart;
} LARGE_INTEGER, *PLARGE_INTEGER;
typedef union _ULARGE_INTEGER {
  struct {
    ULONG LowPart;
    ULONG HighPart;
  };
  ULONGLONG QuadPart;
} ULARGE_INTEGER, *PULARGE_INTEGER;
typedef LARGE_INTEGER PHYSICAL_ADDRESS, NDIS_PHYSICAL_ADDRESS, *PNDIS_PHYSICAL_ADDRESS;

typedef struct _UNICODE_STRING {
  USHORT Length, MaximumLength;
  PWCHAR Buffer;
} UNICODE_STRING, *PUNICODE_STRING, NDIS_STRING, *PNDIS_STRING;
typedef const UNICODE_STRING *PCUNICODE_STRING;
typedef struct _STRING {
  USHORT Length, MaximumLength;
  PCHAR Buffer;
} STRING, ANSI_STRING, *PANSI_STRING;

/* objects of the I/O manager, which are in custody/irp.h */
typedef struct _DEVICE_OBJECT *PDEVICE_OBJECT;
typedef struct _DRIVER_OBJECT *PDRIVER_OBJECT;

typedef struct _LIST_ENTRY {
  struct _LIST_ENTRY *Flink, *Blink;
} LIST_ENTRY, *PLIST_ENTRY;
typedef struct _SINGLE_LIST_ENTRY {
  struct _SINGLE_LIST_ENTRY *Next;
} SINGLE_LIST_ENTRY, *PSINGLE_LIST_ENTRY, SLIST_ENTRY, *PSLIST_ENTRY;
typedef union _SLIST_HEADER {
  struct {
    ULONGLONG Alignment, Region;
  };
  SINGLE_LIST_ENTRY Next;
} SLIST_HEADER, *PSLIST_HEADER;

/* The beginning of every structure with revisions: `Size` says how much of it is there. */
typedef struct _NDIS_OBJECT_HEADER {
  UCHAR Type, Revision;
  USHORT Size;
} NDIS_OBJECT_HEADER, *PNDIS_OBJECT_HEADER;

#define TRUE 1
#define FALSE 0
#ifndef NULL
#define NULL ((void *)0)
#endif
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define UNALIGNED
#define FAR
#define NTAPI
#define NDISAPI
#define DDKAPI
#define FORCEINLINE static __inline__
#define __inline static __inline__
#define __forceinline static __inline__
#define DECLSPEC_CACHEALIGN __attribute__((aligned(64)))
#define DECLSPEC_ALIGN(n) __attribute__((aligned(n)))
#define MEMORY_ALLOCATION_ALIGNMENT 16
#define DECLSPEC_IMPORT
#define EXPORT
#define PAGED_CODE() ((void)0)
#define UNREFERENCED_PARAMETER(p) ((void)(p))
#define CONTAINING_RECORD(at, type, field) ((type *)((PCHAR)(at) - offsetof(type, field)))
#define FIELD_OFFSET(type, field) ((LONG)offsetof(type, field))
#define RTL_FIELD_SIZE(type, field) (sizeof(((type *)0)->field))
#define RTL_SIZEOF_THROUGH_FIELD(type, field) (offsetof(type, field) + RTL_FIELD_SIZE(type, field))
#ifdef __cplusplus
#define C_ASSERT(e) static_assert(e, #e)
#else
#define C_ASSERT(e) _Static_assert(e, #e)
#endif
#define ALIGN_DOWN_BY(n, to) ((ULONG_PTR)(n) & ~((ULONG_PTR)(to)-1))
#define ALIGN_UP_BY(n, to) ALIGN_DOWN_BY((ULONG_PTR)(n) + (to)-1, to)
#define ALIGN_UP(n, type) ALIGN_UP_BY(n, sizeof(type))
#define ALIGN_UP_POINTER_BY(p, to) ((PVOID)ALIGN_UP_BY(p, to))
#define ARRAYSIZE(a) (sizeof(a) / sizeof((a)[0]))
#define ANYSIZE_ARRAY 1
#define MAXULONG 0xffffffffu
#define MAXUSHORT 0xffff
#define PAGE_SIZE 4096u
#define ASSERT(e) ((e) ? (void)0 : custody_assertion(#e, __FILE__, __LINE__))
#define NT_ASSERT(e) ASSERT(e)
#define ASSERTMSG(text, e) ASSERT(e)
void custody_assertion(const char *text, const char *file, int line);
C_ASSERT(sizeof(ULONG) == 4);

/* A driver is built with -fshort-wchar, or its wide strings do not fit. */
#define UNICODE_NULL ((WCHAR)0)

/* What only analysers read. */
#define _In_
#define _In_opt_
#define _Out_
#define _Out_opt_
#define _Inout_
#define _Inout_opt_
#define _Outptr_
#define _Outptr_opt_
#define _Outptr_result_maybenull_
#define _In_reads_(n)
#define _In_reads_opt_(n)
#define _In_reads_bytes_(n)
#define _In_reads_bytes_opt_(n)
#define _Out_writes_(n)
#define _Out_writes_bytes_(n)
#define _Out_writes_bytes_to_(n, m)
#define _Out_writes_bytes_opt_(n)
#define _Inout_updates_(n)
#define _Inout_updates_bytes_(n)
#define _Inout_updates_bytes_to_(n, m)
#define _Outptr_result_bytebuffer_(n)
#define _Outptr_result_buffer_(n)
#define _Field_size_(n)
#define _Field_size_bytes_(n)
#define _Field_size_part_(n, m)
#define _Field_size_bytes_part_(n, m)
#define _In_range_(a, b)
#define _In_z_
#define _Ret_maybenull_
#define _Success_(e)
#define _When_(e, a)
#define _At_(e, a)
#define _Pre_notnull_
#define _Post_invalid_
#define _Null_terminated_
#define _Must_inspect_result_
#define _Check_return_
#define _Use_decl_annotations_
#define _Analysis_assume_(e)
#define _Analysis_mode_(m)
#define _Analysis_noreturn_
#define _Dispatch_type_(t)
#define _Function_class_(c)
#define _Interlocked_operand_
#define _IRQL_requires_(q)
#define _IRQL_requires_max_(q)
#define _IRQL_requires_min_(q)
#define _IRQL_requires_same_
#define _IRQL_raises_(q)
#define _IRQL_saves_
#define _IRQL_restores_
#define _IRQL_saves_global_(a, b)
#define _IRQL_restores_global_(a, b)
#define _Requires_lock_held_(l)
#define _Requires_lock_not_held_(l)
#define _Acquires_lock_(l)
#define _Releases_lock_(l)
#define _Guarded_by_(l)
#define __drv_aliasesMem
#define __drv_freesMem(k)
#define __drv_allocatesMem(k)
#define __drv_maxIRQL(q)
#define __drv_requiresIRQL(q)
#define __in
#define __out
#define __inout
#define __in_opt
#define __out_opt
#define __fallthrough
#define __analysis_assume(e)
#define _Kernel_clear_do_init_(b)
#define NDIS_INIT_FUNCTION(f)
#define NDIS_DECLARE_PROTOCOL_OPEN_CONTEXT(t)
#define NDIS_DECLARE_PROTOCOL_DRIVER_CONTEXT(t)
#define NDIS_DECLARE_MINIPORT_ADAPTER_CONTEXT(t)
#define NDIS_DECLARE_MINIPORT_DRIVER_CONTEXT(t)
#define NDIS_DECLARE_SHUTDOWN_CONTEXT(t)
#define NDIS_DECLARE_FILTER_MODULE_CONTEXT(t) ((void)0)
#define NDIS_DECLARE_FILTER_DRIVER_CONTEXT(t) ((void)0)
#define NDIS_PAGABLE_FUNCTION(f)
#define NDIS_PAGEABLE_FUNCTION(f)
#endif
