/* Strings with a length, and what a driver prints: it goes to stderr, which is kept as the subject's log. */
#ifndef CUSTODY_TEXT_H
#define CUSTODY_TEXT_H
#define NDIS_STRING_CONST(text) \
  { sizeof(L##text) - sizeof(WCHAR), sizeof(L##text), (PWCHAR)L##text }
#define RTL_CONSTANT_STRING(text) \
  { sizeof(text) - sizeof((text)[0]), sizeof(text), (PWCHAR)(text) }
#define DECLARE_CONST_UNICODE_STRING(name, text) const UNICODE_STRING name = RTL_CONSTANT_STRING(text)
VOID NdisInitUnicodeString(PUNICODE_STRING Destination, PCWSTR Source);
VOID RtlInitUnicodeString(PUNICODE_STRING Destination, PCWSTR Source);
BOOLEAN NdisEqualString(PCUNICODE_STRING A, PCUNICODE_STRING B, BOOLEAN IgnoreCase);
BOOLEAN RtlEqualUnicodeString(PCUNICODE_STRING A, PCUNICODE_STRING B, BOOLEAN IgnoreCase);
VOID RtlCopyUnicodeString(PUNICODE_STRING To, PCUNICODE_STRING From);
VOID NdisFreeString(NDIS_STRING String);
/* As the kernel's: %ws, %wZ, %Z, %I64x, and a `long` of 32 bits. */
ULONG DbgPrint(const char *Format, ...);
ULONG DbgPrintEx(ULONG Component, ULONG Level, const char *Format, ...);
#define KdPrint(arguments) DbgPrint arguments
VOID custody_break(const char *file, int line);
#define DbgBreakPoint() custody_break(__FILE__, __LINE__)
#define DPFLTR_IHVNETWORK_ID 79
#define DPFLTR_ERROR_LEVEL 0
#define DPFLTR_INFO_LEVEL 3
#define NdisWriteErrorLogEntry(...) ((void)0)
#endif
