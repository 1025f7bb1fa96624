/*
 * domain.c - takes a domain before and after, tells what changes. See domain.h.
 */
#include "emit/domain.h"

#include "base/buf.h"

static bool same_text(const Expr *a, const Domain *of_a, const Expr *b, const Domain *of_b) {
    if (!a || !b) {
        return a == b;
    }
    Buf texts[2] = {0};
    expr_write(&texts[0], a, of_a->subject);
    expr_write(&texts[1], b, of_b->subject);
    bool same = text_equal(buf_view(&texts[0]), buf_view(&texts[1]));
    buf_free(&texts[0]);
    buf_free(&texts[1]);
    return same;
}

int32_t domain_same_check(const Domain *domain, uint16_t check, const Domain *other) {
    const Expr *wanted = domain->subject->checks[check].condition;
    uint16_t before = 0; /* checks of the domain before this one that say the same */
    for (uint16_t i = 0; i < check; i++) {
        before += same_text(domain->subject->checks[i].condition, domain, wanted, domain);
    }
    for (uint16_t i = 0; i < other->subject->check_count; i++) {
        if (same_text(other->subject->checks[i].condition, other, wanted, domain) &&
            before-- == 0) {
            return i;
        }
    }
    return -1;
}

static bool is_nullable(const Domain *domain) {
    return (domain->subject->columns[0].flags & COLUMN_NULLABLE) != 0;
}

bool domain_wants_values(const Domain *domain) {
    return !domain->subject->columns[0].default_value &&
           (!is_nullable(domain) || domain->subject->check_count > 0);
}

bool domain_same_default(const Domain *before, const Domain *after) {
    return same_text(before->subject->columns[0].default_value, before,
                     after->subject->columns[0].default_value, after);
}

bool domain_loses(const Domain *before, const Domain *after) {
    bool loses = !domain_same_default(before, after) ||
                 (!is_nullable(before) && is_nullable(after));
    for (uint16_t i = 0; i < before->subject->check_count && !loses; i++) {
        int32_t kept = domain_same_check(before, i, after);
        loses = kept < 0 || after->subject->checks[kept].name != before->subject->checks[i].name;
    }
    return loses;
}

bool domain_gains(const Domain *before, const Domain *after) {
    bool gains = is_nullable(before) && !is_nullable(after);
    for (uint16_t i = 0; i < after->subject->check_count && !gains; i++) {
        gains = domain_same_check(after, i, before) < 0;
    }
    return gains;
}
