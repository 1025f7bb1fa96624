/*
 * The constant parts of scripts, from compiler/emit/sql/, word for word: lines, and a NULL behind the last.
 * The files are SQL, to be read and changed there; blocks.awk makes C of them.
 */
#ifndef MIGC_EMIT_BLOCKS_H
#define MIGC_EMIT_BLOCKS_H

#include "base/buf.h"

extern const char *const block_postgres_lock[];        /* one deployer at a time */
extern const char *const block_postgres_describe[];    /* objects as lines; the two passes */
extern const char *const block_postgres_history[];     /* the table of revisions */
extern const char *const block_postgres_upgrading[];   /* is this part to be done now? */
extern const char *const block_postgres_downgrading[]; /* the same */
extern const char *const block_postgres_consent[];     /* consent to losing rows and values */
extern const char *const block_postgres_looking[];     /* is the database what is to be changed? */
extern const char *const block_postgres_stamping[];    /* writing the history of what is there */
extern const char *const block_postgres_verifying[];   /* collecting differences, the verdict */
extern const char *const block_sqlite_compare[];       /* both sides described, what differs */

/* Writes a block. */
static inline void block_write(Buf *out, const char *const *lines) {
    for (; *lines; lines++) {
        buf_text(out, *lines);
    }
}

#endif
