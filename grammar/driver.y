/* driver.y - the parser that lemon makes, as the driver uses it: see syntax/build.h. */

%code {
/* So many states of the stack are remembered from before a token was fed. */
enum { REMEMBERED = 64 };

struct Grammar {
    yyParser parser;
    int depth; /* the topmost entry of the stack, before the token */
    YYACTIONTYPE states[REMEMBERED]; /* entry i at i modulo REMEMBERED, for the topmost ones */
};

/* The reductions that a wrong token brings about lose what else could have stood in its place. */
static void remember(Grammar *grammar) {
    const yyStackEntry *entry = grammar->parser.yystack;
    const yyStackEntry *top = grammar->parser.yytos;
    grammar->depth = (int)(top - entry);
    if (grammar->depth < REMEMBERED) { /* nearly always: their places are their numbers */
        for (YYACTIONTYPE *state = grammar->states; entry <= top; entry++, state++) {
            *state = entry->stateno;
        }
        return;
    }
    for (int i = grammar->depth - REMEMBERED + 1; i <= grammar->depth; i++) {
        grammar->states[i % REMEMBERED] = entry[i].stateno;
    }
}

static YYACTIONTYPE remembered(const Grammar *grammar, int i) {
    return grammar->depth - i < REMEMBERED ? grammar->states[i % REMEMBERED]
                                           : grammar->parser.yystack[i].stateno;
}

void grammar_run(Parser *p, void (*drive)(Parser *p)) {
    Grammar grammar;
    p->grammar = &grammar;
    LemonInit(&grammar.parser, p);
    drive(p);
    LemonFinalize(&grammar.parser);
    p->grammar = NULL;
}

/* What the tables say about a token in a state, names not standing in for words. */
static YYACTIONTYPE shift_action(YYACTIONTYPE state, int kind) {
    int i = yy_shift_ofst[state] + kind;
    return yy_lookahead[i] == kind ? yy_action[i] : yy_default[state];
}

void grammar_feed(Parser *p, int kind, Token token) {
    YYACTIONTYPE state = p->grammar->parser.yytos->stateno;
    bool is_shifted = state <= YY_MAX_SHIFT && shift_action(state, kind) <= YY_MAX_SHIFTREDUCE;
    if (!is_shifted) { /* what is shifted at once loses nothing */
        remember(p->grammar);
    }
    Lemon(&p->grammar->parser, kind, token);
}

void grammar_reset(Parser *p) {
    LemonFinalize(&p->grammar->parser);
    LemonInit(&p->grammar->parser, p);
}

void grammar_recovered(Parser *p) {
    p->grammar->parser.yyerrcnt = -1;
}

int grammar_token_count(void) {
    return YYNTOKEN;
}

bool grammar_accepted(const Parser *p, int kind) {
    const Grammar *grammar = p->grammar;
    YYACTIONTYPE above[REMEMBERED]; /* entries that the token would push by reductions */
    int above_count = 0;
    int top = grammar->depth;
    YYACTIONTYPE action = remembered(grammar, top);
    for (;;) {
        if (action <= YY_MAX_SHIFT) {
            action = shift_action(action, kind);
            if (action <= YY_MAX_SHIFTREDUCE) {
                return true;
            }
        }
        if (action < YY_MIN_REDUCE) {
            return action == YY_ACCEPT_ACTION;
        }
        int rule = action - YY_MIN_REDUCE;
        int size = -yyRuleInfoNRhs[rule];
        int popped = size < above_count ? size : above_count;
        above_count -= popped;
        top -= size - popped;
        if (top < 0 || above_count == REMEMBERED) {
            return false;
        }
        YYACTIONTYPE state = above_count > 0 ? above[above_count - 1] : remembered(grammar, top);
        if (state > YY_MAX_SHIFT) {
            return false;
        }
        action = yy_find_reduce_action(state, (YYCODETYPE)yyRuleInfoLhs[rule]);
        above[above_count++] = action;
    }
}

bool grammar_accepts(Parser *p, int kind) {
    remember(p->grammar);
    return grammar_accepted(p, kind);
}
}
