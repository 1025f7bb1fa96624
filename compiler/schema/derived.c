/* derived.c - names that fit. See derived.h. */
#include "schema/derived.h"

#define HASH_SUFFIX 9u /* _ and eight digits */

static uint32_t hash_of(Text text)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < text.length; i++) {
        hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
    }
    return hash;
}

void derived_name_write(Buf *out, Text full)
{
    if (full.length <= LONGEST_NAME) {
        buf_slice(out, full);
        return;
    }
    size_t cut = LONGEST_NAME - HASH_SUFFIX;
    while (cut > 0 && ((unsigned char)full.data[cut] & 0xC0) == 0x80) {
        cut--;
    }
    buf_put(out, full.data, cut);
    buf_printf(out, "_%08x", (unsigned)hash_of(full));
}
