/*
 * names.c - takes names, tells which the dialect does not take, or takes for the same one.
 * See parts.h.
 *
 * What no target takes is told by the checks of the model; here is what MySQL and MariaDB have of their own:
 * case of every letter, blanks at the end, characters of four bytes, names that all tables share.
 */
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "emit/foreign.h"
#include "emit/lower.h"
#include "emit/portability/parts.h"
#include "emit/typename.h"
#include "schema/derived.h"

/* ---- single names -------------------------------------------------------------------------------- */

bool portability_has_four_bytes(Name name) {
    for (uint32_t i = 0; i < name->length; i++) {
        if ((unsigned char)name->text[i] >= 0xF0) {
            return true;
        }
    }
    return false;
}

static void reserve(Portability *p, Name name, Span span, const char *what) {
    Diag *diag = diag_at(p->diags, DIAG_RESERVED_NAME, span, "`%s` is %s in %s", name->text, what,
                         p->dialect->title);
    diag_help(diag, "choose another name");
}

/* Characters and blanks. `keeps_blanks`: of a check, or the like. */
static void check_letters(Portability *p, Name name, Span span, bool keeps_blanks) {
    if (name->is_plain) {
        return;
    }
    if (portability_has_four_bytes(name)) {
        finding_help(portability_refuse(p, span, 0, "such a character in a name"),
                     "leave it out: characters beyond U+FFFF become `?` there");
    } else if (!keeps_blanks && name->length > 0 && name->text[name->length - 1] == ' ') {
        finding_help(portability_refuse(p, span, 0, "a name that ends in a blank"),
                     "leave the blank out");
    }
}

/* A constraint of any kind: MariaDB takes a check of this name for the primary key too. */
static void check_constraint_name(Portability *p, Name name, Span span) {
    if (strcasecmp(name->text, "primary") == 0) {
        reserve(p, name, span, "the name of the primary key");
    }
}

static void check_index_name(Portability *p, Name name, Span span) {
    check_letters(p, name, span, false);
    check_constraint_name(p, name, span);
    if (strcasecmp(name->text, "gen_clust_index") == 0) {
        reserve(p, name, span, "a name that InnoDB keeps for itself");
    }
}

static void check_column_name(Portability *p, const Column *column) {
    static const char *const taken[] = {"db_row_id", "db_trx_id", "db_roll_ptr", "fts_doc_id"};
    check_letters(p, column->name, column->span, false);
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        if (strcasecmp(column->name->text, taken[i]) == 0) {
            reserve(p, column->name, column->span, "a name that InnoDB keeps for itself");
        }
    }
}

/* ---- names of one table -------------------------------------------------------------------------- */

typedef struct Use Use;
struct Use {
    Name name;
    Span span;
    const char *what;
    Use *next; /* the same name, told apart by its targets */
};

/* The name with every letter small, as these databases compare names. */
static Name folded(Portability *p, Name name) {
    if (name->is_plain) {
        return name;
    }
    buf_clear(&p->scratch);
    const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)name->text;
    const utf8proc_uint8_t *end = at + name->length;
    while (at < end) {
        utf8proc_int32_t character;
        utf8proc_ssize_t length = utf8proc_iterate(at, end - at, &character);
        utf8proc_uint8_t small[4];
        if (length <= 0) {
            break;
        }
        utf8proc_ssize_t written = utf8proc_encode_char(utf8proc_tolower(character), small);
        buf_put(&p->scratch, (const char *)small, (size_t)written);
        at += length;
    }
    return names_intern(p->model->names, p->scratch.data ? p->scratch.data : "", p->scratch.length);
}

static bool is_ascii(Name name) {
    for (uint32_t i = 0; i < name->length; i++) {
        if ((unsigned char)name->text[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

/* Notes the use of a name; the one that has it already, or NULL. */
static const Use *take(Portability *p, NameMap *map, Name name, Span span, const char *what) {
    Use *use = NEW(&p->arena, Use);
    *use = (Use){.name = name, .span = span, .what = what};
    return namemap_put(&p->arena, map, folded(p, name), use);
}

static void tell_case(Portability *p, const Use *first, Name name, Span span, const char *what) {
    /* what is the same, or differs in the case of a to z, is told by the checks of the model */
    if (!first || first->name == name || (is_ascii(first->name) && is_ascii(name))) {
        return;
    }
    Diag *diag = diag_at(p->diags, DIAG_DUPLICATE_NAME, span,
                         "in %s %s `%s` differs only in case from `%s`", p->dialect->title, what,
                         name->text, first->name->text);
    diag_note(diag, first->span, "`%s` is here", first->name->text);
    diag_help(diag, "give one of them another name");
}

static void check_columns(Portability *p, const Table *table) {
    NameMap columns = {0};
    bool any_foreign = false;
    for (uint16_t i = 0; i < table->column_count; i++) {
        check_column_name(p, &table->columns[i]);
        any_foreign = any_foreign || !is_ascii(table->columns[i].name);
    }
    for (uint16_t i = 0; any_foreign && i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (is_for(p->dialect, column->targets)) {
            tell_case(p, take(p, &columns, column->name, column->span, "column"), column->name,
                      column->span, "column");
        }
    }
}

/* Keys, indexes, and foreign keys that make an index of their name. */
static void check_indexes(Portability *p, const Table *table) {
    NameMap indexes = {0};
    for (uint16_t i = 0; i < table->unique_count; i++) {
        const Key *key = &table->uniques[i];
        if (is_for(p->dialect, key->targets)) {
            check_index_name(p, key->name, key->span);
            tell_case(p, take(p, &indexes, key->name, key->span, "key"), key->name, key->span,
                      "key");
        }
    }
    for (uint16_t i = 0; i < table->index_count; i++) {
        const Index *index = &table->indexes[i];
        if (is_for(p->dialect, index->targets)) {
            check_index_name(p, index->name, index->span);
            tell_case(p, take(p, &indexes, index->name, index->span, "index"), index->name,
                      index->span, "index");
        }
    }
    for (uint16_t i = 0; i < table->foreign_key_count; i++) {
        const ForeignKey *key = &table->foreign_keys[i];
        if (!is_for(p->dialect, key->targets)) {
            continue;
        }
        check_index_name(p, key->name, key->span);
        const Use *use = namemap_get(&indexes, folded(p, key->name));
        if (use && !p->is_crowded && !foreign_key_is_covered(p->dialect, table, key->columns)) {
            Diag *diag = diag_at(p->diags, DIAG_DUPLICATE_NAME, key->span,
                                 "in %s foreign key `%s` makes an index of its name, and `%s` is "
                                 "that of %s %s already",
                                 p->dialect->title, key->name->text, use->name->text,
                                 strcmp(use->what, "index") == 0 ? "an" : "a", use->what);
            diag_note(diag, use->span, "`%s` is here", use->name->text);
            diag_help(diag, "give one of them another name");
        }
    }
}

void portability_table_names(Portability *p, const Table *table) {
    if (!p->dialect->names_are_bmp) {
        return;
    }
    check_letters(p, table->name, table->span, false);
    if (strncmp(table->name->text, "#mysql50#", 9) == 0) {
        reserve(p, table->name, table->span, "a name of an old version's file");
    }
    check_columns(p, table);
    check_indexes(p, table);
    for (uint16_t i = 0; i < table->check_count; i++) {
        if (is_for(p->dialect, table->checks[i].targets)) {
            check_letters(p, table->checks[i].name, table->checks[i].span, true);
            check_constraint_name(p, table->checks[i].name, table->checks[i].span);
        }
    }
}

void portability_type_name(Portability *p, Name space, Name name, Span span) {
    static const char *const own[] = {
#define OWN_TYPE(name) name,
#include "emit/postgres/types.def"
#undef OWN_TYPE
    };
    for (size_t i = 0; p->dialect->has_enum_types && !space && i < sizeof own / sizeof own[0];
         i++) {
        if (strcmp(name->text, own[i]) == 0) {
            reserve(p, name, span, "a type that is there already");
        }
    }
}

void portability_enum_names(Portability *p, const Enum *enumeration) {
    portability_type_name(p, enumeration->space, enumeration->name, enumeration->span);
    for (uint32_t i = 0; p->dialect->names_are_bmp && i < enumeration->value_count; i++) {
        const EnumValue *value = &enumeration->values[i];
        if (portability_has_four_bytes(value->name)) {
            finding_help(portability_refuse(p, value->span, 0, "such a character in an enum"),
                         "leave it out: characters beyond U+FFFF become `?` there");
        } else if (value->name->length > 0 && value->name->text[value->name->length - 1] == ' ') {
            finding_help(
                portability_refuse(p, value->span, 0, "a value of an enum that ends in a blank"),
                "leave the blank out");
        }
    }
}

/* ---- names that all tables share ------------------------------------------------------------------ */

static void tell_shared(Portability *p, const Use *first, Name name, Span span, const char *what) {
    if (!first) {
        return;
    }
    Diag *diag = diag_at(p->diags, DIAG_DUPLICATE_NAME, span,
                         "%s `%s`: %s of another table has this name, and %s has one list of "
                         "them for all tables",
                         what, name->text, first->what, p->dialect->title);
    diag_note(diag, first->span, "`%s` is here", first->name->text);
    diag_help(diag, "give one of them another name");
}

/* The name of the check that keeps a type, as the scripts write it. */
static Name type_check_name(Portability *p, const Table *table, const Column *column) {
    buf_clear(&p->scratch);
    derived_type_check(&p->scratch, table->name, column->name);
    return names_intern(p->model->names, p->scratch.data, p->scratch.length);
}

/* Two checks of one table with one name were told by the checks of the model. */
static void share_checks(Portability *p, NameMap *checks, const Table *table) {
    Target target = p->dialect->target;
    for (uint16_t i = 0; i < table->check_count; i++) {
        const Check *check = &table->checks[i];
        if (is_for(p->dialect, check->targets)) {
            tell_shared(p, take(p, checks, check->name, check->span, "a check"), check->name,
                        check->span, "check");
        }
    }
    for (uint16_t i = 0; i < table->column_count; i++) {
        const Column *column = &table->columns[i];
        if (is_for(p->dialect, column->targets) && typename_has_check(column->type, target) &&
            (p->dialect->checks_written || !foreign_key_writing(p->dialect, table, i))) {
            Name name = type_check_name(p, table, column);
            tell_shared(p, take(p, checks, name, column->span, "a type check"), name, column->span,
                        "type check");
        }
    }
}

void portability_shared_names(Portability *p) {
    const Model *model = p->model;
    NameMap tables = {0};
    NameMap foreign_keys = {0};
    NameMap checks = {0};
    for (uint32_t i = 0; i < model->table_count; i++) {
        const Table *table = model->tables[i];
        if (!is_for(p->dialect, table->targets)) {
            continue;
        }
        if (p->dialect->names_are_bmp) {
            tell_case(p, take(p, &tables, table->name, table->span, "table"), table->name,
                      table->span, "table");
        }
        for (uint16_t k = 0; p->dialect->foreign_key_names_shared && k < table->foreign_key_count;
             k++) {
            const ForeignKey *key = &table->foreign_keys[k];
            if (is_for(p->dialect, key->targets)) {
                tell_shared(p, take(p, &foreign_keys, key->name, key->span, "a foreign key"),
                            key->name, key->span, "foreign key");
            }
        }
        if (p->dialect->check_names_shared) {
            share_checks(p, &checks, table);
        }
    }
}
