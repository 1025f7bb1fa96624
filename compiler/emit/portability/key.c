/*
 * key.c - takes keys, foreign keys and checks, tells what the dialect refuses of their lengths, of
 * the columns they name, and of what actions write. See parts.h.
 */
#include <strings.h>

#include "emit/foreign.h"
#include "emit/lower.h"
#include "emit/with.h"
#include "emit/portability/parts.h"
#include "emit/storage.h"

/* ---- lengths ------------------------------------------------------------------------------------- */

static const char *type_shown(Portability *p, Type type) {
    buf_clear(&p->scratch);
    type_write(&p->scratch, type);
    return arena_copy_text(&p->arena, p->scratch.data, p->scratch.length);
}

static void refuse_endless(Portability *p, Span span, TargetSet targets, const char *what,
                           const Column *column) {
    Finding *finding = portability_refuse(p, span, targets, "%s of `%s`", what,
                                          type_shown(p, column->type));
    finding_note(finding, column->span, "`%s` has no longest length", column->name->text);
    if (type_family(column->type) == FAMILY_TEXT) {
        finding_help(finding, "or let `%s` be a `varchar(n)`", column->name->text);
    } else if (type_family(column->type) == FAMILY_BYTES) {
        finding_help(finding, "or give `%s` a `type` with a length for each target",
                     column->name->text);
    }
}

static void refuse_length(Portability *p, Span span, TargetSet targets, const char *what,
                          uint32_t bytes) {
    Finding *finding = portability_refuse(p, span, targets, "%s of this length", what);
    finding_label(finding, "%u bytes, and %u is the most", bytes, p->dialect->key_bytes);
    finding_help(finding, "or let its columns be shorter: a character counts as 4 bytes");
}

/* The bytes of a key over columns; 0 if that cannot be said, `endless`: for such a column. */
static uint32_t length_of(const Portability *p, const Table *table, Columns columns,
                          const Column **endless) {
    uint32_t sum = 0;
    bool is_known = true;
    for (uint16_t i = 0; i < columns.count; i++) {
        const Column *column = &table->columns[columns.at[i]];
        Storage storage = storage_of(column, p->dialect->target);
        if (storage.is_endless && !*endless) {
            *endless = column;
        }
        is_known = is_known && storage.is_known;
        sum += storage.key;
    }
    return is_known || sum > p->dialect->key_bytes ? sum : 0;
}

void portability_length_of_key(Portability *p, const Table *table, const Key *key) {
    if (p->dialect->key_bytes == 0) {
        return;
    }
    const Column *endless = NULL;
    uint32_t length = length_of(p, table, key->columns, &endless);
    if (endless && !p->dialect->has_endless_keys) {
        refuse_endless(p, key->span, key->targets, "a key", endless);
    } else if (length > p->dialect->key_bytes) {
        refuse_length(p, key->span, key->targets, "a key", length);
    }
}

typedef struct Seeking {
    const Table *table;
    uint8_t flag;
    const Column *found;
} Seeking;

static void seek_flag(void *context, uint16_t position) {
    Seeking *seeking = context;
    if (seeking->table->columns[position].flags & seeking->flag) {
        seeking->found = &seeking->table->columns[position];
    }
}

static const Column *identity_in(const Expr *expr, const Table *table) {
    Seeking seeking = {table, COLUMN_IDENTITY, NULL};
    expr_columns(expr, seek_flag, &seeking);
    return seeking.found;
}

static void check_key_expression(Portability *p, const Table *table, const Index *index,
                                 const Expr *key, Storage storage) {
    const Column *identity = p->dialect->reads_identity ? NULL : identity_in(key, table);
    if (identity) {
        finding_note(portability_refuse(p, key->span, index->targets,
                                        "an index over what is computed from an identity column"),
                     identity->span, "`%s` is the identity column", identity->name->text);
    } else if (storage.is_endless && type_family(key->type) != FAMILY_TEXT) {
        portability_refuse(p, key->span, index->targets, "an index of `%s`",
                           type_shown(p, key->type));
    } else if (storage.is_endless && index->is_unique) {
        Finding *finding = portability_refuse(p, key->span, index->targets,
                                              "a unique index of text of any length");
        finding_label(finding, "this can have more than %u characters", STORAGE_LONGEST_TEXT);
        finding_help(finding, "or let its columns be `varchar(n)`, or write `left(..., %u)`",
                     STORAGE_HEAD);
    }
}

/* The bytes of the beginning of a column's value: so many characters, or bytes of what holds no text. */
static uint32_t prefix_bytes(const Table *table, const Expr *key, uint32_t prefix, Target target) {
    Column column = table->columns[key->column];
    if (type_family(column.type) != FAMILY_TEXT) {
        return prefix;
    }
    column.type = TYPE_OF(TYPE_VARCHAR);
    column.type.length = prefix;
    return storage_of(&column, target).key;
}

void portability_length_of_index(Portability *p, const Table *table, const Index *index) {
    const Dialect *dialect = p->dialect;
    uint32_t sum = 0;
    if (dialect->key_bytes == 0) {
        return;
    }
    for (uint16_t i = 0; i < index->key_count; i++) {
        const Expr *key = index->keys[i].expr;
        Storage storage = storage_of_expression(key, table, dialect->target);
        if (index->keys[i].prefix != 0 && key->kind == EXPR_COLUMN) {
            sum += prefix_bytes(table, key, index->keys[i].prefix, dialect->target);
            continue;
        }
        sum += storage.key;
        if (key->kind == EXPR_COLUMN && storage.is_endless && !dialect->has_endless_keys) {
            refuse_endless(p, key->span, index->targets, "an index", &table->columns[key->column]);
            return;
        }
        if (key->kind != EXPR_COLUMN && dialect->has_expression_indexes) {
            check_key_expression(p, table, index, key, storage);
        }
    }
    if (sum > dialect->key_bytes) {
        refuse_length(p, index->span, index->targets, "an index", sum);
    }
}

void portability_index_count(Portability *p, const Table *table) {
    const Dialect *dialect = p->dialect;
    uint32_t count = table->primary_key && is_for(dialect, table->primary_key->targets);
    for (uint16_t i = 0; i < table->unique_count; i++) {
        count += is_for(dialect, table->uniques[i].targets);
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        count += is_for(dialect, table->indexes[i].targets);
    }
    for (uint16_t i = 0; dialect->foreign_key_has_index && count <= dialect->table_indexes &&
                         i < table->foreign_key_count;
         i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        count += is_for(dialect, key->targets) &&
                 !foreign_key_is_covered(dialect, table, key->columns);
    }
    p->is_crowded = dialect->table_indexes != 0 && count > dialect->table_indexes;
    if (p->is_crowded) {
        Finding *finding = portability_refuse(p, table->span, table->targets,
                                              "a table of more than %u keys and indexes",
                                              dialect->table_indexes);
        finding_label(finding,
                      "a foreign key counts as one, unless an index begins with its columns");
    }
}

/* ---- what constraints say besides ------------------------------------------------------------------ */

void portability_constraint(Portability *p, Span span, TargetSet targets, uint8_t flags) {
    const Dialect *dialect = p->dialect;
    if ((flags & CONSTRAINT_NOT_VALID) && !dialect->has_not_valid) {
        portability_refuse(p, span, targets, "a constraint that is `not valid`");
    }
    if ((flags & CONSTRAINT_MATCH_FULL) && !dialect->has_match_full) {
        portability_refuse(p, span, targets, "`match full`");
    }
    if ((flags & CONSTRAINT_NULLS_SAME) && dialect->nulls_same_since == 0) {
        portability_refuse(p, span, targets, "`nulls not distinct`");
    } else if ((flags & CONSTRAINT_NULLS_SAME) &&
               !span_is_none(p->project->version_span[dialect->target]) &&
               p->project->version[dialect->target] < dialect->nulls_same_since) {
        buf_clear(&p->scratch);
        version_write(&p->scratch, dialect->nulls_same_since);
        buf_char(&p->scratch, '\0');
        Diag *diag = diag_at(p->diags, DIAG_NOT_PORTABLE, span,
                             "`nulls not distinct` cannot be had before %s %s", dialect->title,
                             p->scratch.data);
        diag_help(diag, "write `%s %s` in the targets of the project, if no database is older",
                  target_name(dialect->target), p->scratch.data);
    }
}

/* ---- foreign keys -------------------------------------------------------------------------------- */

/* An action cannot write what is computed. */
static void check_written(Portability *p, const Table *table, const ForeignKey *key) {
    bool writes_on_delete = key->on_delete == ACTION_SET_NULL ||
                            key->on_delete == ACTION_SET_DEFAULT;
    bool writes_on_update = key->on_update == ACTION_SET_NULL ||
                            key->on_update == ACTION_SET_DEFAULT ||
                            key->on_update == ACTION_CASCADE;
    for (uint16_t i = 0; foreign_key_writes(key) && i < key->columns.count; i++) {
        const Column *column = &table->columns[key->columns.at[i]];
        if (column->generated) {
            Finding *finding = portability_refuse(p, key->span, key->targets,
                                                  "a generated column that an action writes");
            finding_note(finding, column->span, "`%s` is computed", column->name->text);
            finding_help(finding, "or choose `restrict` or `no action`%s",
                         writes_on_delete && !writes_on_update ? ", or `on delete cascade`" : "");
        }
    }
}

static void check_default(Portability *p, const ForeignKey *key) {
    if (key->on_delete == ACTION_SET_DEFAULT || key->on_update == ACTION_SET_DEFAULT) {
        finding_help(portability_refuse(p, key->span, key->targets, "`set default`"),
                     "or choose `restrict`, `cascade` or `set null`");
    }
}

/* Either end is computed when it is read. */
static void check_virtual(Portability *p, const Table *table, const ForeignKey *key) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *ends[] = {&table->columns[key->columns.at[i]],
                                &key->target->columns[key->referenced.at[i]]};
        for (size_t end = 0; end < 2; end++) {
            if (ends[end]->flags & COLUMN_VIRTUAL) {
                Finding *finding = portability_refuse(
                    p, key->span, key->targets,
                    "a foreign key with a generated column that is not stored");
                finding_note(finding, ends[end]->span, "`%s` is computed when it is read",
                             ends[end]->name->text);
                finding_help(finding, "or say `stored`");
                return;
            }
        }
    }
}

static const char *collation_shown(Portability *p, Text collation) {
    return collation.length == 0 ? "that of the table"
                                 : arena_printf(&p->arena, "`%.*s`", TEXT_ARG(collation));
}

static Text collation_of(const Portability *p, const Table *table, const Column *column) {
    Text kept = options_kept_collation(p->dialect, table, column);
    return kept.length > 0 ? kept : storage_collation(column, p->dialect->target);
}

static void check_collations(Portability *p, const Table *table, const ForeignKey *key) {
    for (uint16_t i = 0; i < key->columns.count; i++) {
        const Column *from = &table->columns[key->columns.at[i]];
        const Column *to = &key->target->columns[key->referenced.at[i]];
        Text found = collation_of(p, table, from);
        Text wanted = collation_of(p, key->target, to);
        if (found.length == wanted.length &&
            strncasecmp(found.data, wanted.data, found.length) == 0) {
            continue;
        }
        Diag *diag = diag_at(p->diags, DIAG_FK_TYPE_MISMATCH, from->span,
                             "in %s the collation of `%s` is %s, and of the key it refers to, "
                             "`%s.%s`, it is %s",
                             p->dialect->title, from->name->text, collation_shown(p, found),
                             key->target->name->text, to->name->text, collation_shown(p, wanted));
        diag_note(diag, to->span, "`%s` is declared here", to->name->text);
        TypeFamily family = type_family(from->type);
        if (family != FAMILY_TEXT && family != FAMILY_NONE) {
            diag_help(diag, "such a column has the collation of its table: give both tables the "
                            "same, or let both columns be text");
        } else if (options_column_collation(key->target, to, p->dialect->target).length > 0) {
            diag_help(diag, "give both the same collation: `collate %.*s`", TEXT_ARG(wanted));
        } else {
            diag_help(diag, "give both the same collation");
        }
    }
}

/* The index that the foreign key makes. What is told of the key that it refers to is not told again. */
static void check_own_index(Portability *p, const Table *table, const ForeignKey *key) {
    const Column *endless = NULL;
    uint32_t length = length_of(p, table, key->columns, &endless);
    if (!endless && length > p->dialect->key_bytes &&
        length_of(p, key->target, key->referenced, &endless) <= p->dialect->key_bytes) {
        refuse_length(p, key->span, key->targets, "the index of a foreign key", length);
    }
}

void portability_foreign_key(Portability *p, const Table *table, const ForeignKey *key) {
    const Dialect *dialect = p->dialect;
    if (key->columns.count != key->referenced.count) {
        return; /* told */
    }
    if ((key->flags & CONSTRAINT_DEFERRABLE) && !dialect->has_deferrable_references) {
        portability_refuse(p, key->span, key->targets, "a deferrable foreign key");
    }
    portability_constraint(p, key->span, key->targets, key->flags);
    if (!dialect->actions_write_generated) {
        check_written(p, table, key);
    }
    if (!dialect->has_set_default) {
        check_default(p, key);
    }
    if (!dialect->has_virtual_keys && !portability_lacks_virtual(p)) {
        check_virtual(p, table, key);
    }
    if (dialect->foreign_key_has_collation) {
        check_collations(p, table, key);
    }
    if (dialect->foreign_key_has_index && dialect->key_bytes != 0 && !p->is_crowded &&
        !foreign_key_is_covered(dialect, table, key->columns)) {
        check_own_index(p, table, key);
    }
}

/* ---- checks -------------------------------------------------------------------------------------- */

typedef struct Reading {
    Portability *p;
    const Table *table;
    const Check *check;
    const Column *by_way_of; /* the generated column that names it, or NULL */
} Reading;

static void check_named(void *context, uint16_t position) {
    const Reading *reading = context;
    Portability *p = reading->p;
    const Column *column = &reading->table->columns[position];
    const ForeignKey *writing = p->dialect->checks_written ? NULL : p->writing[position];
    Finding *finding = NULL;
    if ((column->flags & COLUMN_IDENTITY) && !p->dialect->reads_identity) {
        finding = portability_refuse(p, reading->check->condition->span, reading->check->targets,
                                     "a check of an identity column");
        finding_note(finding, column->span, "`%s` is the identity column", column->name->text);
    } else if (writing) {
        finding = portability_refuse(p, reading->check->condition->span, reading->check->targets,
                                     "a check of a column that a foreign key's action writes");
        finding_note(finding, writing->span, "`%s` is written by this one's action",
                     column->name->text);
        finding_help(finding, "or choose `restrict`, `no action` or `on delete cascade`");
    }
    if (finding && reading->by_way_of) {
        finding_note(finding, reading->by_way_of->span, "the check comes to it by way of `%s`",
                     reading->by_way_of->name->text);
    }
    if (!finding && !reading->by_way_of && column->generated && p->dialect->checks_look_through) {
        Reading through = *reading;
        through.by_way_of = column;
        expr_columns(column->generated, check_named, &through);
    }
}

void portability_columns_of_check(Portability *p, const Table *table, const Check *check) {
    Reading reading = {p, table, check, NULL};
    if (!p->dialect->checks_written || !p->dialect->reads_identity) {
        expr_columns(check->condition, check_named, &reading);
    }
}
