/*
 * token_range.c - see token_range.h.
 */
#include "import/token_range.h"

#include <strings.h>

Range range_of(const SqlFact *fact) {
    return (Range){fact->first, fact->end};
}

bool fact_is_created(const SqlFact *fact, const char *word) {
    const SqlToken *token = fact->first - 1;
    bool is_made = fact->kind == FACT_INDEX || fact->kind == FACT_TABLE;
    while (is_made && !sql_is_word(token, "create") && !sql_is_word(token, word)) {
        token--;
    }
    return is_made && sql_is_word(token, word);
}

Text range_text(Range range) {
    return range.at == range.end ? (Text){"", 0} : sql_between(range.at, range.end - 1);
}

bool is_name_token(const SqlToken *token) {
    return token->kind == SQL_WORD || token->kind == SQL_NAME;
}

bool same_text(Text left, Text right) {
    return left.length == right.length &&
           (left.length == 0 || strncasecmp(left.data, right.data, left.length) == 0);
}

bool same_token(const SqlToken *left, const SqlToken *right) {
    if (is_name_token(left) && is_name_token(right)) {
        return same_text(left->text, right->text);
    }
    return left->kind == right->kind && text_equal(left->text, right->text);
}

bool same_tokens(Range left, Range right) {
    while (left.at < left.end && right.at < right.end && same_token(left.at, right.at)) {
        left.at++;
        right.at++;
    }
    return left.at == left.end && right.at == right.end;
}

bool pass_to(Range *range, const char *one, const char *other) {
    while (range->at < range->end) {
        const SqlToken *token = range->at++;
        if (sql_is_word(token, one) || sql_is_word(token, other)) {
            return true;
        }
    }
    return false;
}

bool has_word(Range range, const char *word) {
    return pass_to(&range, word, word);
}

Text gap_before(const SqlToken *token) {
    const char *begin = token->source.data;
    while (begin[-1] == ' ' || begin[-1] == '\n') {
        begin--;
    }
    return (Text){begin, (size_t)(token->source.data - begin)};
}
