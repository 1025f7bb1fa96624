/*
 * resolve_partition.c - how tables are partitioned.
 *
 * takes:    `partition by ...` of a table, the types of its columns being known
 * gives:    its keys, and partitions whose values are literals of their types
 * promises: a partition is told by what its method says; no target has two partitionings, no partitioning two
 *           partitions of one name or with the same values; ranges up to a value come in the order of these values. What a target has of it is asked
 *           later. Linear, but for that order.
 */
#include <stdlib.h>
#include <string.h>

#include "schema/resolver.h"

typedef struct Parting {
    Resolver *resolver;
    Table *table;
    Partitioning *made;
    NameMap names; /* of partitions */
} Parting;

static Diag *tell(const Parting *parting, Span span, const char *text) {
    return diag_at(parting->resolver->symbols.diags, DIAG_BAD_PARTITION, span, "%s", text);
}

/* ---- values ---- */

static bool is_literal(const AstExpr *value) {
    if (value->kind == AST_UNARY) {
        value = value->left;
        return value && value->kind == AST_NUMBER;
    }
    switch ((AstExprKind)value->kind) {
    case AST_NUMBER:
    case AST_STRING:
    case AST_TRUE:
    case AST_FALSE:
    case AST_NULL:
    case AST_TYPED:
    case AST_VERBATIM:
    case AST_BROKEN: return true;
    case AST_NAME:
    case AST_CALL:
    case AST_UNARY:
    case AST_BINARY:
    case AST_IS_NULL:
    case AST_IN:
    case AST_BETWEEN:
    case AST_LIKE:
    case AST_CASE:
    case AST_WHEN:
    case AST_CAST:
    case AST_EXTRACT:
    case AST_GROUP: break;
    }
    return false;
}

static Expr *end_of(const Parting *parting, const AstExpr *value, const char *word) {
    Resolver *resolver = parting->resolver;
    Expr *expr = NEW(resolver->symbols.arena, Expr);
    *expr = (Expr){.kind = EXPR_VERBATIM,
                   .type = TYPE_OF(TYPE_ERROR),
                   .span = value->span,
                   .text = names_of(resolver->symbols.names, word)};
    return expr;
}

static Expr *resolve_value(const Parting *parting, const AstExpr *value, uint32_t key) {
    const Partitioning *made = parting->made;
    if (value->kind == AST_NAME && text_is(name_text(value->text), "minvalue")) {
        return end_of(parting, value, "MINVALUE");
    }
    if (value->kind == AST_NAME && text_is(name_text(value->text), "maxvalue")) {
        return end_of(parting, value, "MAXVALUE");
    }
    if (!is_literal(value)) {
        Diag *diag = tell(parting, value->span, "a value of a partition is a literal");
        diag_help(diag, "write a number, a string, `minvalue` or `maxvalue`");
        return end_of(parting, value, "NULL");
    }
    TypingScope scope = {.symbols = &parting->resolver->symbols,
                         .targets = made->targets,
                         .place = "a value of a partition"};
    bool is_column = key < made->key_count && made->keys[key].expr->kind == EXPR_COLUMN;
    Type type = is_column ? made->keys[key].expr->type : TYPE_OF(TYPE_ERROR);
    return typing_expr(&scope, value, type);
}

static Expr **resolve_values(const Parting *parting, const AstExpr *value, bool is_list,
                             uint32_t *count) {
    Resolver *resolver = parting->resolver;
    uint32_t written = 0;
    for (const AstExpr *at = value; at; at = at->next) {
        written++;
    }
    Expr **values = NEW_ARRAY(resolver->symbols.arena, Expr *, written);
    for (const AstExpr *at = value; at; at = at->next, (*count)++) {
        values[*count] = resolve_value(parting, at, is_list ? 0 : *count);
    }
    bool is_wide = is_list && parting->made->key_count > 1;
    if (value && !is_list && written != parting->made->key_count) {
        diag_at(resolver->symbols.diags, DIAG_BAD_PARTITION, value->span,
                "%u value%s, and the table is partitioned by %u", written, written == 1 ? "" : "s",
                parting->made->key_count);
    } else if (is_wide) {
        tell(parting, value->span, "a list of values is for one key, and there are several");
    }
    return values;
}

/* ---- partitions ---- */

static PartitionKind kind_of(AstPartitionKind kind) {
    switch (kind) {
    case AST_FROM_TO: return PARTITION_FROM_TO;
    case AST_ANY_OF: return PARTITION_ANY_OF;
    case AST_LESS_THAN: return PARTITION_LESS_THAN;
    case AST_REMAINDER: return PARTITION_REMAINDER;
    case AST_ALL_OTHERS: break;
    }
    return PARTITION_ALL_OTHERS;
}

static bool may_have(uint8_t method, PartitionKind kind) {
    switch ((PartitionMethod)method) {
    case METHOD_RANGE:
        return kind == PARTITION_FROM_TO || kind == PARTITION_LESS_THAN ||
               kind == PARTITION_ALL_OTHERS;
    case METHOD_RANGE_COLUMNS: return kind == PARTITION_LESS_THAN;
    case METHOD_LIST:
    case METHOD_LIST_COLUMNS: return kind == PARTITION_ANY_OF || kind == PARTITION_ALL_OTHERS;
    case METHOD_HASH: return kind == PARTITION_REMAINDER;
    case METHOD_KEY:
    case METHOD_LINEAR_HASH:
    case METHOD_LINEAR_KEY: break;
    }
    return false;
}

static const char *wanted_words(uint8_t method) {
    switch ((PartitionMethod)method) {
    case METHOD_RANGE: return "`NAME from (...) to (...)`, or `NAME less than (...)`";
    case METHOD_RANGE_COLUMNS: return "`NAME less than (...)`";
    case METHOD_LIST:
    case METHOD_LIST_COLUMNS: return "`NAME in (...)`";
    case METHOD_HASH: return "`NAME modulus N remainder N`";
    case METHOD_KEY:
    case METHOD_LINEAR_HASH:
    case METHOD_LINEAR_KEY: break;
    }
    return "`partitions N`, and no names";
}

static uint32_t number_of(const Parting *parting, const AstName *number) {
    uint64_t value = 0;
    bool good = number->name->length > 0;
    for (uint32_t i = 0; i < number->name->length && good; i++) {
        char digit = number->name->text[i];
        good = digit >= '0' && digit <= '9' && value < INT32_MAX;
        value = value * 10 + (uint64_t)(digit - '0');
    }
    if (!good || value > INT32_MAX) {
        tell(parting, number->span, "the number is a whole one, and less than 2147483648");
        return 1;
    }
    return (uint32_t)value;
}

static void resolve_partition(Parting *parting, const AstPartition *written) {
    Partitioning *made = parting->made;
    Diags *diags = parting->resolver->symbols.diags;
    Partition *partition = &made->items[made->count];
    *partition = (Partition){.name = written->name,
                             .span = written->name_span,
                             .kind = (uint8_t)kind_of((AstPartitionKind)written->kind)};
    if (!may_have(made->method, (PartitionKind)partition->kind)) {
        Diag *diag = diag_at(diags, DIAG_BAD_PARTITION, written->span,
                             "no partition of a table that is partitioned by %s is told like this",
                             partition_method_words(made->method));
        diag_help(diag, "write %s", wanted_words(made->method));
        return;
    }
    const Partition *first = namemap_put(&parting->resolver->scratch, &parting->names,
                                         written->name, partition);
    if (first) {
        Diag *diag = diag_at(diags, DIAG_DUPLICATE_NAME, written->name_span,
                             "table `%s%s%s` has two partitions `%s`", TABLE_SHOWN(parting->table),
                             written->name->text);
        diag_note(diag, first->span, "the first one is here");
        return;
    }
    bool is_list = partition->kind == PARTITION_ANY_OF;
    partition->from = resolve_values(parting, written->from, is_list, &partition->from_count);
    partition->to = resolve_values(parting, written->to, false, &partition->to_count);
    if (partition->kind == PARTITION_REMAINDER) {
        partition->modulus = number_of(parting, written->modulus);
        partition->remainder = number_of(parting, written->remainder);
        if (partition->remainder >= partition->modulus) {
            tell(parting, written->remainder->span, "the remainder is less than the modulus");
        }
    }
    made->count++;
}

/* Two partitions that say the same. */
static void tell_same(const Parting *parting) {
    const Partitioning *made = parting->made;
    NameMap seen = {0};
    Buf text = {0};
    for (uint32_t i = 0; i < made->count; i++) {
        Partition *partition = &made->items[i];
        bool is_list = partition->kind == PARTITION_ANY_OF;
        for (uint32_t k = 0; k < (is_list ? partition->from_count : 1); k++) {
            buf_clear(&text);
            if (is_list) {
                expr_write(&text, partition->from[k], parting->table);
            } else {
                partition_write(&text, partition, parting->table);
            }
            Name name = names_intern(parting->resolver->symbols.names, text.data, text.length);
            const Partition *first = namemap_put(&parting->resolver->scratch, &seen, name,
                                                 partition);
            if (first) {
                Diag *diag = diag_at(parting->resolver->symbols.diags, DIAG_BAD_PARTITION,
                                     partition->span, "`%s` takes rows that `%s` takes",
                                     partition->name->text, first->name->text);
                diag_note(diag, first->span, "`%s` is here", first->name->text);
                break;
            }
        }
    }
    buf_free(&text);
}

/* ---- their order ---- */

typedef enum Bound { BOUND_ODD, BOUND_NUMBER, BOUND_TIME, BOUND_END } Bound;

/* Strings of digits and what stands between them, as of dates, come in the order of their bytes; what others do depends on the
 * collation. */
static bool is_time(Text text) {
    static const char others[] = " -:.T";
    bool is = text.length > 0;
    for (size_t i = 0; i < text.length && is; i++) {
        char c = text.data[i];
        is = (c >= '0' && c <= '9') || (i > 0 && strchr(others, c) != NULL);
    }
    return is;
}

static Bound bound_of(const Expr *value) {
    const Expr *number = value->kind == EXPR_UNARY ? value->items[0] : value;
    if (number->kind == EXPR_NUMBER) {
        return BOUND_NUMBER;
    }
    if (value->kind == EXPR_STRING) {
        return is_time(name_text(value->text)) ? BOUND_TIME : BOUND_ODD;
    }
    const char *word = partition_end_word(value);
    return word && strcmp(word, "maxvalue") == 0 ? BOUND_END : BOUND_ODD;
}

static long double number_in(const Expr *value) {
    bool is_negative = value->kind == EXPR_UNARY;
    long double number = strtold((is_negative ? value->items[0] : value)->text->text, NULL);
    return is_negative ? -number : number;
}

static int compare_bounds(const Expr *one, const Expr *other) {
    Bound left = bound_of(one);
    Bound right = bound_of(other);
    if (left == BOUND_END || right == BOUND_END) {
        return (left == BOUND_END) - (right == BOUND_END);
    }
    if (left == BOUND_TIME) {
        return strcmp(one->text->text, other->text->text);
    }
    return (number_in(one) > number_in(other)) - (number_in(one) < number_in(other));
}

static int compare_partitions(const void *a, const void *b) {
    const Partition *one = a;
    const Partition *other = b;
    int order = 0;
    for (uint32_t i = 0; i < one->to_count && i < other->to_count && order == 0; i++) {
        order = compare_bounds(one->to[i], other->to[i]);
    }
    return order ? order
                 : (one->span.start > other->span.start) - (one->span.start < other->span.start);
}

/* Whether it is known of all bounds which is less. */
static bool have_order(const Partitioning *made) {
    Bound kinds[MOST_KEY_COLUMNS] = {BOUND_ODD};
    bool have = true;
    for (uint32_t i = 0; i < made->count && have; i++) {
        const Partition *partition = &made->items[i];
        have = partition->kind == PARTITION_LESS_THAN && partition->to_count == made->key_count;
        for (uint32_t k = 0; k < partition->to_count && have; k++) {
            Bound bound = bound_of(partition->to[k]);
            have = bound != BOUND_ODD &&
                   (bound == BOUND_END || kinds[k] == BOUND_ODD || kinds[k] == bound);
            kinds[k] = bound == BOUND_END ? kinds[k] : bound;
        }
    }
    return have;
}

/* MySQL and MariaDB take ranges in the order of their ends only, and a revision adds one behind the others. */
static void put_in_order(Partitioning *made) {
    if (made->count > 1 && have_order(made)) {
        qsort(made->items, made->count, sizeof *made->items, compare_partitions);
    }
}

/* ---- the table ---- */

static bool resolve_keys(const Parting *parting, const AstItem *item) {
    Resolver *resolver = parting->resolver;
    Partitioning *made = parting->made;
    uint32_t count = 0;
    for (const AstIndexKey *key = item->keys; key; key = key->next) {
        count++;
    }
    if (count > MOST_KEY_COLUMNS) {
        diag_at(resolver->symbols.diags, DIAG_TOO_MANY_COLUMNS, made->span,
                "a partitioning by %u keys, and %u is the most", count, MOST_KEY_COLUMNS);
        return false;
    }
    TypingScope scope = {.symbols = &resolver->symbols,
                         .table = parting->table,
                         .targets = made->targets,
                         .place = "a key of partitions",
                         .role = ROLE_INDEX};
    made->keys = NEW_ARRAY(resolver->symbols.arena, IndexKey, count);
    for (const AstIndexKey *key = item->keys; key; key = key->next) {
        IndexKey *at = &made->keys[made->key_count++];
        resolve_index_key(resolver, &scope, key, at);
        if (at->descending || at->nulls || at->prefix) {
            tell(parting, key->expr->span, "a key of partitions has no order and no prefix");
        }
        if (at->expr->kind == EXPR_COLUMN) {
            Columns column = {&at->expr->column, 1};
            resolve_column_targets(resolver, parting->table, column, made->targets, key->expr->span,
                                   "the partitioning");
        }
    }
    return true;
}

static bool find_method(const Parting *parting, const AstItem *item) {
    const AstName *written = item->partitions->method;
    unsigned method = partition_method(name_text(written->name));
    if (method == PARTITION_METHODS) {
        Diag *diag = diag_at(parting->resolver->symbols.diags, DIAG_BAD_PARTITION, written->span,
                             "tables are not partitioned by `%s`", written->name->text);
        diag_help(diag, "write `range`, `list`, `hash` or `key`");
        return false;
    }
    parting->made->method = (uint8_t)method;
    return true;
}

static void check_number(const Parting *parting, const AstItem *item) {
    const AstPartitions *written = item->partitions;
    Partitioning *made = parting->made;
    bool counts = made->method == METHOD_HASH || made->method == METHOD_KEY ||
                  made->method == METHOD_LINEAR_HASH || made->method == METHOD_LINEAR_KEY;
    if (!written->number) {
        return;
    }
    made->number = number_of(parting, written->number);
    if (!counts || written->first || made->number == 0) {
        Diag *diag = tell(parting, written->number->span,
                          made->number == 0 ? "a table has at least one partition"
                          : counts          ? "partitions are named or counted, not both"
                                            : "partitions by value are named, not counted");
        diag_help(diag, counts ? "leave one of them out" : "name them in a block behind the keys");
    }
    if (made->number == 1) {
        made->number = 0; /* the same, and one way to say it */
    }
}

/* Targets that another partitioning has taken. */
static TargetSet without_taken(const Parting *parting, TargetSet targets, Span span) {
    const Table *table = parting->table;
    for (uint16_t i = 0; i < table->partitioning_count; i++) {
        const Partitioning *first = &table->partitionings[i];
        if (first->targets & targets) {
            Diag *diag = diag_at(parting->resolver->symbols.diags, DIAG_DUPLICATE_NAME, span,
                                 "table `%s%s%s` is partitioned twice", TABLE_SHOWN(table));
            diag_note(diag, first->span, "the first time is here");
            diag_help(diag, "give each `for` targets of its own, or leave one out");
            return (TargetSet)(targets & ~first->targets);
        }
    }
    return targets;
}

static void add_partitioning(Resolver *resolver, Table *table, const AstItem *item) {
    Partitioning *made = &table->partitionings[table->partitioning_count];
    Parting parting = {.resolver = resolver, .table = table, .made = made};
    const AstModifier *restriction = resolve_modifier(item, AST_MOD_FOR);
    *made = (Partitioning){.span = item->name_span};
    made->targets = resolve_targets(resolver, restriction ? restriction->targets : NULL,
                                    table->targets, "the partitioning");
    made->targets = without_taken(&parting, made->targets, made->span);
    if (!find_method(&parting, item) || !resolve_keys(&parting, item) || made->targets == 0) {
        return;
    }
    check_number(&parting, item);
    uint32_t count = 0;
    for (const AstPartition *at = item->partitions->first; at; at = at->next) {
        count++;
    }
    made->items = count ? NEW_ARRAY(resolver->symbols.arena, Partition, count) : NULL;
    for (const AstPartition *at = item->partitions->first; at; at = at->next) {
        resolve_partition(&parting, at);
    }
    tell_same(&parting);
    put_in_order(made);
    table->partitioning_count++;
}

void resolve_partitions(Resolver *resolver, Table *table) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        count += resolver->items.items[i]->kind == AST_PARTITION;
    }
    if (count == 0) {
        return;
    }
    table->partitionings = NEW_ARRAY(resolver->symbols.arena, Partitioning, count);
    for (uint32_t i = 0; i < resolver->items.count; i++) {
        if (resolver->items.items[i]->kind == AST_PARTITION) {
            add_partitioning(resolver, table, resolver->items.items[i]);
        }
    }
}
