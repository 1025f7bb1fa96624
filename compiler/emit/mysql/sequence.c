/*
 * sequence.c - takes sequences, gives MariaDB's statements for them and what its catalog says of them. See
 * parts.h.
 */
#include <inttypes.h>

#include "emit/mysql/parts.h"
#include "emit/quote.h"

/* MariaDB keeps the outermost numbers of a bigint for itself. */
static int64_t held(int64_t number) {
    return number == INT64_MAX ? INT64_MAX - 1 : number == INT64_MIN ? -INT64_MAX : number;
}

static void write_numbers(Buf *out, const Sequence *sequence) {
    buf_printf(out, " START WITH %" PRId64 " INCREMENT BY %" PRId64, held(sequence->start),
               sequence->increment);
    buf_printf(out, " MINVALUE %" PRId64 " MAXVALUE %" PRId64, held(sequence->least),
               held(sequence->most));
    if (sequence->cache > 1) {
        buf_printf(out, " CACHE %" PRId64, sequence->cache);
    } else {
        buf_text(out, " NOCACHE");
    }
    buf_text(out, sequence->cycles ? " CYCLE" : " NOCYCLE");
}

static void write_comment(Buf *out, Name doc, Target target) {
    buf_text(out, " COMMENT = ");
    quote_string(out, doc ? doc->text : "", doc ? doc->length : 0, target);
}

static void begin_line(Buf *out, unsigned indent, const char *words) {
    buf_char(out, '\n');
    buf_spaces(out, indent);
    buf_text(out, words);
}

void mysql_create_sequence(Buf *out, const Dialect *dialect, const Sequence *sequence,
                           unsigned indent) {
    buf_spaces(out, indent);
    buf_text(out, "CREATE SEQUENCE IF NOT EXISTS ");
    quote_name(out, sequence->name, dialect->target);
    begin_line(out, indent + 1, "");
    write_numbers(out, sequence);
    if (sequence->doc) {
        write_comment(out, sequence->doc, dialect->target);
    }
}

/* One step behind a limit: where a sequence stands that has given its last number. */
static int64_t behind(int64_t limit, int64_t step) {
    int64_t sum;
    return __builtin_add_overflow(limit, step, &sum) ? (step > 0 ? INT64_MAX : INT64_MIN) : sum;
}

void mysql_alter_sequence(Buf *out, const Dialect *dialect, const Sequence *sequence,
                          unsigned indent, bool stands_alone) {
    bool is_up = sequence->increment > 0;
    int64_t least = held(sequence->least);
    int64_t most = held(sequence->most);
    Buf name = {0};
    Buf alter = {0};
    quote_name(&name, sequence->name, dialect->target);
    buf_text(&alter, "ALTER SEQUENCE ");
    buf_slice(&alter, buf_view(&name));
    write_numbers(&alter, sequence);
    buf_spaces(out, indent);
    buf_text(out, stands_alone ? "BEGIN NOT ATOMIC IF" : "IF");
    buf_printf(out, " (SELECT next_not_cached_value BETWEEN %" PRId64 " AND %" PRId64 " FROM ",
               is_up ? least : behind(least, sequence->increment),
               is_up ? behind(most, sequence->increment) : most);
    buf_slice(out, buf_view(&name));
    buf_text(out, ") THEN");
    begin_line(out, indent + 2, "");
    buf_slice(out, buf_view(&alter));
    buf_char(out, ';');
    begin_line(out, indent, "ELSE");
    begin_line(out, indent + 2, "");
    buf_slice(out, buf_view(&alter));
    buf_printf(out, " RESTART WITH %" PRId64 ";", held(sequence->start));
    begin_line(out, indent, stands_alone ? "END IF; END" : "END IF");
    buf_free(&alter);
    buf_free(&name);
}

void mysql_comment_sequence(Buf *out, const Dialect *dialect, const Sequence *sequence,
                            unsigned indent) {
    buf_spaces(out, indent);
    buf_text(out, "ALTER TABLE ");
    quote_name(out, sequence->name, dialect->target);
    write_comment(out, sequence->doc, dialect->target);
}

bool mysql_same_numbers(const Sequence *a, const Sequence *b) {
    return held(a->start) == held(b->start) && a->increment == b->increment &&
           held(a->least) == held(b->least) && held(a->most) == held(b->most) &&
           a->cache == b->cache && a->cycles == b->cycles;
}

void mysql_sequence_line(Buf *out, const Sequence *sequence) {
    buf_printf(out, ": sequence start %" PRId64 " increment %" PRId64, held(sequence->start),
               sequence->increment);
    buf_printf(out, " minvalue %" PRId64 " maxvalue %" PRId64 " cache %" PRId64,
               held(sequence->least), held(sequence->most), sequence->cache);
    buf_text(out, sequence->cycles ? " cycle" : "");
}
