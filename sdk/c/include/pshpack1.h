/* Structures from here to poppack.h have no padding. */
#pragma pack(push, 1)
