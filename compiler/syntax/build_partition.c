/*
 * build_partition.c - constructors of `partition by` and of what changes partitions. See syntax/build.h.
 */
#include "syntax/build.h"

AstName *build_words(Parser *p, Token first, Token second) {
    AstName *name = build_name(p, first);
    const AstName *rest = build_name(p, second);
    name->name = names_internf(p->names, "%s %s", name->name->text, rest->name->text);
    name->span = span_join(name->span, rest->span);
    return name;
}

AstItem *build_partitioning(Parser *p, Token first, Token by, AstName *method, AstIndexKey *keys,
                            Token count, AstModifier *modifiers) {
    AstItem *item = build_item(p, AST_PARTITION, first, by, NULL, modifiers);
    item->keys = keys;
    item->partitions = NEW(p->arena, AstPartitions);
    item->partitions->method = method;
    item->partitions->number = count.length > 0 ? build_name(p, count) : NULL;
    return item;
}

void build_partitions(AstItem *item, AstPartition *first, Token last) {
    item->partitions->first = first;
    item->span = span_join(item->span, token_span(last));
}

AstPartition *build_bounds(Parser *p, AstPartitionKind kind, AstExpr *from, AstExpr *to) {
    AstPartition *partition = NEW(p->arena, AstPartition);
    partition->kind = (uint8_t)kind;
    partition->from = from;
    partition->to = to;
    return partition;
}

AstPartition *build_remainder(Parser *p, Token modulus, Token remainder) {
    AstPartition *partition = build_bounds(p, AST_REMAINDER, NULL, NULL);
    partition->modulus = build_name(p, modulus);
    partition->remainder = build_name(p, remainder);
    return partition;
}

AstPartition *build_partition(Parser *p, AstPartition *partition, Token name) {
    uint32_t end = p->previous.start + p->previous.length;
    partition->name = build_text(p, name);
    partition->name_span = token_span(name);
    partition->span = (Span){name.start, end - name.start};
    return partition;
}

AstChange *build_add_partition(Parser *p, Token first, AstPartition *partition, AstName *targets) {
    AstChange *change = build_change(p, AST_ADD_PARTITION, first, NULL);
    change->part = AST_PARTITION;
    change->partition = partition;
    change->columns = targets;
    return change;
}

AstChange *build_set_partitions(Parser *p, Token first, Token number, AstName *targets) {
    AstChange *change = build_change(p, AST_SET_PARTITIONS, first, build_name(p, number));
    change->part = AST_PARTITION;
    change->columns = targets;
    return change;
}

AstChange *build_drop_partition(Parser *p, Token first, Token name, AstName *targets,
                                const AstChange *said) {
    AstChange *change = build_drop_column(p, first, name, said);
    change->kind = AST_DROP_PARTITION;
    change->part = AST_PARTITION;
    change->columns = targets;
    return change;
}
